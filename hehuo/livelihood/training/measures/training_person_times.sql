-- label: 培训人次
-- unit: 人次
-- case: livelihood.enrolment
-- population: completed trainings of relocation_persons, each enrolment once
-- clause: domain item 11 (person-times are reported apart and never mixed with persons; no points)
-- met: 完成培训的每一次都计入
-- remedy: 无需处理。
select p.settlement_id, c.enrolment_id as case_id, 1 as met
from relocation_persons p
join completed_trainings c on c.person_id = p.person_id
