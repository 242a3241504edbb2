-- label: 道路与城镇路网连通
-- unit: 条
-- case: services.roadlink
-- population: roads opened by :as_of
-- clause: annex item 16 “道路与城市（城镇）连为一体”; 16.3
-- met: 没有中断
-- remedy: 请登记通车的进出道路；中断的请报交通部门抢通。
select r.settlement_id, r.road_id as case_id, case when r.valid_to is null or r.valid_to > :as_of then 1 else 0 end as met
from roads r
where r.valid_from <= :as_of
