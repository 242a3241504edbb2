-- label: 组织机构或组织人员
-- unit: 类
-- case: thing
-- page: instructors-create
-- population: 文化娱乐活动指导员、社会体育指导员, for every settlement; a committee chosen by the residents stands for both
-- clause: annex item 7 “配备社区文化娱乐活动组织机构或组织人员”; 7.2
-- met: 有在聘的这类指导员；或者有居民推选、成员达到规定人数的活动委员会
-- remedy: 请登记指导员，或登记居民推选的活动委员会和成员的同意。
with led as (
  select i.settlement_id, max(case when i.kind = 'culture' then 1 else 0 end) as culture,
    max(case when i.kind = 'sports' then 1 else 0 end) as sports
  from instructors i
  where i.appointed_on <= :as_of and (i.ended_on is null or i.ended_on > :as_of)
  group by i.settlement_id
), chosen as (
  select c.settlement_id, c.committee_id
  from activity_committees c
  join committee_members m on m.settlement_id = c.settlement_id and m.committee_id = c.committee_id
    and m.consented_on <= :as_of and (m.left_on is null or m.left_on > :as_of)
  where c.method = 'elected' and c.chosen_on <= :as_of and (c.ends_on is null or c.ends_on >= :as_of)
  group by c.settlement_id, c.committee_id
  having count(m.member_id) >= :committee_members_need
), governed as (
  select distinct c.settlement_id from chosen c
)
select t.settlement_id, 1 as case_id, case when h.culture = 1 or g.settlement_id is not null then 1 else 0 end as met
from settlements t
left join led h on h.settlement_id = t.settlement_id
left join governed g on g.settlement_id = t.settlement_id
union all
select t.settlement_id, 2 as case_id, case when h.sports = 1 or g.settlement_id is not null then 1 else 0 end as met
from settlements t
left join led h on h.settlement_id = t.settlement_id
left join governed g on g.settlement_id = t.settlement_id
