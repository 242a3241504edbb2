-- label: 知晓居规民约的成年居民
-- unit: 人
-- case: residents.interview
-- population: randomly drawn interviews within the year up to :as_of with an answer; refusals left out
-- clause: domain item 1, 1.3 awareness by sampled interviews
-- met: 能说出两条以上约定
-- remedy: 请加强居规民约的宣传，让群众说得出来。
select i.settlement_id, i.interview_id as case_id, case when i.covenants_named >= :covenants_need then 1 else 0 end as met
from interviews i
where i.draw = 'random' and i.asked_on >= :year_since and i.asked_on <= :as_of and i.refused = 0
  and i.age_band <> 'minor' and i.covenants_named is not null
