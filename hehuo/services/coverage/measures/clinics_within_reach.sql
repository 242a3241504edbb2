-- label: 卫生室（医院）就近
-- unit: 处
-- case: services.publicserviceaccess
-- population: clinics and hospitals that serve at :as_of
-- clause: annex item 13 “学校、医院等公共服务设施齐全”; 13.5
-- met: 到达时间在规定分钟内
-- remedy: 请实测到达时间；没有就近卫生室的请报卫生健康部门。
select a.settlement_id, a.access_id as case_id, case when a.minutes <= :cover_minutes then 1 else 0 end as met
from public_services a
where a.kind in ('clinic', 'community', 'county') and a.opened_on <= :as_of and (a.closed_on is null or a.closed_on > :as_of)
