-- label: 技防设备在线
-- unit: 台
-- case: safety.technicaldevice
-- population: devices in use at :as_of with minutes due in the last 30 days
-- clause: annex item 6 “技防”; 6.4 thirty-day mean
-- met: 应在线的时间都在线
-- remedy: 请查看这台设备为什么离线，需要维修的填维修单。
-- weight: minutes due; weight_met: minutes online (the domain's indicator is over minutes)
-- choice: spans that begin within the 30 days count; a platform reports days or weeks
select d.settlement_id, d.device_id as case_id,
  case when sum(u.minutes_online) = sum(u.minutes_due) then 1 else 0 end as met,
  sum(u.minutes_due) as weight, sum(u.minutes_online) as weight_met
from technical_devices d
join device_uptimes u on u.settlement_id = d.settlement_id and u.device_id = d.device_id
where d.installed_on <= :as_of and (d.removed_on is null or d.removed_on > :as_of)
  and u.starts_on >= :devices_since and u.ends_on <= :as_of and u.minutes_due > 0
group by d.settlement_id, d.device_id
