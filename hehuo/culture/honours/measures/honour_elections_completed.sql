-- label: 完成的评比
-- unit: 次
-- case: culture.honourelection
-- population: elections awarded within the year up to :as_of
-- clause: body item 8 “评比活动”; 8.2
-- met: 有本人同意的推荐，公示在表彰之前完成
-- remedy: 请补登推荐、本人同意和公示；没有公示的不能表彰。
select e.settlement_id, e.election_id as case_id,
  max(case when e.publicity_to < e.awarded_on and n.nomination_id is not null then 1 else 0 end) as met
from honour_elections e
left join honour_nominations n on n.settlement_id = e.settlement_id and n.election_id = e.election_id
  and n.consented_on <= e.publicity_from
where e.awarded_on >= :year_since and e.awarded_on <= :as_of
group by e.settlement_id, e.election_id
