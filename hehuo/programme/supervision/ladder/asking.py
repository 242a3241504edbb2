"""What the ladder puts into the city's to-do, each matter once while it is open; the nightly round finds what is late."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from hehuo.notices.services import finish_about, notify
from hehuo.org.models import Area
from hehuo.org.roles import Role
from hehuo.programme.models import Finding, ResponsibilityTask
from hehuo.programme.supervision.addresses import address_of
from hehuo.programme.supervision.ladder.rungs import may_propose, may_remind, may_talk

RUNGS = (
    ("remind", may_remind, "请提醒"),
    ("talk", may_talk, "请约谈"),
    ("propose_bulletin", may_propose, "请研究提请通报"),
)


def _key(what: str, subject: Any) -> str:
    return f"ladder:{what}:{subject._meta.label_lower}:{subject.pk}"


def ask_city(role: str, what: str, text: str, subject: Any, *, by: Any) -> bool:
    """Ask a role of the city's headquarters; `what` names the matter. False when there is no city."""
    city = Area.objects.filter(kind=Area.Kind.CITY).first()
    if city is None:
        return False
    url, key = address_of(subject), _key(what, subject)
    notify(text[:190], by=by, to_role=role, area=city, subject=subject, url=url, key=key)
    return True


def asked_and_done(what: str, subject: Any, *, by: Any, on: date) -> int:
    """The matter is done; returns how many notices are closed by it."""
    return finish_about(subject, by=by, on=on, key=_key(what, subject))


def climbed(subject: Any, *, by: Any, on: date) -> None:
    """A rung was taken or none is due any more: the office is not asked for it longer."""
    for what, _may, _text in RUNGS:
        asked_and_done(what, subject, by=by, on=on)


def ask_for_rungs(on: date) -> int:
    """Everything late whose next rung is due goes to the office; returns how many matters wait for it."""
    moment, found = timezone.make_aware(datetime.combine(on, time())), 0
    for model in (ResponsibilityTask, Finding):
        for row in model._default_manager.filter(model.late_on(on), bulletin_proposed_on__isnull=True):
            row._moment = moment
            rung = next(((what, word) for what, may, word in RUNGS if not may(row)), None)
            if rung:
                text = f"{rung[1]}，已逾期 {row.days_late(on)} 天：{row}"
                found += ask_city(Role.CITY_OFFICE, rung[0], text, row, by=None)
    return found
