-- label: 群众确认的实事
-- unit: 件
-- case: neighbourhood.practicalmatter
-- population: matters raised within the year and done by :as_of
-- clause: annex item 3 “为民办实事的工作台账”; 3.3 resident confirmation
-- met: 群众说办好了
-- remedy: 请由经办人以外的同事回访群众并登记。
-- choice: residents who could not be reached have not confirmed
select m.settlement_id, m.matter_id as case_id,
  case when m.resident_word = 'yes' and m.confirmed_on <= :as_of then 1 else 0 end as met
from practical_matters m
where m.raised_on >= :year_since and m.raised_on <= :as_of and m.done_on <= :as_of
