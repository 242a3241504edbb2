-- label: 实事按时办结
-- unit: 件
-- case: neighbourhood.practicalmatter
-- population: matters raised within the year that are done, or should be, by :as_of
-- clause: annex item 3 “为民办实事的工作台账”; 3.3 on-time completion
-- met: 在承诺时限内办结
-- remedy: 请办结这件实事；不能按时办结的，向群众说明。
select m.settlement_id, m.matter_id as case_id,
  case when m.done_on <= m.promised_on and m.done_on <= :as_of then 1 else 0 end as met
from practical_matters m
where m.raised_on >= :year_since and m.raised_on <= :as_of
  and (m.done_on <= :as_of or m.promised_on < :as_of)
