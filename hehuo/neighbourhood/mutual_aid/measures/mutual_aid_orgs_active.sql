-- label: 每季度都有活动的互助组织
-- unit: 个
-- case: neighbourhood.mutualaidorg
-- population: organisations in being at :as_of that have existed for a whole quarter since the launch
-- clause: annex item 4 “有工作开展资料”; 4.2
-- met: 近四个季度（成立以后的整季度）每个季度至少有一次经核实的活动
-- remedy: 请登记这个组织的活动，并请另一位同事核实。
with held as (
  select distinct a.settlement_id, a.org_id, q.window_code
  from mutual_aid_activities a
  join quarters q on q.settlement_id = a.settlement_id and a.served_on >= q.starts_on and a.served_on < q.ends_on
  where a.verified = 1
)
select o.settlement_id, o.org_id as case_id, case when count(h.window_code) = count(q.window_code) then 1 else 0 end as met
from mutual_aid_orgs o
join quarters q on q.settlement_id = o.settlement_id and q.starts_on >= o.set_up_on
left join held h on h.settlement_id = o.settlement_id and h.org_id = o.org_id and h.window_code = q.window_code
where q.since_launch = 1 and (o.ended_on is null or o.ended_on > :as_of)
group by o.settlement_id, o.org_id
