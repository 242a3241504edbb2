-- label: 当日在用的设施
-- population: facilities opened by :as_of and not removed, with their place in the lists of 13.1 and 13.2
-- clause: annex item 13 “完善各项设施及服务窗口”; domain item 13 `facility`
-- choice: a facility works when no outage, repair or lowered service covers :as_of; gas may be bottled or electric when the city has so decided
-- choice: courts and fitness places are “文体娱乐”; a culture square is a square
select f.settlement_id, f.facility_id,
  case when f.kind = 'water' then 1 when f.kind = 'power' then 2 when f.kind = 'road' then 3 when f.kind = 'telecom' then 4
    when f.kind = 'gas' then 5 when f.kind in ('leisure', 'court', 'fitness') then 6 when f.kind = 'green' then 7
    when f.kind = 'lighting' then 8 else 0 end as class_no,
  case when f.kind = 'elder_centre' then 1 when f.kind = 'child_centre' then 2 when f.kind = 'supermarket' then 3
    when f.kind in ('square', 'culture_square') then 4 when f.kind = 'service_window' then 5
    when f.kind = 'management' then 6 else 0 end as public_no,
  case when o.facility_id is not null then 0
    when f.kind = 'gas' and f.substitute <> 'none' and f.has_decision = 0 then 0 else 1 end as works
from facilities f
left join (
  select distinct x.settlement_id, x.facility_id from facility_outages x
  where x.valid_from <= :as_of and (x.valid_to is null or x.valid_to > :as_of)
) o on o.settlement_id = f.settlement_id and o.facility_id = f.facility_id
where f.opened_on <= :as_of and (f.closed_on is null or f.closed_on > :as_of)
