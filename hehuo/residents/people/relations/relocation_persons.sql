-- label: 搬迁人口（P）
-- population: living members of relocation_households on :as_of
-- clause: domain §2.0.3 P
-- choice: somebody who left for good (left_on) on or before :as_of is not a member any more
select h.settlement_id, h.household_id, p.person_id, p.birth_date, p.labour_class, p.not_in_labour, h.moved_in_on
from relocation_households h
join household_members m on m.household_id = h.household_id
join persons p on p.person_id = m.person_id
where (p.deceased_on is null or p.deceased_on > :as_of)
  and (p.left_on is null or p.left_on > :as_of)
  and p.birth_date <= :as_of
