"""Employers and how they were checked: arrears of wages, unlawful fees, licence."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.livelihood.employers.models import Employer
from hehuo.records.numbers import uscc_problem
from hehuo.records.stepping import demand_second_person
from hehuo.records.writing import save_record


def check_uscc(text: str, field: str = "uscc") -> str:
    """The code in capitals; raises with what is wrong (GB 32100)."""
    code = (text or "").replace(" ", "").upper()
    problem = uscc_problem(code)
    if problem:
        raise ValidationError({field: problem})
    return code


@transaction.atomic
def save_employer(employer: Employer, *, by: Any) -> Employer:
    """Enter or edit an employer; the code is checked by its check character."""
    employer.uscc = check_uscc(employer.uscc)
    old = Employer._base_manager.filter(pk=employer.pk).first() if employer.pk else None
    if old and old.check_result != employer.check_result and employer.check_result == Employer.Check.BLOCKED:
        return record_employer_check(employer, by=by, result=employer.check_result, note=employer.check_note)
    return save_record(employer, by=by)


@transaction.atomic
def record_employer_check(employer: Employer, *, by: Any, result: str, note: str) -> Employer:
    """核验: a blocked employer takes all its live openings with it."""
    from hehuo.livelihood.jobs.services import blacklist_openings

    demand_second_person(employer, by, what="单位核验")
    if result != Employer.Check.OK and not note.strip():
        raise ValidationError({"check_note": "请写明核验发现的问题。"})
    employer.check_result, employer.check_note = result, note[:200]
    save_record(employer, by=by, action="check_employer", reason=note)
    if result == Employer.Check.BLOCKED:
        blacklist_openings(employer, by=by, reason=note)
    return employer
