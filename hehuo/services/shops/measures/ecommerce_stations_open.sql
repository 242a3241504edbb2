-- label: 电商服务站（快递点）营业
-- unit: 处
-- case: services.businessentity
-- population: e-commerce stations and parcel points opened by :as_of
-- clause: annex item 16 “电商服务站等”; 16.1
-- met: 没有停业
-- remedy: 请登记正在营业的电商服务站或快递点。
select b.settlement_id, b.shop_id as case_id, case when b.closed_on is null or b.closed_on > :as_of then 1 else 0 end as met
from shops b
where b.kind in ('ecommerce', 'express') and b.opened_on <= :as_of
