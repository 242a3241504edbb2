-- label: 搬迁户
-- unit: 户
-- case: residents.household
-- population: relocation_households
-- clause: domain §2.0.3 H
-- met: 搬迁户都计入（供按户折算使用）
-- remedy: 无需处理。
select h.settlement_id, h.household_id as case_id, 1 as met
from relocation_households h
