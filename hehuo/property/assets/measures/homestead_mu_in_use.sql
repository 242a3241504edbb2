-- label: 盘活的宅基地
-- unit: 块
-- case: property.asset
-- population: counted_assets of the kind homestead, weighted by hundredths of a mu
-- clause: annex item 10 “全面有效利用搬迁群众资源资产”; 10.3
-- met: 正在流转、入股，或收储、复垦、自营并有产出
-- remedy: 请与权利人商量流转、入股或自营；撂荒的请恢复耕种。
-- choice: disputed parcels are left out on both sides
select a.settlement_id, a.asset_id as case_id, a.in_use as met, a.area_mu as weight, a.area_mu * a.in_use as weight_met
from counted_assets a
where a.asset_kind = 'homestead' and a.area_mu > 0
