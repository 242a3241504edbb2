-- label: 巡逻计划完成
-- unit: 次
-- case: safety.patrolrecord
-- population: patrols planned within three months up to :as_of, called-off ones left out
-- clause: annex item 6 “人防”; 6.2 patrol plan fulfilment
-- met: 已巡逻并登记点位
-- remedy: 请登记这次巡逻；没有巡逻的写明原因并安排补巡。
select p.settlement_id, p.patrol_id as case_id,
  case when p.state = 'done' and p.points_checked >= 1 then 1 else 0 end as met
from patrols p
where p.planned_on >= :quarter_since and p.planned_on <= :as_of and p.state <> 'cancelled'
