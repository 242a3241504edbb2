-- label: 培训资料完整
-- unit: 班
-- case: livelihood.trainingclass
-- population: classes that ended by :as_of and were not cancelled
-- clause: annex item 11 “有相应培训资料”; 11.3
-- met: 开班报告、课程表、花名册、考勤、考核结果齐全
-- remedy: 请补齐这个班的开班报告、课程表、花名册、考勤和考核结果。
-- choice: a class that was only proposed is not a class
select c.settlement_id, c.training_class_id as case_id,
  case when c.has_open_report = 1 and c.has_timetable = 1 and c.has_roll = 1 and c.has_attendance = 1 and c.has_result = 1
    then 1 else 0 end as met
from training_classes c
where c.ends_on <= :as_of and c.state not in ('proposed', 'cancelled')
