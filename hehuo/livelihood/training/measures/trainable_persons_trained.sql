-- label: 应培训劳动力培训
-- unit: 人
-- case: residents.person
-- population: trainable_persons
-- clause: annex item 11 “实现劳动力就业培训全覆盖”; 11.2
-- met: 搬迁入住后至少完成一次培训（到课80%以上）
-- remedy: 请安排这个人参加培训，或登记豁免依据。
select t.settlement_id, t.person_id as case_id, case when d.person_id is null then 0 else 1 end as met
from trainable_persons t
left join trained_persons d on d.settlement_id = t.settlement_id and d.person_id = t.person_id
