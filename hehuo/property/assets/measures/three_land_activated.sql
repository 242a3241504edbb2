-- label: 盘活的“三块地”
-- unit: 块
-- case: property.asset
-- population: counted_assets that are farmland, forest or homestead
-- clause: annex item 9 “盘活“三块地””; 9.3
-- met: 正在流转、入股，或收储、复垦、自营并有产出
-- remedy: 请与权利人商量流转、入股或自营；撂荒的请恢复耕种。
-- choice: counted by parcel; by area in item 10
select a.settlement_id, a.asset_id as case_id, a.in_use as met
from counted_assets a
where a.asset_kind in ('farmland', 'forest', 'homestead')
