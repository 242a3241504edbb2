-- label: 觉得安全的成年居民
-- unit: 人
-- case: residents.interview
-- population: randomly drawn interviews within the year up to :as_of with an answer; refusals left out
-- clause: annex item 6 “治安状况良好”; 6.6 by sampled interviews
-- met: 回答安全或比较安全
-- remedy: 请了解哪里不安全，列入隐患和巡逻。
select i.settlement_id, i.interview_id as case_id, case when i.feels_safe in ('safe', 'mostly') then 1 else 0 end as met
from interviews i
where i.draw = 'random' and i.asked_on >= :year_since and i.asked_on <= :as_of and i.refused = 0
  and i.age_band <> 'minor' and i.feels_safe <> ''
