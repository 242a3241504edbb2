-- label: 培训豁免人员
-- population: persons with a verified, documented exemption on :as_of whose review date is not past
-- clause: domain item 11, T
-- scope: person
-- choice: an exemption needs a second person's confirmation and a proof; a sole carer is reviewed half-yearly, so a review more than six months away does not count, and without a review date six months from the start
select distinct x.person_id
from training_exemptions x
where x.verified = 1
  and x.has_proof = 1
  and x.valid_from <= :as_of
  and (x.valid_to is null or x.valid_to > :as_of)
  and (
    (x.review_on >= :as_of and (x.kind <> 'sole_carer' or x.review_on <= :review_not_after))
    or (x.review_on is null and x.kind <> 'sole_carer')
    or (x.review_on is null and x.valid_from >= :reviewed_since)
  )
