-- label: 有劳动力家庭（LH）
-- population: relocation_households with at least one member in labour_force_persons
-- clause: domain §2.0.3 LH; body item 12 “有劳动力的家庭”
select distinct l.settlement_id, l.household_id
from labour_force_persons l
