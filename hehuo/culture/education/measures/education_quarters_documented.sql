-- label: 有资料齐全培训的季度
-- unit: 个
-- case: quarter
-- page: education-sessions-create
-- population: the last four quarters that are over, from the launch on
-- clause: annex item 2 “有培训资料”; 2.3
-- met: 季度内有经核实的培训，有教案（讲稿），并且有签到或由另一人清点
-- remedy: 请补登当季培训的教案和签到，或请另一位同事清点人数。
select q.settlement_id, q.window_code as case_id, max(case when s.session_id is not null then 1 else 0 end) as met
from quarters q
left join education_sessions s on s.settlement_id = q.settlement_id and s.held_on >= q.starts_on and s.held_on < q.ends_on
  and s.verified = 1 and s.has_lesson = 1 and (s.has_sign_in = 1 or s.headcount_checked > 0)
where q.since_launch = 1
group by q.settlement_id, q.window_code
