-- label: “广电云”线路到户
-- unit: 套
-- case: residents.dwelling
-- population: dwellings that a household has moved into, at :as_of
-- clause: annex item 13 “安置点“广电云”全覆盖”; 13.4
-- met: 线路可用，不看是否开户
-- remedy: 请联系广电网络公司接通这套房的线路，并登记通达日期。
select x.settlement_id, x.dwelling_id as case_id, max(x.has_line) as met
from (
  select d.settlement_id, d.dwelling_id, 1 as stands, 0 as occupied, 0 as has_line from dwellings d
  union all
  select s.settlement_id, s.dwelling_id, 0 as stands, 1 as occupied, 0 as has_line from dwelling_stays s
  where s.state in ('resident', 'resident_partly', 'away_working', 'two_ends', 'misused')
    and s.valid_from <= :as_of and (s.valid_to is null or s.valid_to > :as_of)
  union all
  select c.settlement_id, c.dwelling_id, 0 as stands, 0 as occupied, 1 as has_line from utility_coverage c
  where c.service = 'broadcast' and c.available = 1 and (c.since is null or c.since <= :as_of)
) x
group by x.settlement_id, x.dwelling_id
having max(x.stands) = 1 and max(x.occupied) = 1
