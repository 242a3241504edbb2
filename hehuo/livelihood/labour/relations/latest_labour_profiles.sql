-- label: 最近一期劳动力信息
-- population: each person's row of the latest month that began by :as_of
-- clause: domain item 11, labour_profile (monthly snapshot)
-- scope: person
select p.person_id, p.labour_class, p.employment_status, p.employment_type, p.work_place, p.months_this_year, p.unemployed_reason,
  p.confirmed_on, p.has_confirm_mode
from labour_profiles p
join (
  select c.person_id, max(c.snapshot_month) as snapshot_month
  from labour_profiles c
  where c.snapshot_month <= :as_of
  group by c.person_id
) latest on latest.person_id = p.person_id and latest.snapshot_month = p.snapshot_month
