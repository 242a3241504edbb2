-- label: 预警按时签收办结
-- unit: 条
-- case: safety.earlywarning
-- population: warnings issued within the year up to :as_of that are closed or should be
-- clause: annex item 6 “综合网络防控预警系统”; 6.5
-- met: 在期限内签收并办结
-- remedy: 请签收并办结这条预警；误报的写明原因。
select w.settlement_id, w.warning_id as case_id,
  case when w.acknowledged_on <= w.ack_due_on and w.closed_on <= w.close_due_on and w.closed_on <= :as_of
    then 1 else 0 end as met
from early_warnings w
where w.issued_on >= :year_since and w.issued_on <= :as_of
  and (w.closed_on <= :as_of or w.close_due_on < :as_of)
