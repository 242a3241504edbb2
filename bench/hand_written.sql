-- The counts of every measure of items 9, 11 and 12, written by hand for this one question: shared steps are kept in
-- temporary tables, several counts come from one pass. `bench.scoring` compares its time and its integers with the measures'.
-- Columns are called <measure>__total, __met, __unmet, __weight_total, __weight_met.

create temporary table h as
select settlement_id, id, keys_on, moved_in_on from residents_household
where status in ('submitted', 'verified') and household_class in ('registered_poor', 'co_relocated')
  and allocated_on <= :as_of and (exited_on is null or exited_on > :as_of);
create index h_id on h (id);

create temporary table w as
select h.settlement_id, h.id as household_id, h.moved_in_on, p.id as person_id,
  case when (p.labour_class in ('skilled', 'ordinary') or p.labour_class = 'weak_or_half' and :labour_includes_weak_half = 1)
    and p.not_in_labour = '' then 1 else 0 end as labour,
  case when p.birth_date <= :born_on_or_before and p.birth_date > :born_after then 1 else 0 end as working
from (
  select person_id, max(id) as id from residents_membership
  where status in ('submitted', 'verified') and valid_from <= :as_of and (valid_to is null or valid_to > :as_of)
  group by person_id
) last
join residents_membership m on m.id = last.id
join h on h.id = m.household_id
join residents_person p on p.id = m.person_id
where p.status in ('submitted', 'verified') and p.birth_date <= :as_of
  and (p.deceased_on is null or p.deceased_on > :as_of) and (p.left_on is null or p.left_on > :as_of);
create index w_person on w (person_id);

create temporary table done as
select person_id, completed_on from livelihood_enrolment
where status in ('submitted', 'verified') and state in ('completed', 'certificated', 'failed') and completed_on <= :as_of
  and hours_due > 0 and hours_present * 100 >= hours_due * :attendance_pass_percent;

create temporary table l as
select w.settlement_id, w.household_id, w.person_id,
  case when job.person_id is null then 0 else 1 end as employed,
  case when trained.person_id is null then 0 else 1 end as trained,
  case when exempt.person_id is null then 1 else 0 end as trainable
from w
left join (
  select distinct person_id from livelihood_employmentspell
  where status in ('submitted', 'verified') and valid_from <= :as_of and (valid_to is null or valid_to > :as_of)
    and confirmed_on >= :confirmed_since
) job on job.person_id = w.person_id
left join (
  select distinct w.person_id from w join done on done.person_id = w.person_id
  where w.working = 1 and w.labour = 1 and done.completed_on >= w.moved_in_on
) trained on trained.person_id = w.person_id
left join (
  select distinct person_id from livelihood_trainingexemption
  where status = 'verified' and proof <> '' and valid_from <= :as_of and (valid_to is null or valid_to > :as_of)
    and (review_on >= :as_of and (kind <> 'sole_carer' or review_on <= :review_not_after)
      or review_on is null and (kind <> 'sole_carer' or valid_from >= :reviewed_since))
) exempt on exempt.person_id = w.person_id
where w.working = 1 and w.labour = 1;
create index l_person on l (person_id);

create temporary table z as
select lh.settlement_id, lh.household_id, lh.employed,
  case when exempt.household_id is null then 0 else 1 end as exempt,
  case when helped.household_id is null then 0 else 1 end as helped
from (select settlement_id, household_id, max(employed) as employed from l group by settlement_id, household_id) lh
left join (
  select distinct settlement_id, household_id from livelihood_zeroemploymentcase
  where status in ('submitted', 'verified') and exempt <> 'none' and state <> 'dismissed'
    and coalesce(exempt_from, confirmed_on, found_on) <= :as_of and exempt_review_on >= :as_of
    and exempt_review_on <= :review_not_after and (closed_on is null or closed_on > :as_of)
) exempt on exempt.settlement_id = lh.settlement_id and exempt.household_id = lh.household_id
left join (
  select distinct settlement_id, household_id from livelihood_zeroemploymentcase
  where status in ('submitted', 'verified') and state <> 'dismissed' and confirmed_on <= :as_of
    and confirmed_on >= :zero_case_since and planned_on <= :as_of and (closed_on is null or closed_on > :as_of)
) helped on helped.settlement_id = lh.settlement_id and helped.household_id = lh.household_id;

select settlement_id,
  count(*) as relocation_households__total, count(*) as relocation_households__met,
  count(*) as households_awaiting_keys__total,
  sum(case when keys_on <= :as_of then 1 else 0 end) as households_awaiting_keys__met,
  sum(case when moved_in_on <= :as_of then 1 else 0 end) as two_ends_cases_open__total
from h group by settlement_id;

