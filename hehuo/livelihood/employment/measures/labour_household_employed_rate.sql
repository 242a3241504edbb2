-- label: 有人就业的劳动力家庭（严格口径）
-- unit: 户
-- case: residents.household
-- population: labour_households
-- clause: domain item 12, labour_household_employed_rate (shown, no points)
-- met: 至少一名成员当日就业且已核实
-- remedy: 请为这户推荐岗位。
select h.settlement_id, h.household_id as case_id, case when e.household_id is null then 0 else 1 end as met
from labour_households h
left join employed_households e on e.settlement_id = h.settlement_id and e.household_id = h.household_id
