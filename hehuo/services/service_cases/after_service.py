"""What comes after a case: the rating with its call and answer; and rights that follow a person who moves."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from hehuo.records.stepping import take_step
from hehuo.records.writing import save_record
from hehuo.services.service_cases import limits
from hehuo.services.service_cases.lifecycle import CASE, ENTITLEMENT, RATING
from hehuo.services.service_cases.models import EntitlementLink, ServiceCase, ServiceRating


@transaction.atomic
def enter_rating(rating: ServiceRating, *, by: Any) -> ServiceRating:
    """The applicant's word; whoever handled the case may not write it down. A bad one opens a call within a day."""
    case = rating.case
    if by.pk in (case.first_contact_id, case.owner_id):
        raise PermissionDenied("经办人不能登记自己办件的评价，请由申请人自己评价或由其他同事代录。")
    if case.delivered_on is not None and rating.rated_on < case.delivered_on:
        raise ValidationError({"rated_on": f"评价日期不能早于送达日期 {case.delivered_on}。"})
    if rating.is_bad and not rating.cause:
        raise ValidationError({"cause": "差评请选择原因，便于整改。"})
    rating.settlement_id, rating.occurred_on = case.settlement_id, rating.rated_on
    if rating.is_bad:
        rating.state = ServiceRating.State.OPEN
        rating.contact_due_on, rating.answer_due_on = limits.after_bad_rating(rating.rated_on)
    take_step(CASE, case, "rate", by=by)
    return save_record(rating, by=by)


def rate_case(
    case: ServiceCase, *, by: Any, on: date, level: str, cause: str = "", words: str = ""
) -> ServiceCase:
    """The same from the page of the case."""
    rating = ServiceRating(case=case, level=level, cause=cause, words=words, rated_on=on)
    enter_rating(rating, by=by)
    return case


def change_rating(rating: ServiceRating, *, by: Any) -> ServiceRating:
    """Cause or words were mistyped; the level is the applicant's and stays."""
    if rating.is_bad and not rating.cause:
        raise ValidationError({"cause": "差评请选择原因，便于整改。"})
    return save_record(rating, by=by)


def record_contact(rating: ServiceRating, *, by: Any, on: date) -> ServiceRating:
    """Somebody has called the applicant."""
    if on < rating.rated_on:
        raise ValidationError({"on": f"联系日期不能早于评价日期 {rating.rated_on}。"})
    return take_step(RATING, rating, "contact", by=by, contacted_on=on)


def record_answer(rating: ServiceRating, *, by: Any, on: date, answer: str) -> ServiceRating:
    """What was put right, told to the applicant."""
    if rating.contacted_on is not None and on < rating.contacted_on:
        raise ValidationError({"on": f"答复日期不能早于联系日期 {rating.contacted_on}。"})
    return take_step(RATING, rating, "answer", by=by, answered_on=on, answer=answer)


def rate_again(rating: ServiceRating, *, by: Any, on: date, level: str) -> ServiceRating:
    """One more word of the applicant; the first rating stays as it was."""
    if by.pk in (rating.case.first_contact_id, rating.case.owner_id):
        raise PermissionDenied("经办人不能登记自己办件的追评，请由其他同事代录。")
    if rating.answered_on is not None and on < rating.answered_on:
        raise ValidationError({"on": f"追评日期不能早于答复日期 {rating.answered_on}。"})
    return take_step(RATING, rating, "rerate", by=by, second_level=level, second_rated_on=on)


def save_entitlement(link: EntitlementLink, *, by: Any) -> EntitlementLink:
    """What is to be linked, for a person of this settlement."""
    if link.person.settlement_id != link.settlement_id:
        raise ValidationError({"person": "请选择本安置点的人员。"})
    return save_record(link, by=by)


def link_entitlement(link: EntitlementLink, *, by: Any, on: date) -> EntitlementLink:
    """The right holds here, too."""
    return take_step(ENTITLEMENT, link, "link", by=by, settled_on=on, due_on=None)


def lose_entitlement(
    link: EntitlementLink, *, by: Any, on: date, next_action: str, due_on: date
) -> EntitlementLink:
    """It was found that the right does not hold any more; what is done about it, and until when."""
    if due_on < on:
        raise ValidationError({"due_on": "办理期限不能早于发现日期。"})
    return take_step(
        ENTITLEMENT, link, "lose", by=by, reason=f"{on} 发现", settled_on=None, next_action=next_action, due_on=due_on
    )  # fmt: skip


def reopen_entitlement(
    link: EntitlementLink, *, by: Any, on: date, next_action: str, due_on: date
) -> EntitlementLink:
    """It is wanted or needed after all."""
    return take_step(
        ENTITLEMENT, link, "reopen", by=by, reason=f"{on} 重新办理", next_action=next_action, due_on=due_on
    )  # fmt: skip
