-- label: 开办的讲堂
-- unit: 类
-- case: thing
-- page: education-sessions-create
-- population: 道德讲堂、妇女夜校, for every settlement; verified sessions within the year up to :as_of
-- clause: annex item 2 “开办‘道德讲堂’、‘妇女夜校’等”; 2.2
-- choice: “等”: another series takes the place of one of the two
-- met: 一年内有经核实的场次
-- remedy: 请登记这类讲堂的场次，并由另一人核实。
with held as (
  select s.settlement_id, max(case when s.series = 'moral' then 1 else 0 end) as moral,
    max(case when s.series = 'night' then 1 else 0 end) as night,
    max(case when s.series = 'other' then 1 else 0 end) as other
  from education_sessions s
  where s.verified = 1 and s.held_on >= :year_since and s.held_on <= :as_of
  group by s.settlement_id
)
select t.settlement_id, 1 as case_id, case when h.moral = 1 or h.other = 1 then 1 else 0 end as met
from settlements t
left join held h on h.settlement_id = t.settlement_id
union all
select t.settlement_id, 2 as case_id, case when h.night = 1 or (h.moral = 1 and h.other = 1) then 1 else 0 end as met
from settlements t
left join held h on h.settlement_id = t.settlement_id
