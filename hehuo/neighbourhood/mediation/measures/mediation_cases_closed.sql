-- label: 调解案件办结
-- unit: 件
-- case: neighbourhood.mediationcase
-- population: cases accepted within the year that are concluded or past their deadline, withdrawn ones left out; without any case, the quarters
-- clause: annex item 3 “有帮助群众化解矛盾…的工作台账”; 3.2 closure: settled or lawfully referred
-- met: 达成协议或依法移送；没有案件的季度签了零案件说明
-- remedy: 请承办调解员办结；没有案件的季度请签零案件说明。
-- choice: in a settlement without a case in the year, each quarter since the launch is a case (with a negative number), met by a signed statement
with busy as (
  select k.settlement_id, count(k.case_key) as cases
  from mediation_cases k
  where k.accepted_on >= :year_since and k.accepted_on <= :as_of
  group by k.settlement_id
)
select k.settlement_id, k.case_key as case_id,
  case when k.concluded_on <= :as_of and k.outcome in ('oral', 'written', 'referred') then 1 else 0 end as met
from mediation_cases k
where k.accepted_on >= :year_since and k.accepted_on <= :as_of and k.outcome <> 'withdrawn'
  and (k.concluded_on <= :as_of or k.due_on < :as_of)
union all
select q.settlement_id, 0 - q.window_code as case_id, max(case when z.statement_id is not null then 1 else 0 end) as met
from quarters q
left join busy on busy.settlement_id = q.settlement_id
left join zero_case_statements z on z.settlement_id = q.settlement_id and z.quarter_start = q.starts_on and z.signed_on <= :as_of
where q.since_launch = 1 and busy.cases is null
group by q.settlement_id, q.window_code
