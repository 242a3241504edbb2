-- label: 就业服务窗口
-- unit: 个
-- case: livelihood.employmentwindow
-- population: employment windows open on :as_of
-- clause: annex item 12 “因地制宜在安置点建立就业服务窗口”; 12.1
-- met: 常设窗口，或每周至少两个半天的流动窗口
-- remedy: 请设立常设窗口，或把流动窗口增加到每周两个半天以上。
select n.settlement_id, n.window_id as case_id,
  case when n.kind = 'standing' or n.half_days_a_week >= :mobile_window_half_days then 1 else 0 end as met
from employment_windows n
where n.opened_on <= :as_of and (n.closed_on is null or n.closed_on > :as_of)
