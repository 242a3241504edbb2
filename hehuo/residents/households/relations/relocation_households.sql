-- label: 搬迁户（H）
-- population: households with a dwelling allocated by :as_of and not exited, merged or cancelled on that day
-- clause: domain §2.0.3 H; body §二 items 9–12 count relocation households only
-- choice: an exit dated :as_of has happened (states are taken at 24:00); host and other households are not H
select h.settlement_id, h.household_id, h.household_class, h.allocated_on, h.keys_on, h.moved_in_on
from households h
where h.household_class in ('registered_poor', 'co_relocated')
  and h.allocated_on <= :as_of
  and (h.exited_on is null or h.exited_on > :as_of)
