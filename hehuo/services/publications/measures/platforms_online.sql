-- label: 综合信息平台在线
-- unit: 个
-- case: services.infoplatform
-- population: platforms of public services launched by :as_of
-- clause: annex item 16 “建立社区公共服务综合信息平台”; 16.2
-- met: 没有下线，三个月内有人打开看过
-- remedy: 请打开平台看一看，登记能不能用。
-- choice: a look within three months; a chat group is no platform
select p.settlement_id, p.platform_id as case_id,
  case when c.platform_id is not null and (p.valid_to is null or p.valid_to > :as_of) then 1 else 0 end as met
from info_platforms p
left join (
  select distinct k.settlement_id, k.platform_id from platform_checks k
  where k.reachable = 1 and k.checked_on >= :quarter_since and k.checked_on <= :as_of
) c on c.settlement_id = p.settlement_id and c.platform_id = p.platform_id
where p.kind = 'platform' and p.valid_from <= :as_of
