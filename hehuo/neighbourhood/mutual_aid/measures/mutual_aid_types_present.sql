-- label: 应建的互助组织
-- unit: 类
-- case: thing
-- page: mutual-aid-orgs-create
-- population: 1 red-white council and 2 neighbour aid everywhere; 3 care of the elderly, 4 pupil care where the population needs them
-- clause: annex item 4 “因地制宜建立互助组织”; 4.1
-- met: 已建立；老人照料可以是购买服务
-- remedy: 请建立这类互助组织并登记。
with serving as (
  select o.settlement_id,
    max(case when o.kind = 'weddings' then 1 else 0 end) as weddings,
    max(case when o.kind = 'neighbours' then 1 else 0 end) as neighbours,
    max(case when o.kind in ('elder_care', 'elder_service') then 1 else 0 end) as elders,
    max(case when o.kind = 'pupil_care' then 1 else 0 end) as pupils
  from mutual_aid_orgs o
  where o.set_up_on <= :as_of and (o.ended_on is null or o.ended_on > :as_of)
  group by o.settlement_id
), people as (
  select p.settlement_id,
    sum(case when p.birth_date <= :elder_born_on_or_before then 1 else 0 end) as elders,
    sum(case when p.birth_date <= :pupil_born_on_or_before and p.birth_date > :pupil_born_after then 1 else 0 end) as pupils
  from relocation_persons p
  group by p.settlement_id
)
select s.settlement_id, 1 as case_id, coalesce(o.weddings, 0) as met
from settlements s
left join serving o on o.settlement_id = s.settlement_id
union all
select s.settlement_id, 2 as case_id, coalesce(o.neighbours, 0) as met
from settlements s
left join serving o on o.settlement_id = s.settlement_id
union all
select p.settlement_id, 3 as case_id, coalesce(o.elders, 0) as met
from people p
left join serving o on o.settlement_id = p.settlement_id
where p.elders >= :elders_need
union all
select p.settlement_id, 4 as case_id, coalesce(o.pupils, 0) as met
from people p
left join serving o on o.settlement_id = p.settlement_id
where p.pupils >= :pupils_need
