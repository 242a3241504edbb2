-- label: 无“两头住”的入住户
-- unit: 户
-- case: residents.household
-- population: relocation_households moved in by :as_of
-- clause: annex item 9 消除“两头住”现象; 9.4 deducts per household that is not met
-- met: 没有已核实而未销号的两头住个案
-- remedy: 请落实帮扶措施，满30天后回访核实再销号。
-- choice: a case stays open until it is closed and the return visit has been made, both by :as_of
select h.settlement_id, h.household_id as case_id, case when t.household_id is null then 1 else 0 end as met
from relocation_households h
left join (
  select distinct c.settlement_id, c.household_id
  from two_ends_cases c
  where c.state <> 'dismissed' and c.confirmed_on <= :as_of
    and (c.closed_on is null or c.closed_on > :as_of or c.closing_check_on is null or c.closing_check_on > :as_of)
) t on t.settlement_id = h.settlement_id and t.household_id = h.household_id
where h.moved_in_on <= :as_of
