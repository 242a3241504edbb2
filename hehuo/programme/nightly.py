"""What the programme looks at every night: warnings about places and things, questions to units."""

from __future__ import annotations

import logging
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django_tasks import task

from hehuo.assessment.nightly import plan_tonight
from hehuo.org.models import Settlement
from hehuo.programme.questions.asking import ask_new_questions
from hehuo.safety.warnings.services import raise_warnings

log = logging.getLogger(__name__)


def look_around(on: date | None = None) -> dict[str, int]:
    """Raise due warnings and ask new questions, once each however often it runs; says how many of both."""
    today, places = on or timezone.localdate(), list(Settlement.objects.order_by("pk"))
    warnings = sum(len(raise_warnings(place, on=today, by=None)) for place in places)
    return {"warnings": warnings, "questions": len(ask_new_questions(places, today))}


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
