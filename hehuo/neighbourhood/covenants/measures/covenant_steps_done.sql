-- label: 居规民约的法定步骤
-- unit: 步
-- case: thing
-- page: covenants-create
-- population: the five steps of every settlement
-- clause: annex item 1 “制定居规民约”; 1.1 consult, draft, township review, vote with quorum, filing and publication
-- met: 现行的或正在制定的居规民约已办完这一步
-- remedy: 请在居规民约的页面办理下一步。
-- choice: steps of a version that is being made count one by one; a version that has ended counts no more
select s.settlement_id, 1 as case_id, max(case when c.consulted_to <= :as_of then 1 else 0 end) as met
from settlements s
left join covenants c on c.settlement_id = s.settlement_id and (c.valid_to is null or c.valid_to > :as_of)
group by s.settlement_id
union all
select s.settlement_id, 2 as case_id, max(case when c.drafted_on <= :as_of then 1 else 0 end) as met
from settlements s
left join covenants c on c.settlement_id = s.settlement_id and (c.valid_to is null or c.valid_to > :as_of)
group by s.settlement_id
union all
select s.settlement_id, 3 as case_id, max(case when c.reviewed_on <= :as_of and c.review_result = 'pass' then 1 else 0 end) as met
from settlements s
left join covenants c on c.settlement_id = s.settlement_id and (c.valid_to is null or c.valid_to > :as_of)
group by s.settlement_id
union all
select s.settlement_id, 4 as case_id, max(case when c.adopted_on <= :as_of and c.quorum_met = 1 then 1 else 0 end) as met
from settlements s
left join covenants c on c.settlement_id = s.settlement_id and (c.valid_to is null or c.valid_to > :as_of)
group by s.settlement_id
union all
select s.settlement_id, 5 as case_id, max(case when c.filed_on <= :as_of and c.published_on <= :as_of then 1 else 0 end) as met
from settlements s
left join covenants c on c.settlement_id = s.settlement_id and (c.valid_to is null or c.valid_to > :as_of)
group by s.settlement_id
