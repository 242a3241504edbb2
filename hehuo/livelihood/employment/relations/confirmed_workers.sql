-- label: 有核实就业记录的人
-- population: persons with an employment spell that covers :as_of and was last confirmed at most 31 days before
-- clause: domain §2.0.3 E
-- scope: person
-- choice: a confirmation after :as_of proves the day as well, for the spell covers it; unpaid care is no spell
select distinct s.person_id
from employment_spells s
where s.valid_from <= :as_of
  and (s.valid_to is null or s.valid_to > :as_of)
  and s.confirmed_on >= :confirmed_since
