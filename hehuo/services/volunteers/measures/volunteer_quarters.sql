-- label: 每季度有公益活动
-- unit: 个季度
-- case: quarter
-- population: the last four quarters that are over and began after the launch
-- clause: annex item 16 “社会服务团体开展服务活动”; 16.4
-- met: 这个季度有经核实的公益活动
-- remedy: 请每个季度至少办一场公益活动，由第二人核实。
select q.settlement_id, q.window_code as case_id, max(case when a.activity_id is null then 0 else 1 end) as met
from quarters q
left join volunteer_activities a on a.settlement_id = q.settlement_id and a.state = 'held' and a.verified = 1
  and a.held_on >= q.starts_on and a.held_on < q.ends_on
where q.since_launch = 1
group by q.settlement_id, q.window_code
