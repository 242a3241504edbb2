-- label: 依法诉求按时答复
-- unit: 件
-- case: culture.legalreferral
-- population: referrals within the year up to :as_of that are answered or should be
-- clause: body item 5 “用合法的形式表达利益诉求”; 5.4
-- met: 在期限内答复
-- remedy: 请催促转介单位答复，并登记答复日期。
select r.settlement_id, r.referral_id as case_id,
  case when r.answered_on <= r.due_on and r.answered_on <= :as_of then 1 else 0 end as met
from legal_referrals r
where r.referred_on >= :year_since and r.referred_on <= :as_of and (r.answered_on <= :as_of or r.due_on < :as_of)
