-- label: 全部劳动力培训（原始口径）
-- unit: 人
-- case: residents.person
-- population: labour_force_persons
-- clause: domain item 11 (raw rate over L, always shown beside the rate over T; no points)
-- met: 搬迁入住后至少完成一次培训（到课80%以上）
-- remedy: 请安排这个人参加培训。
select l.settlement_id, l.person_id as case_id, case when d.person_id is null then 0 else 1 end as met
from labour_force_persons l
left join trained_persons d on d.settlement_id = l.settlement_id and d.person_id = l.person_id
