-- label: 搬迁户的旧房
-- population: old houses that relocation_households had; exempt is 1 when the exemption was certified by :as_of
-- clause: domain item 9 old_house; the county certifies and keeps the list
select o.settlement_id, o.old_house_id, o.due_on, o.demolished_on, o.site_checked_on, o.reclaim_kind, o.reclaim_due_on, o.accepted_on,
  case when o.exemption <> 'none' and o.exemption_certified_on <= :as_of then 1 else 0 end as exempt
from relocation_households h
join old_houses o on o.settlement_id = h.settlement_id and o.household_id = h.household_id
where o.has_old_house <> 'none'
