-- label: 已核实的岗位推送
-- population: verified job events held by :as_of
-- clause: body item 12 “每两个季度至少1次岗位推送”
select v.settlement_id, v.job_event_id, v.held_on
from job_events v
where v.verified = 1 and v.held_on <= :as_of
