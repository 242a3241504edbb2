-- label: 合同完整并由权利人签字的入股
-- unit: 份
-- case: property.sharecontract
-- population: share contracts in force
-- clause: annex item 10 “深化“三变”改革”; 10.4
-- met: 权利人本人和共有人签字，合同文本已归档
-- remedy: 请由权利人本人和共有人补签，把合同文本归档。
select c.settlement_id, c.share_contract_id as case_id,
  case when c.signed_by_holder = 1 and c.signed_by_all = 1 and c.contract_on_file = 1 then 1 else 0 end as met
from share_contracts c
where c.signed_on <= :as_of and (c.ended_on is null or c.ended_on > :as_of)
