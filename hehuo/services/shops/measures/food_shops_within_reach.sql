-- label: 就近买菜
-- unit: 处
-- case: services.businessentity
-- population: open shops that sell food, at :as_of
-- clause: annex item 16 “满足搬迁群众就近买菜、购物等日常生活需求”; 16.1
-- met: 步行时间在规定分钟内
-- remedy: 请实测步行时间；太远的请引进菜店或设流动菜摊。
select b.settlement_id, b.shop_id as case_id, case when b.walk_minutes <= :shop_minutes then 1 else 0 end as met
from open_shops b
where b.kind = 'food' or b.sells_food = 1
