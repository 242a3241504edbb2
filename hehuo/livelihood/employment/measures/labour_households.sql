-- label: 有劳动力家庭
-- unit: 户
-- case: residents.household
-- population: labour_households
-- clause: body item 12; denominator of 12.5
-- met: 有劳动力的家庭都计入
-- remedy: 无需处理。
select h.settlement_id, h.household_id as case_id, 1 as met
from labour_households h
