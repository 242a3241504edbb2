-- label: 正在使用的新时代讲习所
-- unit: 处
-- case: culture.educationvenue
-- population: new-era workshops that are not given up at :as_of
-- clause: annex item 2 “建立‘新时代讲习所’”; 2.1
-- met: 没有暂停，有负责人，当日有年度计划
-- remedy: 请填写负责人，并登记当年的年度计划。
select h.settlement_id, h.hall_id as case_id,
  max(case when h.has_responsible = 1 and p.plan_id is not null and (h.paused_on is null or h.paused_on > :as_of)
    then 1 else 0 end) as met
from education_venues h
left join education_plans p on p.settlement_id = h.settlement_id and p.hall_id = h.hall_id
  and p.starts_on <= :as_of and p.ends_on >= :as_of
where h.kind = 'workshop' and h.opened_on <= :as_of and (h.closed_on is null or h.closed_on > :as_of)
group by h.settlement_id, h.hall_id
