-- label: 对社区工作满意的居民
-- unit: 人
-- case: residents.interview
-- population: randomly drawn interviews within the year up to :as_of with an answer; refusals left out
-- clause: annex item 14 “工作开展有力”; 14.3 satisfied ÷ answered, by sample
-- met: 回答满意或很满意
-- remedy: 请了解群众对哪些工作不满意，及时改进。
select i.settlement_id, i.interview_id as case_id, case when i.satisfied in ('very', 'yes') then 1 else 0 end as met
from interviews i
where i.draw = 'random' and i.asked_on >= :year_since and i.asked_on <= :as_of and i.refused = 0
  and i.satisfied <> ''
