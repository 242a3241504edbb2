-- label: 资料齐全的合同
-- unit: 份
-- case: property.landcontract
-- population: land contracts in force
-- clause: annex item 10 “有印证资料”; 10.5
-- met: 合同、评估资料已归档，已到付款日的有兑付凭证
-- remedy: 请把合同文本、评估资料和兑付凭证归档并勾选。
-- choice: proof of payment is asked from the first day on which money is due
select c.settlement_id, c.contract_id as case_id,
  case when c.contract_on_file = 1 and c.valuation_on_file = 1
    and (c.payment_proof_on_file = 1 or c.first_due_on is null or c.first_due_on > :as_of) then 1 else 0 end as met
from land_contracts c
where c.signed_on <= :as_of and (c.ended_on is null or c.ended_on > :as_of)
