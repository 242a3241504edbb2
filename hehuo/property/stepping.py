"""One step of any life cycle of land, contracts, shares and dividends: guard, new state, dates, one save."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from hehuo.org.rights import may_approve
from hehuo.org.scope import in_own_area
from hehuo.property.companies import is_company_user
from hehuo.residents.predicates import may_handle


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
