"""What happens every night by the passing of time: what falls due, warnings about places and things, questions to units."""

from __future__ import annotations

import logging
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django_tasks import task

from hehuo.assessment.nightly import plan_tonight
from hehuo.livelihood.jobs.services import expire_openings
from hehuo.org.models import Settlement
from hehuo.programme.questions.asking import ask_new_questions
from hehuo.property.old_houses.services import mark_due_houses
from hehuo.safety.warnings.services import raise_warnings

log = logging.getLogger(__name__)


def look_around(on: date | None = None) -> dict[str, int]:
    """What falls due, warnings and questions, once each however often it runs; says how many of each."""
    today, places = on or timezone.localdate(), list(Settlement.objects.order_by("pk"))
    return {
        "houses_due": sum(mark_due_houses(place, at=today) for place in places),
        "openings_expired": sum(expire_openings(place, at=today) for place in places),
        "warnings": sum(len(raise_warnings(place, on=today, by=None)) for place in places),
        "questions": len(ask_new_questions(places, today)),
    }


@task()
def look_around_tonight() -> dict[str, Any]:
    """The nightly round; the next one is planned first, so that a fault does not end the series."""
    plan_round()
    found = look_around()
    log.info("夜间巡查：%s", found)
    return found


def plan_round() -> datetime:
    """The next nightly round."""
    return plan_tonight(look_around_tonight)
