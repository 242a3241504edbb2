-- label: 已就业劳动力（E）
-- population: labour_force_persons with a confirmed job on :as_of
-- clause: domain §2.0.3 E; minors and people past working age are never counted
select l.settlement_id, l.household_id, l.person_id
from labour_force_persons l
join confirmed_workers w on w.person_id = l.person_id
