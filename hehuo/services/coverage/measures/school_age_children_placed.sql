-- label: 适龄儿童都有学位
-- unit: 人
-- case: residents.person
-- population: relocation_persons of school age on the last 31 August; those lawfully deferred left out
-- clause: annex item 13 “学校、医院等公共服务设施齐全”; 13.5; domain item 13 `school_place_rate`
-- met: 已有学位，或者送教上门
-- remedy: 请与教育部门落实这名儿童的学位。
select p.settlement_id, p.person_id as case_id, max(case when k.person_id is null then 0 else 1 end) as met
from relocation_persons p
left join (
  select distinct x.person_id from school_placements x
  where x.state in ('placed', 'home') and x.valid_from <= :as_of and (x.valid_to is null or x.valid_to > :as_of)
) k on k.person_id = p.person_id
left join (
  select distinct y.person_id from school_placements y
  where y.state = 'deferred' and y.valid_from <= :as_of and (y.valid_to is null or y.valid_to > :as_of)
) d on d.person_id = p.person_id
where p.birth_date <= :school_born_on_or_before and p.birth_date > :school_born_after
  and (d.person_id is null or k.person_id is not null)
group by p.settlement_id, p.person_id
