-- label: 网格走访计划完成
-- unit: 户次
-- case: services.workvisit
-- population: visits planned within three months up to :as_of, called-off ones left out
-- clause: annex item 14 “工作开展有力”; 14.3 visit fulfilment
-- choice: three months, as for patrols (6.2)
-- met: 已走访
-- remedy: 请走访这一户并登记；已搬走的登记“不需走访”。
select v.settlement_id, v.visit_id as case_id,
  case when v.state = 'done' and v.visited_on <= :as_of then 1 else 0 end as met
from work_visits v
where v.planned_on >= :quarter_since and v.planned_on <= :as_of and v.state <> 'cancelled'
