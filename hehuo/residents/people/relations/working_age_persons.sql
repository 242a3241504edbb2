-- label: 劳动年龄人口（W）
-- population: relocation_persons, 16 (included) to 60 (excluded) years old on :as_of, both sexes
-- clause: domain §2.0.3 W, §4.1 POVERTY_16_60; age by birthday, 29 February counts on 1 March
select p.settlement_id, p.household_id, p.person_id, p.labour_class, p.not_in_labour, p.moved_in_on
from relocation_persons p
where p.birth_date <= :born_on_or_before and p.birth_date > :born_after
