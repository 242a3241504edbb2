-- label: 设施巡检完成
-- unit: 次
-- case: services.facilityinspection
-- population: inspections planned within three months up to :as_of, called-off ones left out
-- clause: annex item 13 “设施适时维护”; 13.3
-- met: 已到现场巡检
-- remedy: 请到现场看一看并登记结果；不需要的写明原因取消。
select i.settlement_id, i.inspection_id as case_id,
  case when i.state = 'done' and i.done_on <= :as_of then 1 else 0 end as met
from facility_inspections i
where i.planned_on >= :quarter_since and i.planned_on <= :as_of and i.state <> 'cancelled'
