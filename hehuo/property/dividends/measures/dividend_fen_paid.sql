-- label: 已兑付的分红租金
-- unit: 笔
-- case: property.dividendpayment
-- population: dividends and rents that fell due in the last year, and older ones that are still owed, weighted by fen
-- clause: plan item 10 “让搬迁群众资产有收益”; 10.4
-- met: 已兑付
-- remedy: 请兑付到人；没有账号、联系不上的写明原因并继续想办法。
-- choice: an old debt never drops out by itself
select p.settlement_id, p.payment_id as case_id, case when p.paid_on <= :as_of then 1 else 0 end as met,
  p.amount_fen as weight, case when p.paid_on <= :as_of then p.amount_fen else 0 end as weight_met
from dividend_payments p
where p.due_on <= :as_of and p.amount_fen > 0
  and (p.due_on >= :year_since or p.paid_on is null or p.paid_on > :as_of)
