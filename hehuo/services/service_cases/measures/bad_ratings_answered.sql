-- label: 差评答复
-- unit: 件
-- case: services.servicerating
-- population: ratings 不满意 and 非常不满意 within the year up to :as_of
-- clause: domain item 15, 15.4 bad ratings answered; §3.12 contact within one working day
-- choice: a bad rating whose time for contact and answer is not over yet is not held against the window
-- met: 一个工作日内联系，期限内整改答复；期限还没到的不扣
-- remedy: 请联系申请人，整改后登记答复。
select r.settlement_id, r.rating_id as case_id,
  case when (r.contacted_on <= r.contact_due_on or (r.contacted_on is null and r.contact_due_on >= :as_of))
    and ((r.answered_on <= r.answer_due_on and r.answered_on <= :as_of) or r.answer_due_on >= :as_of)
    then 1 else 0 end as met
from service_ratings r
where r.level in ('bad', 'very_bad') and r.rated_on >= :year_since and r.rated_on <= :as_of
