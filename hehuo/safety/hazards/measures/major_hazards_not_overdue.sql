-- label: 重大隐患按期整改
-- unit: 处
-- case: safety.safetyhazard
-- population: major hazards found by :as_of that are open, or were closed within the year
-- clause: annex item 6 “社区治安状况良好”; 6.6 no major hazard past its deadline
-- met: 已复查销号，或者还没到整改期限
-- remedy: 请尽快整改这处重大隐患，整改后由另一人复查销号。
select h.settlement_id, h.hazard_id as case_id,
  case when h.closed_on <= :as_of then 1 when h.due_on >= :as_of then 1 else 0 end as met
from safety_hazards h
where h.level = 'major' and h.found_on <= :as_of and (h.closed_on is null or h.closed_on >= :year_since)
