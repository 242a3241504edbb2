-- label: 有普法活动的季度
-- unit: 个
-- case: quarter
-- page: legal-sessions-create
-- population: the last four quarters that are over
-- clause: annex item 5 “开展普法宣传和法制教育”; 5.1
-- met: 季度内有经核实的普法活动
-- remedy: 请登记当季的普法活动，并由另一人核实。
select q.settlement_id, q.window_code as case_id, max(case when s.legal_session_id is not null then 1 else 0 end) as met
from quarters q
left join legal_sessions s on s.settlement_id = q.settlement_id and s.held_on >= q.starts_on and s.held_on < q.ends_on
  and s.verified = 1
group by q.settlement_id, q.window_code
