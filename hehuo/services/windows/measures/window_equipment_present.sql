-- label: 窗口设施
-- unit: 项
-- case: thing
-- population: 桌椅、网络、排队或预约、无障碍通道、一米线, for every settlement
-- clause: annex item 15 “设施齐全”; 15.2
-- choice: every window in use must have the thing
-- met: 在用的窗口都有这项设施
-- remedy: 请配齐这项设施，并在窗口台账登记。
select t.settlement_id, t.number as case_id, coalesce(min(t.there), 0) as met
from (
  select s.settlement_id, 1 as number, w.window_id, w.has_desks as there
  from settlements s
  left join counters w on w.settlement_id = s.settlement_id
  union all
  select s.settlement_id, 2 as number, w.window_id, w.has_network as there
  from settlements s
  left join counters w on w.settlement_id = s.settlement_id
  union all
  select s.settlement_id, 3 as number, w.window_id, w.has_queueing as there
  from settlements s
  left join counters w on w.settlement_id = s.settlement_id
  union all
  select s.settlement_id, 4 as number, w.window_id, w.has_access as there
  from settlements s
  left join counters w on w.settlement_id = s.settlement_id
  union all
  select s.settlement_id, 5 as number, w.window_id, w.has_privacy_line as there
  from settlements s
  left join counters w on w.settlement_id = s.settlement_id
) t
group by t.settlement_id, t.number
