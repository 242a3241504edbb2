"""约谈: ten days overdue and reminded; what was said is kept (domain §3.3)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.ladder.taking import course_of


@transaction.atomic
def talk(subject: Any, *, by: Any, reason: str, at: datetime | None = None) -> Any:
    """Record the talk with the unit's responsible person; `reason` says what was agreed."""
    act = begin(course_of(subject), subject, "talk", by=by, at=at, reason=reason)
    act.subject.talked_on = act.day
    return act.finish(data={"days_over": act.subject.days_over(act.day)})
