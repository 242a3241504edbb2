-- label: 现行有效的制度
-- unit: 项
-- case: thing
-- page: system-documents-create
-- population: the ten systems of every settlement
-- clause: annex item 3 “各项制度健全”; 3.1, body item 3 names the ten
-- met: 有文本且现行有效
-- remedy: 请登记这项制度的现行文本。
select s.settlement_id, 1 as case_id, max(case when d.document_id is not null then 1 else 0 end) as met
from settlements s
left join system_documents d on d.settlement_id = s.settlement_id and d.system = 'party_delegates' and d.has_text = 1
  and d.valid_from <= :as_of and (d.valid_to is null or d.valid_to > :as_of)
group by s.settlement_id
union all
select s.settlement_id, 2 as case_id, max(case when d.document_id is not null then 1 else 0 end) as met
from settlements s
left join system_documents d on d.settlement_id = s.settlement_id and d.system = 'peoples_deputies' and d.has_text = 1
  and d.valid_from <= :as_of and (d.valid_to is null or d.valid_to > :as_of)
group by s.settlement_id
union all
select s.settlement_id, 3 as case_id, max(case when d.document_id is not null then 1 else 0 end) as met
from settlements s
left join system_documents d on d.settlement_id = s.settlement_id and d.system = 'cppcc_members' and d.has_text = 1
  and d.valid_from <= :as_of and (d.valid_to is null or d.valid_to > :as_of)
group by s.settlement_id
union all
select s.settlement_id, 4 as case_id, max(case when d.document_id is not null then 1 else 0 end) as met
from settlements s
left join system_documents d on d.settlement_id = s.settlement_id and d.system = 'cadres' and d.has_text = 1
  and d.valid_from <= :as_of and (d.valid_to is null or d.valid_to > :as_of)
group by s.settlement_id
union all
select s.settlement_id, 5 as case_id, max(case when d.document_id is not null then 1 else 0 end) as met
from settlements s
left join system_documents d on d.settlement_id = s.settlement_id and d.system = 'staggered' and d.has_text = 1
  and d.valid_from <= :as_of and (d.valid_to is null or d.valid_to > :as_of)
group by s.settlement_id
union all
select s.settlement_id, 6 as case_id, max(case when d.document_id is not null then 1 else 0 end) as met
from settlements s
left join system_documents d on d.settlement_id = s.settlement_id and d.system = 'all_day' and d.has_text = 1
  and d.valid_from <= :as_of and (d.valid_to is null or d.valid_to > :as_of)
group by s.settlement_id
union all
select s.settlement_id, 7 as case_id, max(case when d.document_id is not null then 1 else 0 end) as met
from settlements s
left join system_documents d on d.settlement_id = s.settlement_id and d.system = 'holidays' and d.has_text = 1
  and d.valid_from <= :as_of and (d.valid_to is null or d.valid_to > :as_of)
group by s.settlement_id
union all
select s.settlement_id, 8 as case_id, max(case when d.document_id is not null then 1 else 0 end) as met
from settlements s
left join system_documents d on d.settlement_id = s.settlement_id and d.system = 'first_contact' and d.has_text = 1
  and d.valid_from <= :as_of and (d.valid_to is null or d.valid_to > :as_of)
group by s.settlement_id
union all
select s.settlement_id, 9 as case_id, max(case when d.document_id is not null then 1 else 0 end) as met
from settlements s
left join system_documents d on d.settlement_id = s.settlement_id and d.system = 'many_duties' and d.has_text = 1
  and d.valid_from <= :as_of and (d.valid_to is null or d.valid_to > :as_of)
group by s.settlement_id
union all
select s.settlement_id, 10 as case_id, max(case when d.document_id is not null then 1 else 0 end) as met
from settlements s
left join system_documents d on d.settlement_id = s.settlement_id and d.system = 'grid' and d.has_text = 1
  and d.valid_from <= :as_of and (d.valid_to is null or d.valid_to > :as_of)
group by s.settlement_id
