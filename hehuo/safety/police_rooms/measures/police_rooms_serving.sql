-- label: 警务室有人值守或就近覆盖
-- unit: 处
-- case: safety.policeroom
-- population: police rooms (own, shared, or covering station) in being at :as_of
-- clause: annex item 6 “因地制宜在安置点设立警务室”; 6.1
-- met: 独立或共建的有责任民警；就近覆盖的到达时间在规定分钟内，且一年内有服务记录
-- remedy: 请填写责任民警；就近覆盖的请实测到达时间，并登记服务记录。
select r.settlement_id, r.police_room_id as case_id,
  case when r.kind in ('own', 'joint') and r.has_officer = 1 then 1
    when r.kind = 'covered' and r.response_minutes <= :cover_minutes and s.room_id is not null then 1
    else 0 end as met
from police_rooms r
left join (
  select distinct p.settlement_id, p.room_id
  from police_services p
  where p.served_on >= :year_since and p.served_on <= :as_of
) s on s.settlement_id = r.settlement_id and s.room_id = r.police_room_id
where r.opened_on <= :as_of and (r.closed_on is null or r.closed_on > :as_of)
