-- label: 办件按时办结
-- unit: 件
-- case: services.servicecase
-- population: cases accepted within the year up to :as_of that are done or past their limit; withdrawn and paused ones left out
-- clause: annex item 15 “建立完整工作台账”; 15.4 done ≤ due ÷ (done + overdue open), pauses do not count
-- met: 在期限内办结
-- remedy: 请尽快办结；已超期的向申请人说明原因。
select c.settlement_id, c.service_case_id as case_id,
  case when c.decided_on <= :as_of and c.decided_on <= c.due_on then 1 else 0 end as met
from service_cases c
where c.accepted_on >= :year_since and c.accepted_on <= :as_of and c.result <> 'withdrawn' and c.due_on is not null
  and (c.decided_on <= :as_of or (c.due_on < :as_of and c.state <> 'paused'))
