-- label: 安置点资产利用
-- unit: 处
-- case: property.asset
-- population: counted_assets in the settlement with a floor area, weighted by hundredths of a square metre
-- clause: annex item 10 “经营盘活迁出地、安置点各种资源”; 10.3
-- met: 正在出租、入股或经营
-- remedy: 请招租或安排经营闲置的商铺、厂房等资产。
select a.settlement_id, a.asset_id as case_id, a.in_use as met, a.floor_m2 as weight, a.floor_m2 * a.in_use as weight_met
from counted_assets a
where a.side = 'settlement' and a.floor_m2 > 0
