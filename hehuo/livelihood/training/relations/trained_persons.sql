-- label: 搬迁后受过培训的劳动力
-- population: labour_force_persons with a completed training since the household moved in; one person counts once
-- clause: domain item 11 “since move-in”; persons, never person-times
-- choice: before the household has moved in nothing counts
select distinct l.settlement_id, l.person_id
from labour_force_persons l
join completed_trainings c on c.person_id = l.person_id
where c.completed_on >= l.moved_in_on
