-- label: 信息资源真实交互
-- unit: 个安置点
-- case: settlement
-- population: settlements with a working exchange or a live column
-- clause: annex item 16 “实现社区信息资源交互”; 16.2 three working exchanges or four live columns
-- met: 三项以上数据交换近30天成功过，或者四个以上栏目有没到期的信息
-- remedy: 请登记近期的数据交换，或更新公开信息栏目。
-- choice: the two kinds are not added up
select s.settlement_id, s.settlement_id as case_id,
  case when e.exchanges >= :exchanges_need then 1 when c.topics >= :info_columns_need then 1 else 0 end as met
from settlements s
left join (
  select x.settlement_id, count(distinct x.exchange_id) as exchanges
  from platform_exchanges x
  join exchange_runs r on r.settlement_id = x.settlement_id and r.exchange_id = x.exchange_id
  where x.valid_from <= :as_of and (x.valid_to is null or x.valid_to > :as_of)
    and r.succeeded = 1 and r.ran_on >= :exchanges_since and r.ran_on <= :as_of
  group by x.settlement_id
) e on e.settlement_id = s.settlement_id
left join (
  select i.settlement_id, count(distinct i.topic) as topics
  from info_publications i
  where i.published_on <= :as_of and i.expires_on > :as_of and (i.withdrawn_on is null or i.withdrawn_on > :as_of)
  group by i.settlement_id
) c on c.settlement_id = s.settlement_id
where e.exchanges >= 1 or c.topics >= 1
