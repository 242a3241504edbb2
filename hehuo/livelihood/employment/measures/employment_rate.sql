-- label: 劳动力就业
-- unit: 人
-- case: residents.person
-- population: labour_force_persons
-- clause: domain item 12, employment_rate (shown, no points)
-- met: 当日就业且已核实
-- remedy: 请推荐岗位，或核实这个人的就业情况。
select l.settlement_id, l.person_id as case_id, case when e.person_id is null then 0 else 1 end as met
from labour_force_persons l
left join employed_persons e on e.settlement_id = l.settlement_id and e.person_id = l.person_id
