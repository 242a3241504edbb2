-- label: 社区党组织
-- unit: 个
-- case: services.partyorg
-- population: party organisations of branch level and above whose term has begun by :as_of
-- clause: body item 14 “社区党支部”; 14.1
-- met: 在届期内（并入迁入地党组织的同样计）
-- remedy: 届期已满的请按期换届，并登记新一届。
select p.settlement_id, p.party_org_id as case_id,
  case when p.valid_to is null or p.valid_to > :as_of then 1 else 0 end as met
from party_orgs p
where p.valid_from <= :as_of and p.kind <> 'group'
