-- label: 已认定免拆的旧房
-- unit: 处
-- case: property.oldhouse
-- population: relocation_old_houses
-- clause: domain item 9 (certified exemptions; shown, no points)
-- met: 免拆已由县级认定
-- remedy: 符合免拆条件的，请报县级认定。
select o.settlement_id, o.old_house_id as case_id, o.exempt as met
from relocation_old_houses o
