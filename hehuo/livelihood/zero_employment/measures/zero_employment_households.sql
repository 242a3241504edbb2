-- label: 无零就业家庭
-- unit: 户
-- case: residents.household
-- page: zero-employment-household
-- population: labour_households
-- clause: annex item 12 “无‘零就业’家庭”; 12.3
-- met: 有成员当日就业，或豁免未过复核日期
-- remedy: 请核实这户就业情况，推荐至少3个合适岗位。
select h.settlement_id, h.household_id as case_id, case when z.household_id is null then 1 else 0 end as met
from labour_households h
left join households_without_a_job z on z.settlement_id = h.settlement_id and z.household_id = h.household_id
