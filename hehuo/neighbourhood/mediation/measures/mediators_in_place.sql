-- label: 群众推选的调解员
-- unit: 名
-- case: thing
-- page: mediators-create
-- population: the mediators that a settlement should have: one for every 300 households begun, at least two, at most 64
-- clause: body item 3 “推选威望高、素质好的群众”; 3.4
-- met: 已有在任的、群众推选的调解员
-- remedy: 请推选调解员并登记。
with bits as (
  select s.settlement_id, 0 as bit from settlements s
  union all
  select s.settlement_id, 1 as bit from settlements s
), places as (
  select a.settlement_id, 1 + a.bit + 2 * b.bit + 4 * c.bit + 8 * d.bit + 16 * e.bit + 32 * f.bit as place
  from bits a
  join bits b on b.settlement_id = a.settlement_id
  join bits c on c.settlement_id = a.settlement_id
  join bits d on d.settlement_id = a.settlement_id
  join bits e on e.settlement_id = a.settlement_id
  join bits f on f.settlement_id = a.settlement_id
), homes as (
  select h.settlement_id, count(h.household_id) as households
  from relocation_households h
  group by h.settlement_id
), chosen as (
  select m.settlement_id, count(m.mediator_id) as mediators
  from mediators m
  where m.chosen_by = 'elected' and m.chosen_on <= :as_of and (m.left_on is null or m.left_on > :as_of)
  group by m.settlement_id
)
select p.settlement_id, p.place as case_id, case when c.mediators >= p.place then 1 else 0 end as met
from places p
left join homes h on h.settlement_id = p.settlement_id
left join chosen c on c.settlement_id = p.settlement_id
where p.place <= 2 or (p.place - 1) * :households_per_mediator < h.households
