"""Who may take a step on a record about residents, their homes, land, work and services."""

from __future__ import annotations

from typing import Any

from hehuo.org.rights import may_approve, may_write
from hehuo.org.scope import in_own_area


def may_handle(user: Any, record: Any) -> bool:
    """Staff who may enter records of this domain, or approve them, in the own area."""
    allowed = may_write(user, record.domain) or may_approve(user, record.domain)
    return allowed and in_own_area(user, record)


def may_decide(user: Any, record: Any) -> bool:
    """Staff who may approve records of this domain in the own area."""
    return may_approve(user, record.domain) and in_own_area(user, record)
