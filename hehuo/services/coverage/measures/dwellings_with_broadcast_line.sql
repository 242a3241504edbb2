-- label: “广电云”线路到户
-- unit: 套
-- case: residents.dwelling
-- population: dwellings that a household has moved into, at :as_of
-- clause: annex item 13 “安置点“广电云”全覆盖”; 13.4
-- met: 线路可用，不看是否开户
-- remedy: 请联系广电网络公司接通这套房的线路，并登记通达日期。
select d.settlement_id, d.dwelling_id as case_id,
  case when (d.settlement_id, d.dwelling_id) in (
    select c.settlement_id, c.dwelling_id from utility_coverage c
    where c.service = 'broadcast' and c.available = 1 and (c.since is null or c.since <= :as_of)
  ) then 1 else 0 end as met
from dwellings d
where (d.settlement_id, d.dwelling_id) in (
  select s.settlement_id, s.dwelling_id from dwelling_stays s
  where s.state in ('resident', 'resident_partly', 'away_working', 'two_ends', 'misused')
    and s.valid_from <= :as_of and (s.valid_to is null or s.valid_to > :as_of)
)
