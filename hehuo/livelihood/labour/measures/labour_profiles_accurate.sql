-- label: 劳动力信息准确
-- unit: 人
-- case: residents.person
-- population: persons of whom a sample was checked in the quarter up to :as_of
-- clause: annex item 11; 11.1 sampled accuracy (at least 30 persons)
-- met: 抽查各项与实际一致
-- remedy: 请更正这个人的劳动力信息。
-- weight: fields checked; weight_met: fields right (the domain's indicator is over fields)
-- choice: trailing window of 92 days; checks of one person are added up, in the settlement that made them
select a.settlement_id, a.person_id as case_id,
  case when sum(a.fields_right) = sum(a.fields_checked) then 1 else 0 end as met,
  sum(a.fields_checked) as weight, sum(a.fields_right) as weight_met
from accuracy_checks a
where a.book = 'labour' and a.checked_on > :accuracy_since and a.checked_on <= :as_of
group by a.settlement_id, a.person_id
