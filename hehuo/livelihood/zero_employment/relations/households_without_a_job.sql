-- label: 未豁免的零就业家庭
-- population: labour_households without an employed member and without a running exemption
-- clause: annex item 12 “无零就业家庭”; domain item 12
select lh.settlement_id, lh.household_id
from labour_households lh
left join employed_households e on e.settlement_id = lh.settlement_id and e.household_id = lh.household_id
left join exempt_zero_households x on x.settlement_id = lh.settlement_id and x.household_id = lh.household_id
where e.household_id is null and x.household_id is null
