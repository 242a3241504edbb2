-- label: 当日营业的网点
-- population: shops opened by :as_of and not closed
-- clause: domain item 16 `business_entity`
select b.settlement_id, b.shop_id, b.kind, b.walk_minutes, b.sells_food
from shops b
where b.opened_on <= :as_of and (b.closed_on is null or b.closed_on > :as_of)
