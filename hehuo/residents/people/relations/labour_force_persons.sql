-- label: 劳动力（L）
-- population: working_age_persons who are skilled, ordinary or (by setting) weak or half labour
-- clause: domain §2.0.3 L; without full-time students, active servicemen, prisoners
select w.settlement_id, w.household_id, w.person_id, w.moved_in_on
from working_age_persons w
where (w.labour_class in ('skilled', 'ordinary') or (w.labour_class = 'weak_or_half' and :labour_includes_weak_half = 1))
  and w.not_in_labour = ''
