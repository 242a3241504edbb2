"""Who may take a step on a record of residents, property or livelihood; and the rule of two persons."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied

from hehuo.org.rights import may_approve, may_write
from hehuo.org.scope import in_own_area


def may_handle(user: Any, record: Any) -> bool:
    """Staff who may enter records of this domain, or approve them, in the own area."""
    allowed = may_write(user, record.domain) or may_approve(user, record.domain)
    return allowed and in_own_area(user, record)


def may_decide(user: Any, record: Any) -> bool:
    """Staff who may approve records of this domain in the own area."""
    return may_approve(user, record.domain) and in_own_area(user, record)


def demand_second_person(record: Any, by: Any, *, what: str) -> None:
    """The author of a record does not confirm it (domain §1.4)."""
    if by is not None and record.created_by_id == by.pk:
        raise PermissionDenied(f"这条记录是您登记的，{what}请由另一位同事办理。")
