-- label: 新老居民共同参加
-- unit: 场
-- case: services.volunteeractivity
-- population: verified activities held within the year up to :as_of
-- clause: annex item 16 “小区内外群众”; 16.4 mixed participation
-- met: 搬迁群众和原住民都有人参加
-- remedy: 请邀请新老居民一起参加，并登记两边的人数。
select a.settlement_id, a.activity_id as case_id,
  case when a.relocated_count >= 1 and a.local_count >= 1 then 1 else 0 end as met
from volunteer_activities a
where a.state = 'held' and a.verified = 1 and a.held_on >= :year_since and a.held_on <= :as_of
