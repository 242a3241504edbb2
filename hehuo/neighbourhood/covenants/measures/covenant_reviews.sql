-- label: 居规民约评议
-- unit: 次
-- case: neighbourhood.covenantpractice
-- population: practice records of the last twelve months that are over
-- clause: annex item 1 “规范搬迁群众日常行为”; 1.4, at least one review discussion
-- met: 是评议
-- remedy: 请召开一次居规民约评议并登记。
select p.settlement_id, p.practice_id as case_id, max(case when p.kind = 'review' then 1 else 0 end) as met
from covenant_practices p
join months m on m.settlement_id = p.settlement_id and p.held_on >= m.starts_on and p.held_on < m.ends_on
group by p.settlement_id, p.practice_id
