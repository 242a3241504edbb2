-- label: 劳动力信息及时
-- unit: 人
-- case: residents.person
-- population: working_age_persons
-- clause: annex item 11; 11.1 timeliness
-- met: 最近一期信息在31天内核实过
-- remedy: 请重新核实这个人的劳动力信息。
select w.settlement_id, w.person_id as case_id, case when p.confirmed_on >= :confirmed_since then 1 else 0 end as met
from working_age_persons w
left join latest_labour_profiles p on p.person_id = w.person_id
