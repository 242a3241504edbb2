-- label: 光荣榜都有书面同意
-- unit: 个
-- case: culture.honourrollentry
-- population: settlements with an honour roll at :as_of; the case is an entry without consent if there is one
-- clause: body item 8 “光荣榜”; 8.2
-- met: 展示中的每个人都在展示之前书面同意上榜
-- remedy: 请补办书面同意，或撤下没有同意的展示。
select e.settlement_id,
  coalesce(min(case when n.nomination_id is null then e.entry_id else null end), min(e.entry_id)) as case_id,
  min(case when n.nomination_id is null then 0 else 1 end) as met
from honour_roll e
left join honour_nominations n on n.settlement_id = e.settlement_id and n.nomination_id = e.nomination_id
  and n.shows_roll = 1 and n.consented_on <= e.shown_from
where e.shown_from <= :as_of and e.shown_to >= :as_of and (e.withdrawn_on is null or e.withdrawn_on > :as_of)
group by e.settlement_id
