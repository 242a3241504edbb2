"""What happens every night by the passing of time: what falls due, what is late and climbs, warnings about places and things, questions to units, personal
parts of records whose time is over."""

from __future__ import annotations

import logging
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django_tasks import task

from hehuo.assessment.nightly import plan_tonight
from hehuo.culture.participation.services import KEPT as ROLLS_KEPT
from hehuo.livelihood.jobs.services import expire_openings
from hehuo.neighbourhood.mutual_aid.services import KEPT as CHILDREN_KEPT
from hehuo.neighbourhood.requests.services import KEPT as REQUESTS_KEPT
from hehuo.org.models import Settlement
from hehuo.programme.questions.asking import ask_new_questions
from hehuo.programme.supervision.ladder import ask_for_rungs
from hehuo.property.old_houses.services import mark_due_houses
from hehuo.records.retention import Retention, forget
from hehuo.residents.data_requests.services import KEPT as ASKED_KEPT
from hehuo.residents.residence.services import KEPT as CHECKS_KEPT
from hehuo.safety.warnings.services import raise_warnings

log = logging.getLogger(__name__)
KEPT: tuple[Retention, ...] = (*ROLLS_KEPT, *CHILDREN_KEPT, *REQUESTS_KEPT, *CHECKS_KEPT, *ASKED_KEPT)
"""What does not stay for ever (保存期); the pages of the ledgers say it too."""


def look_around(on: date | None = None) -> dict[str, int]:
    """What falls due, warnings, questions and what is forgotten, once each however often it runs; says how many of each."""
    today, places = on or timezone.localdate(), list(Settlement.objects.order_by("pk"))
    return {
        "houses_due": sum(mark_due_houses(place, at=today) for place in places),
        "openings_expired": sum(expire_openings(place, at=today) for place in places),
        "warnings": sum(len(raise_warnings(place, on=today, by=None)) for place in places),
        "ladder": ask_for_rungs(today),
        "questions": len(ask_new_questions(places, today)),
        "forgotten": sum(forget(rule, at=today) for rule in KEPT),
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
