-- label: 劳动力信息完整
-- unit: 人
-- case: residents.person
-- population: working_age_persons
-- clause: annex item 11 “有精准的劳动力信息台账”; 11.1 completeness
-- met: 最近一期信息的必填项都已填写
-- remedy: 请补齐这个人的劳动力信息。
-- weight: required cells; weight_met: cells that are filled (the domain's indicator is over cells)
-- choice: required are class, status, day and mode of confirmation; when employed also form, place, months; when not employed the reason
with cells as (
  select w.settlement_id, w.person_id,
    case when p.employment_status = 'employed' then 7
      when p.employment_status in ('unemployed', 'unwilling') then 5 else 4 end as weight,
    case when p.labour_class <> '' then 1 else 0 end
    + case when p.employment_status <> '' then 1 else 0 end
    + case when p.confirmed_on is not null then 1 else 0 end
    + coalesce(p.has_confirm_mode, 0)
    + case when p.employment_status = 'employed' and p.employment_type <> '' then 1 else 0 end
    + case when p.employment_status = 'employed' and p.work_place <> '' then 1 else 0 end
    + case when p.employment_status = 'employed' and p.months_this_year is not null then 1 else 0 end
    + case when p.employment_status in ('unemployed', 'unwilling') and p.unemployed_reason <> '' then 1 else 0 end
    as weight_met
  from working_age_persons w
  left join latest_labour_profiles p on p.person_id = w.person_id
)
select c.settlement_id, c.person_id as case_id, case when c.weight_met = c.weight then 1 else 0 end as met,
  c.weight as weight, c.weight_met as weight_met
from cells c
