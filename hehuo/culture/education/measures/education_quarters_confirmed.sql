-- label: 有群众确认培训的季度
-- unit: 个
-- case: quarter
-- page: confirmations-create
-- population: the last four quarters that are over, from the launch on
-- clause: annex item 2 “有培训资料”; 2.3 of LPS-2018-R
-- met: 季度内有经核实的培训，参加群众确认的达到规定人数
-- remedy: 请回访参加群众，登记群众确认。
with confirmed as (
  select c.settlement_id, c.session_id, count(c.confirmation_id) as people
  from event_confirmations c
  where c.attended = 1 and c.took_place = 1 and c.confirmed_on <= :as_of
  group by c.settlement_id, c.session_id
  having count(c.confirmation_id) >= :confirmers_need
)
select q.settlement_id, q.window_code as case_id, max(case when d.session_id is not null then 1 else 0 end) as met
from quarters q
left join education_sessions s on s.settlement_id = q.settlement_id and s.held_on >= q.starts_on and s.held_on < q.ends_on
  and s.verified = 1
left join confirmed d on d.settlement_id = q.settlement_id and d.session_id = s.session_id
where q.since_launch = 1
group by q.settlement_id, q.window_code
