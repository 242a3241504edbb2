"""A rehearsal as a job: asked for on the page, worked out by a worker, kept to be opened again. Only its own row is written."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django_tasks import task

from hehuo.assessment.scoring import Scorecard
from hehuo.org.models import CreationUnit
from hehuo.programme.models import RehearsalRun
from hehuo.programme.rehearsal import Outcome, Rehearsal, Setting, rehearse

State = RehearsalRun.State
STALE = timedelta(minutes=5)
BROKEN = "测算中断，没有改动任何数据。请点“重试”；仍不行请告诉系统管理员推演编号，由他查后台任务。"
ASKED = ("as_of", "as_known", "base", "edition", "total", "section_min", "base_scheme", "scheme")
log = logging.getLogger(__name__)


def moment_known(day: date) -> datetime:
    """The end of the day."""
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


def result_of(asked: Mapping[str, Any], progress: Callable[[int], None] = lambda percent: None) -> Rehearsal:
    """Run what was asked; keeps nothing."""
    was = Setting.of(asked["base"], asked["base_scheme"])
    total, least = asked["total"], asked["section_min"]
    tried = Setting.of(asked["edition"], asked["scheme"], total=total, section_min=least)
    known = moment_known(asked["as_of"]) if asked["as_known"] else None
    units = CreationUnit.objects.select_related("county").prefetch_related("settlements")
    return rehearse(units, was, tried, asked["as_of"], known, progress=progress)


def ask_rehearsal(
    asked: Mapping[str, Any], *, by: Any, at: datetime | None = None, demo: bool = False
) -> RehearsalRun:
    """Note what is to be tried; `start` sends it on its way."""
    moment = at or timezone.now()
    given = {name: asked[name] for name in ASKED}
    return RehearsalRun.objects.create(**given, asked_by=by, asked_at=moment, touched_at=moment, demo=demo)


def start(run: RehearsalRun) -> None:
    """For the worker; the progress page takes over when none comes."""
    run_rehearsal.enqueue(run.pk)


@task()
def run_rehearsal(pk: int) -> None:
    """What the worker runs."""
    work_out(pk)


def retry(run: RehearsalRun) -> bool:
    """Put a rehearsal that broke off or was abandoned back in line."""
    abandoned = run.state == State.RUNNING and timezone.now() - run.touched_at > STALE
    if run.state != State.FAILED and not abandoned:
        return False
    back = RehearsalRun.objects.filter(pk=run.pk, state=run.state, touched_at=run.touched_at)
    return bool(back.update(state=State.WAITING, progress=0, message="", touched_at=timezone.now()))


def work_out(pk: int) -> None:
    """Take a waiting rehearsal, if nobody else has; what goes wrong is written on it in words."""
    row = RehearsalRun.objects.filter(pk=pk)
    if not row.filter(state=State.WAITING).update(state=State.RUNNING, touched_at=timezone.now()):
        return
    run = row.select_related("base", "edition", "base_scheme", "scheme").get()

    def progress(percent: int) -> None:
        row.update(progress=percent, touched_at=timezone.now())

    try:
        result = result_of({name: getattr(run, name) for name in ASKED}, progress)
        found: dict[str, Any] = {
            "state": State.DONE,
            "progress": 100,
            "result": as_kept(result),
            "message": "",
        }
    except ValidationError as problem:
        found = {"state": State.REFUSED, "message": "；".join(problem.messages)[:300]}
    except Exception:
        log.exception("rehearsal %s broke off", pk)
        found = {"state": State.FAILED, "message": BROKEN}
    row.filter(state=State.RUNNING).update(**found, touched_at=timezone.now())


def as_kept(result: Rehearsal) -> dict[str, Any]:
    """Everything that the page shows, as data: points as decimal strings, money in fen."""
    lines = sorted(result.lines, key=lambda line: (-line.tried.card.total, line.unit.code))
    return {
        "sides": [_side(result, side) for side in ("was", "tried")],
        "lines": [
            {
                "code": line.unit.code, "unit": line.unit.name, "county": line.unit.county.name,
                "households": line.households, "change": str(line.change), "verdict": line.verdict,
                "places": [[place.code, place.name] for place in line.unit.settlements.all()],
                "was": _outcome(line.was), "tried": _outcome(line.tried),
            }
            for line in lines
        ],
        "same": [
            {"code": s.code, "title": s.title, "max": str(s.max), "how": s.how, "decided": s.decided} for s in result.same
        ],
        "up": len(result.of("up")), "down": len(result.of("down")), "more_fen": -result.saved_fen,
    }  # fmt: skip


def _side(result: Rehearsal, side: str) -> dict[str, Any]:
    setting: Setting = getattr(result, side)
    cards = [getattr(line, side).card for line in result.lines]
    return {
        "edition": setting.edition.name, "draft": setting.edition.state == "draft",
        "total": str(setting.total), "section_min": str(setting.section_min),
        "scheme": setting.scheme.version if setting.scheme else None,
        "passing": result.passing(side), "table_fen": result.table(side), "cost_fen": result.cost(side),
        "average": str(sum((card.total for card in cards), Decimal(0)) / (len(cards) or 1)),
        "items": _wording(cards[0]) if cards else [],
    }  # fmt: skip


def _wording(card: Scorecard) -> list[dict[str, Any]]:
    """Items and sub-criteria of an edition, once for all units: number, title, full points."""
    return [
        {
            "no": item.no, "title": item.title, "max": str(item.max),
            "criteria": [{"code": c.code, "title": c.title, "max": str(c.max)} for c in item.criteria],
        }
        for item in card.items()
    ]  # fmt: skip


def _outcome(outcome: Outcome) -> dict[str, Any]:
    card = outcome.card
    return {
        "total": str(card.total), "passes": outcome.passes, "obstacles": outcome.obstacles,
        "amount_fen": outcome.amount_fen,
        "items": {str(item.no): str(item.points) for item in card.items()},
        "criteria": {c.code: str(c.points) for c in card.criteria()},
    }  # fmt: skip
