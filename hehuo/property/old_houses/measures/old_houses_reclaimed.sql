-- label: 旧房复垦复绿
-- unit: 处
-- case: property.oldhouse
-- population: old_houses_due whose ground can be reclaimed and whose day of reclamation has come
-- clause: annex item 9 “落实旧房拆除复垦”; 9.2
-- met: 复垦复绿已验收
-- remedy: 请完成复垦复绿并申请验收。
-- choice: counted by house, not by area; without an agreed day it is due
select o.settlement_id, o.old_house_id as case_id, case when o.accepted_on <= :as_of then 1 else 0 end as met
from old_houses_due o
where o.reclaim_kind <> 'unsuitable' and (o.reclaim_due_on is null or o.reclaim_due_on <= :as_of)
