-- label: 诉求按时办结
-- unit: 件
-- case: neighbourhood.residentrequest
-- population: requests reported within the year that are handled, or are overdue and not suspended, by :as_of
-- clause: annex item 14 “工作开展有力”; 14.3, domain item 3 `request_on_time_rate`
-- met: 在办理期限内办结
-- remedy: 请办结这件诉求；确实不能马上办的，请书记同意后挂起并向群众说明。
select r.settlement_id, r.request_id as case_id,
  case when r.handled_on <= r.due_on and r.handled_on <= :as_of then 1 else 0 end as met
from resident_requests r
where r.reported_on >= :year_since and r.reported_on <= :as_of
  and (r.handled_on <= :as_of or (r.due_on < :as_of and r.state <> 'suspended'))
