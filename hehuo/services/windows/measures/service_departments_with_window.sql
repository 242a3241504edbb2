-- label: 四部门服务窗口
-- unit: 个
-- case: thing
-- population: 卫生计生、公安、民政、人资社保, for every settlement
-- clause: body item 15 “设立卫生计生、公安、民政、人资社保等服务窗口”; 15.1
-- met: 有在用的专窗，或有授权的综合窗口
-- remedy: 请登记这个部门的窗口，或登记综合窗口的授权。
select t.settlement_id, t.number as case_id, case when d.number is not null then 1 else 0 end as met
from (
  select s.settlement_id, 1 as number from settlements s
  union all
  select s.settlement_id, 2 as number from settlements s
  union all
  select s.settlement_id, 3 as number from settlements s
  union all
  select s.settlement_id, 4 as number from settlements s
) t
left join (select distinct w.settlement_id, w.number from department_windows w) d
  on d.settlement_id = t.settlement_id and d.number = t.number
