-- label: 就业台账及时
-- unit: 条
-- case: livelihood.employmentspell
-- population: current_employment_records
-- clause: annex item 12 “有就业台账”; 12.2 timeliness
-- met: 31天内核实过
-- remedy: 请重新核实这条就业记录。
select r.settlement_id, r.spell_id as case_id, case when r.confirmed_on >= :confirmed_since then 1 else 0 end as met
from current_employment_records r
