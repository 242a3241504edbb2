-- label: 馆室和场所
-- unit: 类
-- case: thing
-- page: venues-create
-- population: 乡愁馆、多功能活动室、图书室、阅览室、活动广场, for every settlement
-- clause: annex item 7 “因地制宜建有相关馆室和活动场所”; 7.1
-- choice: a room with two purposes counts for both; a shared one within :shared_venue_metres counts
-- met: 有在用的自有或步行距离内共享的这类场所，开放时间已公布
-- remedy: 请登记这类场所并公布开放时间；可以共享 1 公里内的场所。
with ready as (
  select v.settlement_id,
    max(case when v.kind = 'homesickness' or v.also_kind = 'homesickness' then 1 else 0 end) as homesickness,
    max(case when v.kind = 'multi' or v.also_kind = 'multi' then 1 else 0 end) as multi,
    max(case when v.kind = 'library' or v.also_kind = 'library' then 1 else 0 end) as library,
    max(case when v.kind = 'reading' or v.also_kind = 'reading' then 1 else 0 end) as reading,
    max(case when v.kind = 'square' or v.also_kind = 'square' then 1 else 0 end) as square
  from venues v
  where v.opened_on <= :as_of and (v.closed_on is null or v.closed_on > :as_of) and v.hours_announced_on <= :as_of
    and (v.ownership = 'own' or v.distance_metres <= :shared_venue_metres)
  group by v.settlement_id
)
select t.settlement_id, 1 as case_id, case when h.homesickness = 1 then 1 else 0 end as met
from settlements t
left join ready h on h.settlement_id = t.settlement_id
union all
select t.settlement_id, 2 as case_id, case when h.multi = 1 then 1 else 0 end as met
from settlements t
left join ready h on h.settlement_id = t.settlement_id
union all
select t.settlement_id, 3 as case_id, case when h.library = 1 then 1 else 0 end as met
from settlements t
left join ready h on h.settlement_id = t.settlement_id
union all
select t.settlement_id, 4 as case_id, case when h.reading = 1 then 1 else 0 end as met
from settlements t
left join ready h on h.settlement_id = t.settlement_id
union all
select t.settlement_id, 5 as case_id, case when h.square = 1 then 1 else 0 end as met
from settlements t
left join ready h on h.settlement_id = t.settlement_id
