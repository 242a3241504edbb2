-- label: 入住核查及时
-- unit: 户
-- case: residents.household
-- population: relocation_households with keys handed over by :as_of
-- clause: domain item 9, occupancy_state (a check within 92 days; shown, no points)
-- met: 近92天内核查过
-- remedy: 请上门或电话核查，并登记核查日期。
select h.settlement_id, h.household_id as case_id, max(case when o.checked_on >= :checked_since then 1 else 0 end) as met
from relocation_households h
left join occupancy_spells o
  on o.settlement_id = h.settlement_id and o.household_id = h.household_id
  and o.valid_from <= :as_of and (o.valid_to is null or o.valid_to > :as_of)
where h.keys_on <= :as_of
group by h.settlement_id, h.household_id
