-- label: 居规民约写到的主题
-- unit: 个
-- case: thing
-- page: covenants-create
-- population: the five themes of every settlement
-- clause: body item 1 “语言美、行为美、互相尊重、文明礼让、健康向上”; 1.2
-- met: 现行居规民约写到这个主题
-- remedy: 请在下一版居规民约中补充这个主题。
select s.settlement_id, 1 as case_id, max(case when c.speaks_kindly = 1 then 1 else 0 end) as met
from settlements s
left join covenants c on c.settlement_id = s.settlement_id and c.published_on <= :as_of
  and (c.valid_to is null or c.valid_to > :as_of)
group by s.settlement_id
union all
select s.settlement_id, 2 as case_id, max(case when c.behaves_well = 1 then 1 else 0 end) as met
from settlements s
left join covenants c on c.settlement_id = s.settlement_id and c.published_on <= :as_of
  and (c.valid_to is null or c.valid_to > :as_of)
group by s.settlement_id
union all
select s.settlement_id, 3 as case_id, max(case when c.mutual_respect = 1 then 1 else 0 end) as met
from settlements s
left join covenants c on c.settlement_id = s.settlement_id and c.published_on <= :as_of
  and (c.valid_to is null or c.valid_to > :as_of)
group by s.settlement_id
union all
select s.settlement_id, 4 as case_id, max(case when c.courtesy = 1 then 1 else 0 end) as met
from settlements s
left join covenants c on c.settlement_id = s.settlement_id and c.published_on <= :as_of
  and (c.valid_to is null or c.valid_to > :as_of)
group by s.settlement_id
union all
select s.settlement_id, 5 as case_id, max(case when c.healthy_life = 1 then 1 else 0 end) as met
from settlements s
left join covenants c on c.settlement_id = s.settlement_id and c.published_on <= :as_of
  and (c.valid_to is null or c.valid_to > :as_of)
group by s.settlement_id
