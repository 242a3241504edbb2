-- label: 依法诉求引导台账
-- unit: 件
-- case: culture.legalreferral
-- population: referrals within the year up to :as_of
-- clause: body item 5 “用合法的形式表达利益诉求”; 5.4
-- choice: one record is enough; more of them bring nothing, the number of petitions is no target
-- met: 已登记
-- remedy: 群众有诉求时引导到法定渠道并登记。
select r.settlement_id, r.referral_id as case_id, 1 as met
from legal_referrals r
where r.referred_on >= :year_since and r.referred_on <= :as_of
