-- label: 当日在用的部门窗口
-- population: windows in use at :as_of, once for each department of 15.1 that they act for; 1 to 4 as in the standard
-- clause: domain item 15 `service_window`: a window of the department or a general one with delegated power
select w.settlement_id, w.window_id, 1 as number from service_windows w
where w.acts_health = 1 and w.kind in ('dedicated', 'general')
  and w.valid_from <= :as_of and (w.valid_to is null or w.valid_to > :as_of)
union all
select w.settlement_id, w.window_id, 2 as number from service_windows w
where w.acts_police = 1 and w.kind in ('dedicated', 'general')
  and w.valid_from <= :as_of and (w.valid_to is null or w.valid_to > :as_of)
union all
select w.settlement_id, w.window_id, 3 as number from service_windows w
where w.acts_civil = 1 and w.kind in ('dedicated', 'general')
  and w.valid_from <= :as_of and (w.valid_to is null or w.valid_to > :as_of)
union all
select w.settlement_id, w.window_id, 4 as number from service_windows w
where w.acts_labour = 1 and w.kind in ('dedicated', 'general')
  and w.valid_from <= :as_of and (w.valid_to is null or w.valid_to > :as_of)
