-- label: 当日的家庭成员
-- population: each person once, in the household joined last (of the memberships that cover :as_of)
-- clause: domain §2.0.3 P (by membership, not by hukou); marriage and split move a person
-- scope: person
-- choice: of two memberships that cover the same day the one entered last is true; nobody is counted twice
select m.person_id, m.household_id
from memberships m
join (
  select c.person_id, max(c.membership_id) as membership_id
  from memberships c
  where c.valid_from <= :as_of and (c.valid_to is null or c.valid_to > :as_of)
  group by c.person_id
) latest on latest.person_id = m.person_id and latest.membership_id = m.membership_id
