-- label: 基础设施正常使用
-- unit: 类
-- case: thing
-- population: 供水、供电、道路、通讯、燃气、文体娱乐、绿化、亮化, for every settlement
-- clause: annex item 13 “完善各项设施”; 13.1
-- choice: a class works when more than half of its facilities in use work
-- met: 有这类设施，并且半数以上正常
-- remedy: 请登记这类设施；坏了的请报修，修好后确认。
select n.settlement_id, n.number as case_id, case when n.working + n.working > n.facilities then 1 else 0 end as met
from (
  select t.settlement_id, t.number, coalesce(sum(f.works), 0) as working, count(f.facility_id) as facilities
  from (
    select s.settlement_id, 1 as number from settlements s
    union all
    select s.settlement_id, 2 as number from settlements s
    union all
    select s.settlement_id, 3 as number from settlements s
    union all
    select s.settlement_id, 4 as number from settlements s
    union all
    select s.settlement_id, 5 as number from settlements s
    union all
    select s.settlement_id, 6 as number from settlements s
    union all
    select s.settlement_id, 7 as number from settlements s
    union all
    select s.settlement_id, 8 as number from settlements s
  ) t
  left join facilities_in_use f on f.settlement_id = t.settlement_id and f.class_no = t.number
  group by t.settlement_id, t.number
) n
