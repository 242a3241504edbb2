-- label: 教育培训主题
-- unit: 类
-- case: thing
-- page: education-sessions-create
-- population: 感恩、道德、三新一清洁、文明礼仪、家庭美德, for every settlement; verified sessions within the year up to :as_of
-- clause: body item 2, five topics; 2.3
-- met: 一年内有经核实的这类培训
-- remedy: 请安排这一主题的培训，登记后由另一人核实。
with held as (
  select s.settlement_id,
    max(case when s.topic = 'gratitude' then 1 else 0 end) as gratitude,
    max(case when s.topic = 'morals' then 1 else 0 end) as morals,
    max(case when s.topic = 'new_ways' then 1 else 0 end) as new_ways,
    max(case when s.topic = 'manners' then 1 else 0 end) as manners,
    max(case when s.topic = 'family' then 1 else 0 end) as family
  from education_sessions s
  where s.verified = 1 and s.held_on >= :year_since and s.held_on <= :as_of
  group by s.settlement_id
)
select t.settlement_id, 1 as case_id, case when h.gratitude = 1 then 1 else 0 end as met
from settlements t
left join held h on h.settlement_id = t.settlement_id
union all
select t.settlement_id, 2 as case_id, case when h.morals = 1 then 1 else 0 end as met
from settlements t
left join held h on h.settlement_id = t.settlement_id
union all
select t.settlement_id, 3 as case_id, case when h.new_ways = 1 then 1 else 0 end as met
from settlements t
left join held h on h.settlement_id = t.settlement_id
union all
select t.settlement_id, 4 as case_id, case when h.manners = 1 then 1 else 0 end as met
from settlements t
left join held h on h.settlement_id = t.settlement_id
union all
select t.settlement_id, 5 as case_id, case when h.family = 1 then 1 else 0 end as met
from settlements t
left join held h on h.settlement_id = t.settlement_id
