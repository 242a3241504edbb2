-- label: 四部门窗口到岗
-- unit: 个
-- case: thing
-- population: 卫生计生、公安、民政、人资社保, for every settlement
-- clause: body item 15 “派驻工作人员”; 15.1 staffing ≥ 90 % of the announced hours
-- choice: spans of the windows that end within three months up to :as_of, all windows of a department together
-- met: 有人值守的小时数达到公示小时数的规定比例
-- remedy: 请按公示时间安排人员值守，并按月登记到岗小时数。
select t.settlement_id, t.number as case_id,
  case when h.announced > 0 and h.staffed * 100 >= h.announced * :staffed_percent then 1 else 0 end as met
from (
  select s.settlement_id, 1 as number from settlements s
  union all
  select s.settlement_id, 2 as number from settlements s
  union all
  select s.settlement_id, 3 as number from settlements s
  union all
  select s.settlement_id, 4 as number from settlements s
) t
left join (
  select d.settlement_id, d.number, sum(o.hours_announced) as announced, sum(o.hours_staffed) as staffed
  from department_windows d
  join window_hours o on o.settlement_id = d.settlement_id and o.window_id = d.window_id
    and o.ends_on >= :quarter_since and o.ends_on <= :as_of
  group by d.settlement_id, d.number
) h on h.settlement_id = t.settlement_id and h.number = t.number
