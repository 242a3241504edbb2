-- label: 在册就业记录
-- population: employment spells of labour_force_persons that cover :as_of, confirmed in time or not
-- clause: annex item 12 “有就业台账”
select l.settlement_id, s.spell_id, s.person_id, s.kind, s.place, s.contract_kind, s.proof_kind, s.confirmed_on, s.employer_id,
  s.has_employer_name, s.has_job_title
from labour_force_persons l
join employment_spells s on s.person_id = l.person_id
where s.valid_from <= :as_of and (s.valid_to is null or s.valid_to > :as_of)
