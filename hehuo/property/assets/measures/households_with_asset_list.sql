-- label: 已确认资产清单的户
-- unit: 户
-- case: residents.household
-- population: relocation_households
-- clause: annex item 10 “全面有效利用”（“全面”的前提）; 10.2
-- met: 资源资产清单已由本人签字确认
-- remedy: 请列清这户的资源资产，念给本人听并由本人签字确认。
select h.settlement_id, h.household_id as case_id,
  max(case when l.confirmed_on <= :as_of and l.signed_by_holder = 1 then 1 else 0 end) as met
from relocation_households h
left join asset_lists l on l.settlement_id = h.settlement_id and l.household_id = h.household_id
group by h.settlement_id, h.household_id
