-- label: 零就业豁免家庭
-- population: households whose zero-employment exemption runs on :as_of
-- clause: domain item 12 zero_employment_case, §3.8 (review within 6 months)
-- choice: the review day itself still counts; a review more than six months away does not
select distinct z.settlement_id, z.household_id
from zero_employment_cases z
where z.exempt <> 'none'
  and z.state <> 'dismissed'
  and coalesce(z.exempt_from, z.confirmed_on, z.found_on) <= :as_of
  and z.exempt_review_on >= :as_of
  and z.exempt_review_on <= :review_not_after
  and (z.closed_on is null or z.closed_on > :as_of)
