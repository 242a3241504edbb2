-- label: 群众确认的普法活动
-- unit: 场
-- case: culture.legalsession
-- population: verified sessions of legal education within the year up to :as_of
-- clause: annex item 5 “有宣传培训资料和图片”; 5.2 of LPS-2018-R
-- met: 参加群众确认的达到规定人数
-- remedy: 请回访参加群众，登记群众确认。
with confirmed as (
  select c.settlement_id, c.legal_session_id, count(c.confirmation_id) as people
  from event_confirmations c
  where c.attended = 1 and c.took_place = 1 and c.confirmed_on <= :as_of
  group by c.settlement_id, c.legal_session_id
  having count(c.confirmation_id) >= :confirmers_need
)
select s.settlement_id, s.legal_session_id as case_id, case when d.legal_session_id is not null then 1 else 0 end as met
from legal_sessions s
left join confirmed d on d.settlement_id = s.settlement_id and d.legal_session_id = s.legal_session_id
where s.verified = 1 and s.held_on >= :year_since and s.held_on <= :as_of
