-- label: 便利店营业
-- unit: 处
-- case: services.businessentity
-- population: supermarkets and convenience shops opened by :as_of
-- clause: annex item 16 “超市（便利店）”; 16.1
-- met: 没有停业
-- remedy: 请登记正在营业的超市或便利店。
select b.settlement_id, b.shop_id as case_id, case when b.closed_on is null or b.closed_on > :as_of then 1 else 0 end as met
from shops b
where b.kind in ('supermarket', 'convenience') and b.opened_on <= :as_of
