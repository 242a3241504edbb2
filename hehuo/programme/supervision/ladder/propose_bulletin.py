"""提请通报: still overdue after the talk; the matter stands on the list that a bulletin is drafted from (domain §3.3)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.ladder.asking import climbed
from hehuo.programme.supervision.ladder.taking import course_of


@transaction.atomic
def propose_bulletin(subject: Any, *, by: Any, reason: str, at: datetime | None = None) -> Any:
    """Propose; nothing is published by this step."""
    act = begin(course_of(subject), subject, "propose_bulletin", by=by, at=at, reason=reason)
    act.subject.bulletin_proposed_on = act.day
    climbed(act.subject, by=by, on=act.day)
    return act.finish(data={"days_over": act.subject.days_late(act.day)})
