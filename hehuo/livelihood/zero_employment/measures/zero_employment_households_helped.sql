-- label: 零就业家庭帮扶
-- unit: 户
-- case: residents.household
-- page: zero-employment-household
-- population: households_without_a_job
-- clause: domain item 12.3 [D: cases at most 30 days old with an active plan]
-- met: 个案认定不超过30天，且有帮扶计划
-- remedy: 请核实认定并定出帮扶计划。
select z.settlement_id, z.household_id as case_id, case when a.household_id is null then 0 else 1 end as met
from households_without_a_job z
left join helped_zero_households a on a.settlement_id = z.settlement_id and a.household_id = z.household_id
