-- label: 经核实的主题实践活动
-- unit: 次
-- case: culture.themeactivity
-- population: theme practice activities within the year up to :as_of
-- clause: annex item 2 “深化‘明理知耻·从德向善在社区’主题实践活动”; 2.4
-- met: 已由另一人核实
-- remedy: 请另一位同事核实这次活动。
select t.settlement_id, t.theme_activity_id as case_id, t.verified as met
from theme_activities t
where t.held_on >= :year_since and t.held_on <= :as_of
