-- label: 含有处罚条款的居规民约
-- unit: 份
-- case: neighbourhood.residentcovenant
-- population: covenants in force at :as_of
-- clause: annex item 1 “制定居规民约”; 1.1 an unlawful penalty clause voids the criterion
-- met: 含有处罚条款
-- remedy: 请删去处罚条款，重新审核、表决、备案和公布。
select c.settlement_id, c.covenant_id as case_id, case when c.penalty_clause = 1 then 1 else 0 end as met
from covenants c
where c.published_on <= :as_of and (c.valid_to is null or c.valid_to > :as_of)
