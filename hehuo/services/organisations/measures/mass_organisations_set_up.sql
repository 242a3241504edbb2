-- label: 工会、团委、妇联
-- unit: 个
-- case: thing
-- population: the three organisations, for every settlement
-- clause: body item 14 “有条件的社区建立工会、团委、妇联组织”; 14.2, asked only where the city finds the conditions met
-- met: 已成立且没有撤销（并入迁入地组织的同样计）
-- remedy: 请登记已成立的工会、团委或妇联。
select t.settlement_id, t.number as case_id, max(case when m.mass_org_id is not null then 1 else 0 end) as met
from (
  select s.settlement_id, 1 as number, 'union' as kind from settlements s
  union all
  select s.settlement_id, 2 as number, 'youth' as kind from settlements s
  union all
  select s.settlement_id, 3 as number, 'women' as kind from settlements s
) t
left join mass_orgs m on m.settlement_id = t.settlement_id and m.kind = t.kind
  and m.valid_from <= :as_of and (m.valid_to is null or m.valid_to > :as_of)
group by t.settlement_id, t.number
