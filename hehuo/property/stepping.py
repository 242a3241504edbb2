"""One step of any life cycle of land, contracts, shares and dividends: guard, new state, dates, one save."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from hehuo.org.rights import may_approve
from hehuo.org.scope import in_own_area
from hehuo.property.companies import is_company_user
from hehuo.records.lifecycle import Lifecycle
from hehuo.records.writing import save_record
from hehuo.residents.predicates import demand_second_person, may_handle


def may_conclude(user: Any, record: Any) -> bool:
    """Who confirms what a community entered: staff with the right to approve, or the company for its own papers."""
    return in_own_area(user, record) and (
        may_approve(user, record.domain) or (is_company_user(user) and may_handle(user, record))
    )


def day_of(on: date | None) -> date:
    """The day told, or today; never later than today."""
    day = on or timezone.localdate()
    if day > timezone.localdate():
        raise ValidationError({"on": "日期不能晚于今天。"})
    return day


@transaction.atomic
def take(
    lifecycle: Lifecycle, record: Any, event: str, *, by: Any, reason: str = "", second_person: str = "", **facts: Any
) -> Any:  # fmt: skip
    """Take `event` and write `facts`; `second_person` names what the author of the record does not do alone.

    Raises `ValidationError` or `PermissionDenied` as the life cycle does; nothing is stored then.
    """
    step = lifecycle.apply(record, event, by=by, reason=reason)
    if second_person:
        demand_second_person(record, by, what=second_person)
    for name, value in facts.items():
        setattr(record, name, value)
    return save_record(record, by=by, action=step.event, reason=reason)
