-- label: 旧房拆除
-- unit: 处
-- case: property.oldhouse
-- population: old_houses_due
-- clause: annex item 9 “落实旧房拆除复垦”; 9.2
-- met: 已拆除并经现场核验
-- remedy: 请按协议拆除旧房，并到现场核验。
select o.settlement_id, o.old_house_id as case_id,
  case when o.demolished_on <= :as_of and o.site_checked_on <= :as_of then 1 else 0 end as met
from old_houses_due o
