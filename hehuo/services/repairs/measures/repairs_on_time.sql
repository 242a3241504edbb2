-- label: 报修按时办结
-- unit: 件
-- case: services.repairticket
-- population: repairs reported within the year that are closed or should be; withdrawn ones and projects left out
-- clause: annex item 13 “设施适时维护”; 13.3; limits by priority of domain §3.7
-- met: 在期限内修好，并经报修人或另一位同事确认办结
-- remedy: 请修好并请报修人确认。
-- choice: a report without priority should be closed after thirty days
select r.settlement_id, r.repair_id as case_id,
  case when r.closed_on <= :as_of and r.late = 0 then 1 else 0 end as met
from repairs r
where r.reported_on >= :year_since and r.reported_on <= :as_of and r.state not in ('withdrawn', 'converted')
  and (r.closed_on <= :as_of or r.due_on < :as_of or (r.due_on is null and r.reported_on < :devices_since))
