-- label: 便民服务制度
-- unit: 项
-- case: thing
-- population: 首问负责、一次性告知、限时办结、帮办代办、投诉评价, for every settlement
-- clause: annex item 15 “有完善的便民服务制度”; 15.3
-- met: 有制度内容、已公布且现行有效
-- remedy: 请登记这项制度的内容，公布后登记公布日期。
select t.settlement_id, t.number as case_id, max(case when r.rule_id is not null then 1 else 0 end) as met
from (
  select s.settlement_id, 1 as number, 'first_contact' as kind from settlements s
  union all
  select s.settlement_id, 2 as number, 'one_notice' as kind from settlements s
  union all
  select s.settlement_id, 3 as number, 'time_limit' as kind from settlements s
  union all
  select s.settlement_id, 4 as number, 'agency' as kind from settlements s
  union all
  select s.settlement_id, 5 as number, 'rating' as kind from settlements s
) t
left join service_rules r on r.settlement_id = t.settlement_id and r.kind = t.kind and r.has_text = 1
  and r.valid_from <= :as_of and (r.valid_to is null or r.valid_to > :as_of) and r.published_on <= :as_of
group by t.settlement_id, t.number
