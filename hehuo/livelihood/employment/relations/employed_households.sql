-- label: 有人就业的家庭
-- population: labour_households with at least one member in employed_persons
-- clause: domain item 12, labour_household_employed_rate
select distinct e.settlement_id, e.household_id
from employed_persons e
