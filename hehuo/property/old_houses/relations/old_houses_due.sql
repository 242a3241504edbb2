-- label: 应拆旧房
-- population: relocation_old_houses without certified exemption whose day of demolition has come
-- clause: domain item 9, demolition_rate
-- choice: a house without an agreed day is due (not signing must not help)
select o.settlement_id, o.old_house_id, o.demolished_on, o.site_checked_on, o.reclaim_kind, o.reclaim_due_on, o.accepted_on
from relocation_old_houses o
where o.exempt = 0 and (o.due_on is null or o.due_on <= :as_of)
