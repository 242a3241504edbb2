-- label: 半年岗位推送
-- unit: 个半年
-- case: window
-- page: job-events-create
-- population: elapsed half-years since launch (windows)
-- clause: body item 12 “每两个季度至少1次岗位推送”; 12.4
-- met: 这半年内至少有一次已核实的岗位推送
-- remedy: 请在每半年内至少组织一次岗位推送，并由另一人核实。
select w.settlement_id, w.window_code as case_id, case when count(v.job_event_id) > 0 then 1 else 0 end as met
from windows w
left join job_pushes v on v.settlement_id = w.settlement_id and v.held_on >= w.starts_on and v.held_on < w.ends_on
group by w.settlement_id, w.window_code
