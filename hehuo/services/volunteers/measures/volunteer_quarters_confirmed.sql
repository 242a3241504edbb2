-- label: 每季度有群众确认的公益活动
-- unit: 个季度
-- case: quarter
-- population: the last four quarters that are over and began after the launch
-- clause: LPS-2018-R 16.4: confirmed by three residents who took part
-- met: 这个季度有一场公益活动经规定人数的参加群众确认
-- remedy: 请由登记人以外的同事询问参加群众，登记确认人数。
select q.settlement_id, q.window_code as case_id, max(case when c.activity_id is null then 0 else 1 end) as met
from quarters q
left join volunteer_activities a on a.settlement_id = q.settlement_id and a.state = 'held'
  and a.held_on >= q.starts_on and a.held_on < q.ends_on
left join (
  select x.settlement_id, x.activity_id from activity_confirmations x
  where x.asked_on <= :as_of
  group by x.settlement_id, x.activity_id
  having sum(x.confirmed) >= :confirmers_need
) c on c.settlement_id = a.settlement_id and c.activity_id = a.activity_id
where q.since_launch = 1
group by q.settlement_id, q.window_code
