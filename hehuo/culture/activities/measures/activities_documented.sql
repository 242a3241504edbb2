-- label: 资料齐全的文体活动
-- unit: 次
-- case: culture.culturalactivity
-- population: verified activities within the year up to :as_of
-- clause: annex item 8 “有资料”; 8.3
-- choice: a photo is one of three proofs, never the only one that counts
-- met: 有方案或通知，并且有签到、另一人清点或图片中的一样
-- remedy: 请补齐方案或通知，以及签到、清点或图片中的一样。
select a.settlement_id, a.activity_id as case_id,
  case when a.has_materials = 1 and (a.has_sign_in = 1 or a.headcount_checked > 0 or a.has_pictures = 1)
    then 1 else 0 end as met
from cultural_activities a
where a.verified = 1 and a.held_on >= :year_since and a.held_on <= :as_of
