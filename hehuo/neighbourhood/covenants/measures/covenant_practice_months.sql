-- label: 有践行记录的月份
-- unit: 个月
-- case: month
-- page: covenant-practices-create
-- population: the last twelve months that are over
-- clause: annex item 1 “规范搬迁群众日常行为”; 1.4, at most one a month
-- met: 这个月有宣传、发放、劝导或评议
-- remedy: 请登记居规民约的宣传、发放、劝导和评议。
select m.settlement_id, m.window_code as case_id, max(case when p.practice_id is not null then 1 else 0 end) as met
from months m
left join covenant_practices p on p.settlement_id = m.settlement_id and p.held_on >= m.starts_on and p.held_on < m.ends_on
group by m.settlement_id, m.window_code
