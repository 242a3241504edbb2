-- label: 配有网格员的网格
-- unit: 个
-- case: org.grid
-- population: grids in use at :as_of
-- clause: body item 14 “网格员”; 14.1 by staffing ratio
-- met: 当日有网格员任职
-- remedy: 请登记这个网格的网格员。
select n.settlement_id, n.grid_id as case_id, case when a.grid_id is not null then 1 else 0 end as met
from grids n
left join (
  select distinct g.settlement_id, g.grid_id
  from grid_assignments g
  where g.role = 'grid_member' and g.valid_from <= :as_of and (g.valid_to is null or g.valid_to > :as_of)
) a on a.settlement_id = n.settlement_id and a.grid_id = n.grid_id
where n.valid_from <= :as_of and (n.valid_to is null or n.valid_to > :as_of)
