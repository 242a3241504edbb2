"""Referrals with their deadline in working days."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from hehuo.culture.legal_education.lifecycle import REFERRAL
from hehuo.culture.legal_education.models import LegalReferral
from hehuo.org.workdays import add_working_days
from hehuo.records.stepping import take_step
from hehuo.records.writing import save_record

ANSWER_WORKING_DAYS = 15
"""Days until a referral is answered when nothing else is agreed [choice of the city]."""


def fill_due(referral: LegalReferral) -> None:
    """The deadline, when nobody typed one."""
    if referral.due_on is None:
        referral.due_on = add_working_days(referral.referred_on, ANSWER_WORKING_DAYS).day


def save_referral(referral: LegalReferral, *, by: Any) -> LegalReferral:
    """A claim is led to whom the law names; the deadline counts working days."""
    fill_due(referral)
    referral.occurred_on = referral.referred_on
    return save_record(referral, by=by)


def answer_referral(referral: LegalReferral, *, by: Any, on: date, outcome: str) -> LegalReferral:
    """The unit answered, the matter went into proceedings, or the person took it back."""
    if on < referral.referred_on:
        raise ValidationError({"on": "答复日期不能早于引导日期。"})
    return take_step(REFERRAL, referral, "answer", by=by, answered_on=on, outcome=outcome)


def reopen_referral(referral: LegalReferral, *, by: Any, reason: str) -> LegalReferral:
    """The answer did not help."""
    return take_step(REFERRAL, referral, "reopen", by=by, reason=reason, answered_on=None, outcome="")


STEPS = {"reopen": reopen_referral}