select h.settlement_id, count(distinct h.id) as two_ends_cases_open__unmet
from h join residents_twoendscase c on c.settlement_id = h.settlement_id and c.household_id = h.id
where h.moved_in_on <= :as_of and c.status in ('submitted', 'verified') and c.state <> 'dismissed' and c.confirmed_on <= :as_of
  and (c.closed_on is null or c.closed_on > :as_of or c.closing_check_on is null or c.closing_check_on > :as_of)
group by h.settlement_id;

select o.settlement_id, count(*) as relocation_households_moved_in__total, count(*) as occupancy_checked__total,
  sum(o.moved_in) as relocation_households_moved_in__met, sum(o.checked) as occupancy_checked__met
from (
  select h.settlement_id, h.id,
    max(case when s.state in ('resident', 'resident_partly') then 1
      when s.state = 'away_working' and :away_working_counts = 1 and s.away_confirmed and h.moved_in_on <= :as_of then 1
      else 0 end) as moved_in,
    max(case when s.checked_on >= :checked_since then 1 else 0 end) as checked
  from h left join residents_occupancyspell s
    on s.settlement_id = h.settlement_id and s.household_id = h.id and s.status in ('submitted', 'verified')
    and s.valid_from <= :as_of and (s.valid_to is null or s.valid_to > :as_of)
  where h.keys_on <= :as_of
  group by h.settlement_id, h.id
) o
group by o.settlement_id;

select o.settlement_id, count(*) as old_houses_exempt__total, sum(o.exempt) as old_houses_exempt__met,
  sum(o.due) as old_houses_demolished__total,
  sum(case when o.due = 1 and o.demolished_on <= :as_of and o.site_checked_on <= :as_of then 1 else 0 end)
    as old_houses_demolished__met,
  sum(case when o.due = 1 and o.ground = 1 then 1 else 0 end) as old_houses_reclaimed__total,
  sum(case when o.due = 1 and o.ground = 1 and o.accepted_on <= :as_of then 1 else 0 end) as old_houses_reclaimed__met
from (
  select o.settlement_id, o.demolished_on, o.site_checked_on, o.accepted_on,
    case when o.exemption <> 'none' and o.exemption_certified_on <= :as_of then 1 else 0 end as exempt,
    case when (o.exemption = 'none' or o.exemption_certified_on is null or o.exemption_certified_on > :as_of)
      and (o.due_on is null or o.due_on <= :as_of) then 1 else 0 end as due,
    case when o.reclaim_kind <> 'unsuitable' and (o.reclaim_due_on is null or o.reclaim_due_on <= :as_of)
      then 1 else 0 end as ground
  from h join property_oldhouse o on o.settlement_id = h.settlement_id and o.household_id = h.id
  where o.status in ('submitted', 'verified') and o.has_old_house <> 'none'
) o
group by o.settlement_id;

select settlement_id, count(*) as employment_rate__total, sum(employed) as employment_rate__met,
  count(*) as labour_force_trained__total, sum(trained) as labour_force_trained__met,
  sum(trainable) as trainable_persons_trained__total,
  sum(case when trainable = 1 then trained else 0 end) as trainable_persons_trained__met,
  sum(employed) as employed_persons_in_labour_households__total, sum(employed) as employed_persons_in_labour_households__met
from l group by settlement_id;

select settlement_id, count(*) as labour_households__total, count(*) as labour_households__met,
  count(*) as labour_household_employed_rate__total, sum(employed) as labour_household_employed_rate__met,
  count(*) as zero_employment_households__total,
  sum(case when employed = 0 and exempt = 0 then 0 else 1 end) as zero_employment_households__met,
  sum(case when employed = 0 and exempt = 0 then 1 else 0 end) as zero_employment_households_helped__total,
  sum(case when employed = 0 and exempt = 0 then helped else 0 end) as zero_employment_households_helped__met
from z group by settlement_id;

select w.settlement_id, count(*) as training_person_times__total, count(*) as training_person_times__met
from w join done on done.person_id = w.person_id
group by w.settlement_id;

create temporary table p as
select l.person_id, l.confirmed_on,
  case l.employment_status when 'employed' then 7 when 'unemployed' then 5 when 'unwilling' then 5 else 4 end as needed,
  case when l.labour_class <> '' then 1 else 0 end + case when l.employment_status <> '' then 1 else 0 end
  + case when l.confirmed_on is not null then 1 else 0 end + case when l.confirm_mode <> '' then 1 else 0 end
  + case when l.employment_status = 'employed' then
      case when l.employment_type <> '' then 1 else 0 end + case when l.work_place <> '' then 1 else 0 end
      + case when l.months_this_year is not null then 1 else 0 end
    when l.employment_status in ('unemployed', 'unwilling') and l.unemployed_reason <> '' then 1 else 0 end as filled
