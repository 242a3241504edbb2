-- label: 便民公交开行
-- unit: 条
-- case: services.busline
-- population: bus lines and services on demand opened by :as_of
-- clause: annex item 16 “开通便民公交”; 16.3 a stop within 500 m, timetable kept to 90 %
-- met: 没有停运，有站点在规定距离内，三个月内班次兑现率达到要求
-- remedy: 请登记站点距离和每天的班次兑现；没有兑现的请与运营单位商定。
-- choice: the last three months of trips
select b.settlement_id, b.line_id as case_id,
  case when n.line_id is not null and k.line_id is not null and (b.valid_to is null or b.valid_to > :as_of) then 1 else 0 end as met
from bus_lines b
left join (
  select distinct l.settlement_id, l.line_id
  from line_stops l
  join bus_stops t on t.settlement_id = l.settlement_id and t.stop_id = l.stop_id
  where t.distance_m <= :bus_stop_metres
) n on n.settlement_id = b.settlement_id and n.line_id = b.line_id
left join (
  select d.settlement_id, d.line_id
  from bus_days d
  where d.ran_on >= :quarter_since and d.ran_on <= :as_of and d.planned >= 1
  group by d.settlement_id, d.line_id
  having sum(d.kept) * 100 >= sum(d.planned) * :timetable_percent
) k on k.settlement_id = b.settlement_id and k.line_id = b.line_id
where b.valid_from <= :as_of
