"""Every night all stored counts are counted again; what differs points at a change that left no dirty mark (architecture §4)."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from hehuo.assessment import scoring
from hehuo.assessment.day_points import trend_days
from hehuo.assessment.editions import current_edition
from hehuo.assessment.models import StandardEdition
from hehuo.assessment.yearly import days_of, plan_year
from hehuo.measures import freshness
from hehuo.org.models import Settlement

AT = time(2, 30)
"""Local time of the recount."""
log = logging.getLogger(__name__)


def recount(settlements: Sequence[Settlement], edition: StandardEdition, as_of: date) -> dict[str, Any]:
    """Count all measures of the edition again: how many settlements and measures, and each stored count that was wrong."""
    names = scoring.measures_of(edition)
    wrong = freshness.refresh_all(
        names,
        parameters=scoring.parameters(edition, as_of),
        settlement_ids=[settlement.pk for settlement in settlements],
    )
    return {"settlements": len(settlements), "measures": len(names), "differences": wrong}


def days_looked_at(today: date) -> list[date]:
    """Past days that dashboards, scorecards and the yearly analysis show, and today."""
    year = plan_year(today)
    days = {
        *trend_days("plan", today),
        *trend_days("year", today),
        *days_of(year, today),
        *days_of(today.year, today),
    }
    return sorted(days)


def count_days(settlements: Sequence[Settlement], edition: StandardEdition, days: Sequence[date]) -> None:
    """Keep the counts of these days, so that nobody waits for them; what still holds is not counted again."""
    freshness.counts_of_days(
        scoring.measures_of(edition), days=[scoring.parameters(edition, day) for day in days],
        settlement_ids=[settlement.pk for settlement in settlements],
    )  # fmt: skip


@task()
def count_days_looked_at() -> int:
    """Today and the days that people look back on; planned when a worker starts, and part of every night."""
    if not StandardEdition.objects.exists():
        return 0
    days = days_looked_at(timezone.localdate())
    places, last = list(Settlement.objects.all()), current_edition()
    count_days(places, last, days)
    own = {day: current_edition(day) for day in days}
    for edition in set(own.values()) - {last}:
        count_days(places, edition, [day for day in days if own[day] == edition])
    return len(days)


@task()
def recount_everything() -> dict[str, Any]:
    """The nightly run over all settlements; the next one is planned first, so that a fault does not end the series."""
    plan_recount()
    if not StandardEdition.objects.exists():
        return {"settlements": 0, "measures": 0, "differences": []}
    found = recount(list(Settlement.objects.all()), current_edition(), timezone.localdate())
    for line in found["differences"]:
        log.error("夜间重算发现差异：%s", line)
    count_days_looked_at.func()
    return found


def next_night(now: datetime) -> datetime:
    """The first moment after `now` at which the recount is due."""
    local = timezone.localtime(now)
    due = local.replace(hour=AT.hour, minute=AT.minute, second=0, microsecond=0)
    return due if due > local else due + timedelta(days=1)


def plan_tonight(job: Any) -> datetime:
    """Put the next nightly run of a task into the queue unless one waits there; says when it is due."""
    waiting = (
        DBTaskResult.objects.filter(task_path=job.module_path, status="READY").order_by("run_after").first()
    )
    if waiting is not None:
        return waiting.run_after
    due = next_night(timezone.now())
    job.using(run_after=due).enqueue()
    return due


def plan_recount() -> datetime:
    """The next recount."""
    return plan_tonight(recount_everything)


def plan_looking_back() -> None:
    """Count the days that people look back on as soon as a worker is free; asked once while it waits."""
    job = count_days_looked_at
    if not DBTaskResult.objects.filter(task_path=job.module_path, status="READY").exists():
        job.enqueue()
