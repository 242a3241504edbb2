-- label: 有劳动力家庭中的就业人数
-- unit: 人
-- case: residents.person
-- population: employed_persons (every one is a member of a labour household)
-- clause: body item 12 “有劳动力的家庭户均1人以上就业”; 12.5, over labour_households
-- met: 已就业并核实的人都计入（分母为有劳动力家庭）
-- remedy: 无需处理。
select e.settlement_id, e.person_id as case_id, 1 as met
from employed_persons e
