-- label: 资料和图片齐全的普法活动
-- unit: 场
-- case: culture.legalsession
-- population: verified sessions of legal education within the year up to :as_of
-- clause: annex item 5 “有宣传培训资料和图片”; 5.2
-- met: 有宣传培训资料，有图片
-- remedy: 请补齐宣传培训资料和图片；图片不要求张数。
select s.settlement_id, s.legal_session_id as case_id,
  case when s.has_materials = 1 and s.has_pictures = 1 then 1 else 0 end as met
from legal_sessions s
where s.verified = 1 and s.held_on >= :year_since and s.held_on <= :as_of