from livelihood_labourprofile l
join (
  select person_id, max(snapshot_month) as month from livelihood_labourprofile
  where status in ('submitted', 'verified') and snapshot_month <= :as_of group by person_id
) last on last.person_id = l.person_id and last.month = l.snapshot_month
where l.status in ('submitted', 'verified');
create index p_person on p (person_id);

select w.settlement_id, count(*) as labour_profiles_timely__total,
  sum(case when p.confirmed_on >= :confirmed_since then 1 else 0 end) as labour_profiles_timely__met,
  count(*) as labour_profiles_complete__total,
  sum(case when p.filled = p.needed then 1 else 0 end) as labour_profiles_complete__met,
  sum(coalesce(p.needed, 4)) as labour_profiles_complete__weight_total,
  sum(coalesce(p.filled, 0)) as labour_profiles_complete__weight_met
from w
left join p on p.person_id = w.person_id
where w.working = 1
group by w.settlement_id;

select r.settlement_id, count(*) as employment_records_timely__total, sum(r.timely) as employment_records_timely__met,
  count(*) as employment_records_complete__total,
  sum(case when r.filled = r.needed then 1 else 0 end) as employment_records_complete__met,
  sum(r.needed) as employment_records_complete__weight_total, sum(r.filled) as employment_records_complete__weight_met
from (
  select l.settlement_id, case when s.confirmed_on >= :confirmed_since then 1 else 0 end as timely,
    case when s.kind in ('unit', 'public_post', 'workshop') then 6 else 4 end as needed,
    case when s.kind <> '' then 1 else 0 end + case when s.place <> '' then 1 else 0 end
    + case when s.proof_kind <> '' then 1 else 0 end + case when s.job_title <> '' then 1 else 0 end
    + case when s.kind in ('unit', 'public_post', 'workshop') then
        case when s.employer_id is not null or s.employer_name <> '' then 1 else 0 end
        + case when s.contract_kind <> '' then 1 else 0 end else 0 end as filled
  from l join livelihood_employmentspell s on s.person_id = l.person_id
  where s.status in ('submitted', 'verified') and s.valid_from <= :as_of and (s.valid_to is null or s.valid_to > :as_of)
) r
group by r.settlement_id;

select a.settlement_id,
  sum(case when a.book = 'labour' then 1 else 0 end) as labour_profiles_accurate__total,
  sum(case when a.book = 'labour' and a.fields = a.good then 1 else 0 end) as labour_profiles_accurate__met,
  sum(case when a.book = 'labour' then a.fields else 0 end) as labour_profiles_accurate__weight_total,
  sum(case when a.book = 'labour' then a.good else 0 end) as labour_profiles_accurate__weight_met,
  sum(case when a.book = 'employment' then 1 else 0 end) as employment_records_accurate__total,
  sum(case when a.book = 'employment' and a.fields = a.good then 1 else 0 end) as employment_records_accurate__met,
  sum(case when a.book = 'employment' then a.fields else 0 end) as employment_records_accurate__weight_total,
  sum(case when a.book = 'employment' then a.good else 0 end) as employment_records_accurate__weight_met
from (
  select settlement_id, book, person_id, sum(fields_checked) as fields, sum(fields_right) as good
  from livelihood_accuracycheck
  where status in ('submitted', 'verified') and checked_on > :accuracy_since and checked_on <= :as_of
  group by settlement_id, book, person_id
) a
group by a.settlement_id;

select settlement_id, count(*) as employment_windows_serving__total,
  sum(case when kind = 'standing' or half_days_a_week >= :mobile_window_half_days then 1 else 0 end)
    as employment_windows_serving__met
from livelihood_employmentwindow
where status in ('submitted', 'verified') and opened_on <= :as_of and (closed_on is null or closed_on > :as_of)
group by settlement_id;

select settlement_id, count(*) as training_classes_documented__total,
  sum(case when open_report_no <> '' and has_timetable and has_roll and has_attendance and has_result then 1 else 0 end)
    as training_classes_documented__met
from livelihood_trainingclass
where status in ('submitted', 'verified') and ends_on <= :as_of and state not in ('proposed', 'cancelled')
group by settlement_id;

select settlement_id, count(*) as verified_job_events__total,
  sum(case when status = 'verified' then 1 else 0 end) as verified_job_events__met
from livelihood_jobevent
where status in ('submitted', 'verified') and held_on >= :events_since and held_on <= :as_of
group by settlement_id;

select s.id as settlement_id, 1 as job_push_windows__total, max(case when e.id is not null then 1 else 0 end) as job_push_windows__met
from org_settlement s
left join livelihood_jobevent e on e.settlement_id = s.id and e.status = 'verified' and e.held_on >= :first_half_year
  and e.held_on <= :as_of
group by s.id;
