-- label: 配有楼长的楼栋
-- unit: 栋
-- case: org.building
-- population: buildings of the settlement
-- clause: body item 14 “楼长”; 14.1 by staffing ratio
-- met: 当日有楼长任职
-- remedy: 请登记这栋楼的楼长。
select b.settlement_id, b.building_id as case_id, case when a.building_id is not null then 1 else 0 end as met
from buildings b
left join (
  select distinct g.settlement_id, g.building_id
  from grid_assignments g
  where g.role = 'building_head' and g.valid_from <= :as_of and (g.valid_to is null or g.valid_to > :as_of)
) a on a.settlement_id = b.settlement_id and a.building_id = b.building_id
