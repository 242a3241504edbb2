-- label: 普法测评答对率
-- unit: 次
-- case: culture.awarenesscheck
-- population: anonymous quizzes and interviews within the year up to :as_of, weighed by questions
-- clause: annex item 5 “倡导居民学法、懂法”; 5.3
-- met: 全部答对；按答对题数占答题总数计算
-- remedy: 请针对答错的内容再开展普法。
select k.settlement_id, k.check_id as case_id,
  case when k.answers_correct = k.questions_asked then 1 else 0 end as met,
  k.questions_asked as weight, k.answers_correct as weight_met
from awareness_checks k
where k.checked_on >= :year_since and k.checked_on <= :as_of
