-- label: 应有资料收齐
-- unit: 项
-- case: services.requiredfile
-- population: files on the list of required files at :as_of
-- clause: annex item 14 “资料收集完整”; 14.4
-- met: 已收齐并登记存放处，没有过期
-- remedy: 请收齐这项资料并登记存放处；过期的请换新。
select f.settlement_id, f.file_id as case_id,
  case when f.collected_on <= :as_of and f.has_place = 1 and (f.expires_on is null or f.expires_on > :as_of)
    then 1 else 0 end as met
from required_files f
where f.valid_from <= :as_of and (f.valid_to is null or f.valid_to > :as_of)
