-- label: 场所按公布时间开放
-- unit: 天
-- case: culture.venueopening
-- population: days on which a venue was to be open within three months up to :as_of, weighed by announced minutes
-- clause: annex item 7 “相关馆室和活动场所”; 7.3
-- choice: a day that nobody has entered counts as closed; more than announced brings nothing
-- met: 开放时间不少于公布时间
-- remedy: 请登记当天实际开放时间；没有开放的写明原因。
select o.settlement_id, o.opening_id as case_id,
  case when o.actual_minutes >= o.planned_minutes then 1 else 0 end as met,
  o.planned_minutes as weight,
  case when o.actual_minutes >= o.planned_minutes then o.planned_minutes else coalesce(o.actual_minutes, 0) end as weight_met
from venue_openings o
where o.opening_on >= :quarter_since and o.opening_on <= :as_of and o.planned_minutes > 0
