-- label: 回访群众确认活动属实
-- unit: 人次
-- case: culture.confirmation
-- population: residents asked about verified theme activities within the year up to :as_of: who was there, or who says that there was none
-- clause: annex item 2 “深化‘明理知耻·从德向善在社区’主题实践活动”; 2.4 of LPS-2018-R
-- choice: somebody who was not there but does not doubt the activity is no case
-- met: 确认活动属实
-- remedy: 请核对这次活动是否属实，更正记录。
select c.settlement_id, c.confirmation_id as case_id, c.took_place as met
from event_confirmations c
join theme_activities t on t.settlement_id = c.settlement_id and t.theme_activity_id = c.theme_activity_id
where t.verified = 1 and t.held_on >= :year_since and t.held_on <= :as_of and c.confirmed_on <= :as_of
  and (c.attended = 1 or c.took_place = 0)
