-- label: 法律顾问或咨询点
-- unit: 处
-- case: culture.legaladviser
-- population: legal advisers and consultation points set up by :as_of
-- clause: body item 5 “用合法的形式表达利益诉求”; 5.4
-- met: 当日仍在服务
-- remedy: 请登记现在的法律顾问或法律咨询点。
select a.settlement_id, a.adviser_id as case_id,
  case when a.valid_to is null or a.valid_to > :as_of then 1 else 0 end as met
from legal_advisers a
where a.valid_from <= :as_of
