-- label: 没有长期停用的设施
-- unit: 处
-- case: services.facility
-- population: facilities in use at :as_of
-- clause: annex item 13 “保障服务功能正常”; 13.3 no facility down for more than 30 days
-- met: 没有停用（维修）超过规定天数
-- remedy: 请尽快修好这处设施；修不了的转为工程并恢复临时服务。
select f.settlement_id, f.facility_id as case_id, case when d.facility_id is null then 1 else 0 end as met
from facilities_in_use f
left join (
  select distinct o.settlement_id, o.facility_id from facility_outages o
  where o.kind in ('stopped', 'repairing') and o.valid_from < :down_since and (o.valid_to is null or o.valid_to > :as_of)
) d on d.settlement_id = f.settlement_id and d.facility_id = f.facility_id
