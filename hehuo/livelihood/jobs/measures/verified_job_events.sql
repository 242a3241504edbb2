-- label: 就业推荐活动
-- unit: 场
-- case: livelihood.jobevent
-- population: job events held in the two quarters (six months) up to :as_of
-- clause: annex item 9 “开展好就业推荐活动”; 9.5
-- met: 已由另一人核实
-- remedy: 请由未参与登记的同事核实这场活动。
select v.settlement_id, v.job_event_id as case_id, v.verified as met
from job_events v
where v.held_on >= :events_since and v.held_on <= :as_of
