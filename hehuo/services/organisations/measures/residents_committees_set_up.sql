-- label: 居民委员会
-- unit: 个
-- case: services.residentscommittee
-- population: residents' committees whose term has begun by :as_of
-- clause: body item 14 “居民委员会”; 14.1 (or lawful attachment to the host committee)
-- met: 在届期内（依法并入迁入地居（村）委会的同样计）
-- remedy: 届期已满的请依法换届选举，并登记新一届。
select c.settlement_id, c.committee_id as case_id,
  case when c.valid_to is null or c.valid_to > :as_of then 1 else 0 end as met
from residents_committees c
where c.valid_from <= :as_of
