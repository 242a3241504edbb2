-- label: 有文体活动的月份
-- unit: 个
-- case: month
-- page: activities-create
-- population: the last twelve months that are over
-- clause: annex item 8 “活动正常开展”; 8.1
-- met: 月内有经核实的活动
-- remedy: 请登记当月的文体活动，并由另一人核实。
select q.settlement_id, q.window_code as case_id, max(case when a.activity_id is not null then 1 else 0 end) as met
from months q
left join cultural_activities a on a.settlement_id = q.settlement_id and a.held_on >= q.starts_on and a.held_on < q.ends_on
  and a.verified = 1
group by q.settlement_id, q.window_code
