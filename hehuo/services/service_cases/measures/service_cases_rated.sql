-- label: 有评价的办件
-- unit: 件
-- case: services.servicecase
-- population: cases decided within the year up to :as_of, withdrawn ones left out
-- clause: domain item 15, 15.4 rating collected
-- met: 有申请人的评价
-- remedy: 送达时请邀请申请人评价，不评价也可以，不能代评。
select c.settlement_id, c.service_case_id as case_id, case when r.service_case_id is not null then 1 else 0 end as met
from service_cases c
left join (
  select distinct g.settlement_id, g.service_case_id
  from service_ratings g
  where g.rated_on <= :as_of
) r on r.settlement_id = c.settlement_id and r.service_case_id = c.service_case_id
where c.decided_on >= :year_since and c.decided_on <= :as_of and c.result <> 'withdrawn'
