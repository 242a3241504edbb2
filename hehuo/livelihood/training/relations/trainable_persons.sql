-- label: 应培训劳动力（T）
-- population: labour_force_persons without a documented exemption
-- clause: domain §2.0.3 T, item 11
select l.settlement_id, l.household_id, l.person_id, l.moved_in_on
from labour_force_persons l
left join exempt_from_training x on x.person_id = l.person_id
where x.person_id is null
