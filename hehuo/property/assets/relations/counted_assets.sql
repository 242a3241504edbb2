-- label: 计入盘活率的资产
-- population: assets whose right was confirmed by :as_of and that are not in dispute; in_use is 1 while they are used
-- clause: domain item 10, activation_rate; annex item 10 “全面有效利用搬迁群众资源资产”
-- choice: leased and shared assets count from the first day of the contract, stored, reclaimed and own-run ones from the day they bear; fallow for a year is not used
select a.settlement_id, a.asset_id, a.asset_kind, a.side, a.area_mu, a.floor_m2,
  case when u.asset_id is not null and (a.fallow_since is null or a.fallow_since >= :year_since) then 1 else 0 end as in_use
from assets a
left join (
  select distinct settlement_id, asset_id
  from asset_uses
  where starts_on <= :as_of and (ends_on is null or ends_on > :as_of)
    and (use_kind in ('leased', 'shared') or operating_since <= :as_of)
) u on u.settlement_id = a.settlement_id and u.asset_id = a.asset_id
where a.rights_confirmed_on <= :as_of
  and (a.disputed_on is null or a.disputed_on > :as_of or a.dispute_settled_on <= :as_of)
