-- label: 待交房户
-- unit: 户
-- case: residents.household
-- population: relocation_households
-- clause: domain item 9, occupancy_rate (outside its denominator, but shown; no points)
-- met: 已交钥匙
-- remedy: 请确认交房时间，交房后登记交钥匙日期。
select h.settlement_id, h.household_id as case_id, case when h.keys_on <= :as_of then 1 else 0 end as met
from relocation_households h
