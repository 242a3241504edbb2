-- label: 群众确认的文体活动
-- unit: 次
-- case: culture.culturalactivity
-- population: verified activities within the year up to :as_of
-- clause: annex item 8 “有资料”; 8.3 of LPS-2018-R
-- met: 参加群众确认的达到规定人数
-- remedy: 请回访参加群众，登记群众确认。
with confirmed as (
  select c.settlement_id, c.activity_id, count(c.confirmation_id) as people
  from event_confirmations c
  where c.attended = 1 and c.took_place = 1 and c.confirmed_on <= :as_of
  group by c.settlement_id, c.activity_id
  having count(c.confirmation_id) >= :confirmers_need
)
select a.settlement_id, a.activity_id as case_id, case when d.activity_id is not null then 1 else 0 end as met
from cultural_activities a
left join confirmed d on d.settlement_id = a.settlement_id and d.activity_id = a.activity_id
where a.verified = 1 and a.held_on >= :year_since and a.held_on <= :as_of
