-- label: 公共服务设施及窗口
-- unit: 类
-- case: thing
-- population: 老年人活动中心、儿童托管中心、超市（便利店）、广场、便民服务窗口、综合管理用房, for every settlement
-- clause: annex item 13 “公共服务设施及窗口”; 13.2
-- choice: own or shared; an open supermarket or convenience shop of the shop ledger is one too, so is a window in use of the window ledger
-- met: 有一处正常使用，自有或共享都算
-- remedy: 请登记这类设施；停用的请尽快恢复。
select t.settlement_id, t.number as case_id, max(case when a.number is null then 0 else 1 end) as met
from (
  select s.settlement_id, 1 as number from settlements s
  union all
  select s.settlement_id, 2 as number from settlements s
  union all
  select s.settlement_id, 3 as number from settlements s
  union all
  select s.settlement_id, 4 as number from settlements s
  union all
  select s.settlement_id, 5 as number from settlements s
  union all
  select s.settlement_id, 6 as number from settlements s
) t
left join (
  select f.settlement_id, f.public_no as number from facilities_in_use f where f.works = 1
  union all
  select b.settlement_id, 3 as number from open_shops b where b.kind in ('supermarket', 'convenience')
  union all
  select c.settlement_id, 5 as number from counters c
) a on a.settlement_id = t.settlement_id and a.number = t.number
group by t.settlement_id, t.number
