-- label: 办件记录完整
-- unit: 件
-- case: services.servicecase
-- population: cases whose application came within the year up to :as_of, questions without an application left out
-- clause: annex item 15 “建立完整工作台账”; 15.4 completeness
-- choice: fields that depend on what happened: authority of an agent, reason of a refusal, explanation when late, way of delivery
-- met: 代办有授权书；不予、退件、撤回、不予受理有理由；超期有说明；已送达有送达方式
-- remedy: 请补填这个办件缺少的内容。
select c.settlement_id, c.service_case_id as case_id,
  case when (c.agency <> 'agent' or c.has_authority = 1)
    and (c.result in ('', 'granted') or c.has_reason = 1)
    and (c.state <> 'not_accepted' or c.has_reason = 1)
    and (c.decided_on is null or c.due_on is null or c.decided_on <= c.due_on or c.has_explanation = 1)
    and (c.delivered_on is null or c.delivery <> '')
    then 1 else 0 end as met
from service_cases c
where c.submitted_on >= :year_since and c.submitted_on <= :as_of and c.state <> 'consulted'
