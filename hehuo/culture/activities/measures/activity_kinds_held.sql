-- label: 文体活动类别
-- unit: 类
-- case: thing
-- page: activities-create
-- population: 全民阅读、文化表演、风采展示、全民健身（广场舞）、趣味体育, for every settlement; verified activities within the year up to :as_of
-- clause: body item 8, five kinds; 8.1
-- met: 一年内有经核实的这类活动
-- remedy: 请开展这类活动，登记后由另一人核实。
with held as (
  select s.settlement_id,
    max(case when s.kind = 'reading' then 1 else 0 end) as reading,
    max(case when s.kind = 'show' then 1 else 0 end) as shows,
    max(case when s.kind = 'talent' then 1 else 0 end) as talent,
    max(case when s.kind = 'fitness' then 1 else 0 end) as fitness,
    max(case when s.kind = 'sports' then 1 else 0 end) as sports
  from cultural_activities s
  where s.verified = 1 and s.held_on >= :year_since and s.held_on <= :as_of
  group by s.settlement_id
)
select t.settlement_id, 1 as case_id, case when h.reading = 1 then 1 else 0 end as met
from settlements t
left join held h on h.settlement_id = t.settlement_id
union all
select t.settlement_id, 2 as case_id, case when h.shows = 1 then 1 else 0 end as met
from settlements t
left join held h on h.settlement_id = t.settlement_id
union all
select t.settlement_id, 3 as case_id, case when h.talent = 1 then 1 else 0 end as met
from settlements t
left join held h on h.settlement_id = t.settlement_id
union all
select t.settlement_id, 4 as case_id, case when h.fitness = 1 then 1 else 0 end as met
from settlements t
left join held h on h.settlement_id = t.settlement_id
union all
select t.settlement_id, 5 as case_id, case when h.sports = 1 then 1 else 0 end as met
from settlements t
left join held h on h.settlement_id = t.settlement_id
