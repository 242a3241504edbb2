-- label: 正在帮扶的零就业家庭
-- population: households with an open case, confirmed at most 30 days before :as_of, with a plan
-- clause: domain item 12.3 [D: 30 days, active plan]
select distinct z.settlement_id, z.household_id
from zero_employment_cases z
where z.state <> 'dismissed'
  and z.confirmed_on <= :as_of
  and z.confirmed_on >= :zero_case_since
  and z.planned_on <= :as_of
  and (z.closed_on is null or z.closed_on > :as_of)
