-- label: 开了院坝会且议题办结的季度
-- unit: 个季度
-- case: quarter
-- page: courtyard-meetings-create
-- population: the last four quarters that are over, from the launch on
-- clause: body item 3 “适时召开院坝会”; 3.4
-- met: 这个季度至少开一次院坝会，议定事项办结 80% 以上
-- remedy: 请召开院坝会并登记，把议定事项办结。
-- choice: meetings without anything left to resolve are met; done by :as_of counts, whenever it was done
with talks as (
  select y.settlement_id, y.yard_id, y.held_on, count(r.resolution_id) as issues,
    sum(case when r.done_on <= :as_of then 1 else 0 end) as done
  from courtyard_meetings y
  left join meeting_resolutions r on r.settlement_id = y.settlement_id and r.yard_id = y.yard_id
  group by y.settlement_id, y.yard_id, y.held_on
)
select q.settlement_id, q.window_code as case_id,
  case when count(t.yard_id) > 0 and sum(t.done) * 100 >= sum(t.issues) * 80 then 1 else 0 end as met
from quarters q
left join talks t on t.settlement_id = q.settlement_id and t.held_on >= q.starts_on and t.held_on < q.ends_on
where q.since_launch = 1
group by q.settlement_id, q.window_code
