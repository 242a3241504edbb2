-- label: 社区网站在线并有更新
-- unit: 个
-- case: services.infoplatform
-- population: websites launched by :as_of
-- clause: annex item 16 “社区网站”; 16.2 updated within 14 days
-- met: 没有下线，规定天数内有新内容
-- remedy: 请更新网站，并登记查看到的最新内容日期。
-- choice: a publication on the website, or a look that found a new text
select p.settlement_id, p.platform_id as case_id,
  case when p.valid_to <= :as_of then 0 when c.platform_id is not null then 1 when n.settlement_id is not null then 1 else 0 end as met
from info_platforms p
left join (
  select distinct k.settlement_id, k.platform_id from platform_checks k
  where k.reachable = 1 and k.checked_on <= :as_of and k.newest_on >= :fresh_since and k.newest_on <= :as_of
) c on c.settlement_id = p.settlement_id and c.platform_id = p.platform_id
left join (
  select distinct i.settlement_id from info_publications i
  where i.on_site = 1 and i.published_on >= :fresh_since and i.published_on <= :as_of
) n on n.settlement_id = p.settlement_id
where p.kind = 'site' and p.valid_from <= :as_of
