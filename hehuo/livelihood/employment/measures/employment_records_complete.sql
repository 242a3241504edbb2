-- label: 就业台账完整
-- unit: 条
-- case: livelihood.employmentspell
-- population: current_employment_records
-- clause: annex item 12 “有就业台账”; 12.2 completeness
-- met: 必填项都已填写
-- remedy: 请补齐这条就业记录。
-- weight: required cells; weight_met: cells that are filled
-- choice: required are form, place, proof, job; with an employer (unit, public post, workshop) also employer and contract
with cells as (
  select r.settlement_id, r.spell_id,
    case when r.kind in ('unit', 'public_post', 'workshop') then 6 else 4 end as weight,
    case when r.kind <> '' then 1 else 0 end
    + case when r.place <> '' then 1 else 0 end
    + case when r.proof_kind <> '' then 1 else 0 end
    + r.has_job_title
    + case when r.kind in ('unit', 'public_post', 'workshop') and (r.employer_id is not null or r.has_employer_name = 1)
        then 1 else 0 end
    + case when r.kind in ('unit', 'public_post', 'workshop') and r.contract_kind <> '' then 1 else 0 end
    as weight_met
  from current_employment_records r
)
select c.settlement_id, c.spell_id as case_id, case when c.weight_met = c.weight then 1 else 0 end as met,
  c.weight as weight, c.weight_met as weight_met
from cells c
