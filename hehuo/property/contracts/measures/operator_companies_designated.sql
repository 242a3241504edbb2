-- label: 移民发展公司或县级平台公司
-- unit: 家
-- case: property.operatorcompany
-- population: migrants' development companies and county platform companies that are not dissolved
-- clause: plan item 10 “组建移民发展公司或明确一家县级平台公司”; 10.1
-- met: 已组建，或已书面明确
-- remedy: 请登记组建或明确的文号和日期。
select c.settlement_id, c.company_id as case_id,
  case when c.designated_on <= :as_of and c.has_designation = 1 then 1 else 0 end as met
from operator_companies c
where c.kind in ('migrant', 'platform') and (c.ended_on is null or c.ended_on > :as_of)
