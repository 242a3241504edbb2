-- label: 配有院长的院落
-- unit: 个
-- case: services.courtyard
-- population: yards in use at :as_of
-- clause: body item 14 “院长”; 14.1 by staffing ratio
-- met: 当日有院长任职
-- remedy: 请登记这个院落的院长。
select y.settlement_id, y.courtyard_id as case_id, case when a.courtyard_id is not null then 1 else 0 end as met
from courtyards y
left join (
  select distinct g.settlement_id, g.courtyard_id
  from grid_assignments g
  where g.role = 'courtyard_head' and g.valid_from <= :as_of and (g.valid_to is null or g.valid_to > :as_of)
) a on a.settlement_id = y.settlement_id and a.courtyard_id = y.courtyard_id
where y.valid_from <= :as_of and (y.valid_to is null or y.valid_to > :as_of)
