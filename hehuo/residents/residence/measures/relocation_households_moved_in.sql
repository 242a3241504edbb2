-- label: 搬迁户入住
-- unit: 户
-- case: residents.household
-- population: relocation_households with keys handed over by :as_of
-- clause: annex item 9 “入住率达100%”; 9.1
-- met: 常住、部分成员常住，或入住后举家外出务工（已核实、房屋保留）
-- remedy: 请核查这户入住情况；确有困难的写明帮扶措施。
-- choice: how recent the check is (92 days) is a measure of its own, occupancy_checked
select h.settlement_id, h.household_id as case_id,
  max(case
    when o.state in ('resident', 'resident_partly') then 1
    when o.state = 'away_working' and :away_working_counts = 1 and o.away_confirmed = 1 and h.moved_in_on <= :as_of then 1
    else 0 end) as met
from relocation_households h
left join occupancy_spells o
  on o.settlement_id = h.settlement_id and o.household_id = h.household_id
  and o.valid_from <= :as_of and (o.valid_to is null or o.valid_to > :as_of)
where h.keys_on <= :as_of
group by h.settlement_id, h.household_id
