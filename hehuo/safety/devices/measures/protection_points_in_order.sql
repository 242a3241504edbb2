-- label: 物防点位完好
-- unit: 处
-- case: safety.physicalasset
-- population: required points in place at :as_of
-- clause: annex item 6 “物防”; 6.3
-- met: 状况正常
-- remedy: 请报修这处设施，修好后由另一人核查。
select a.settlement_id, a.asset_id as case_id, case when a.condition = 'in_order' then 1 else 0 end as met
from physical_assets a
where a.required = 1 and (a.installed_on is null or a.installed_on <= :as_of)
  and (a.removed_on is null or a.removed_on > :as_of)
