-- label: 实事记录完整
-- unit: 件
-- case: neighbourhood.practicalmatter
-- population: matters raised within the year up to :as_of
-- clause: annex item 3 “为民办实事的工作台账”; 3.3 completeness
-- met: 写明责任人和受益人数，办结的写明结果
-- remedy: 请补上责任人、受益人数；已办结的写明结果。
select m.settlement_id, m.matter_id as case_id,
  case when m.has_responsible = 1 and m.beneficiaries > 0
    and (m.done_on is null or m.done_on > :as_of or m.has_result = 1) then 1 else 0 end as met
from practical_matters m
where m.raised_on >= :year_since and m.raised_on <= :as_of
