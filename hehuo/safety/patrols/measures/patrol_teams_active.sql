-- label: 巡逻队伍
-- unit: 支
-- case: safety.patrolteam
-- population: patrol teams set up by :as_of
-- clause: annex item 6 “人防”; 6.2
-- met: 队伍没有解散
-- remedy: 请登记现有的巡逻队伍或微型消防站。
select t.settlement_id, t.team_id as case_id,
  case when t.disbanded_on is null or t.disbanded_on > :as_of then 1 else 0 end as met
from patrol_teams t
where t.set_up_on <= :as_of
