-- label: 完成的培训（人次）
-- population: enrolments completed by :as_of with attendance of at least 80 percent
-- clause: domain item 11, training_coverage [D 80 %]
-- scope: person
-- choice: who completed and failed the examination has been trained
select e.enrolment_id, e.person_id, e.completed_on
from enrolments e
where e.state in ('completed', 'certificated', 'failed')
  and e.completed_on <= :as_of
  and e.hours_due > 0
  and e.hours_present * 100 >= e.hours_due * :attendance_pass_percent
