"""Rest owed and taken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import DecimalField, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from hehuo.neighbourhood.duty.lifecycle import SHIFT
from hehuo.neighbourhood.duty.models import DutyPerson, DutyRest, DutyRoster, DutyShift
from hehuo.org.models import Post, Settlement, User
from hehuo.org.scope import path_range
from hehuo.records.models import Status

COLUMNS = (
    (("early",), "错时早"), (("noon",), "错时午间"), (("evening",), "错时晚"), (("normal", "weekend", "holiday"), "正常或休息日"),
    (("night_phone",), "夜间值守"),
)  # fmt: skip
"""Columns of the plan on the wall, with the slots that stand in each."""
HOURS = DecimalField(max_digits=7, decimal_places=1)


@dataclass(frozen=True)
class WallDay:
    """One line of the plan on the wall: the day and who is on duty in each column."""

    day: date
    cells: list[list[DutyShift]]


def wall_of(shifts: Iterable[DutyShift]) -> list[WallDay]:
    """The shifts of a roster by day and column, in order."""
    found: dict[date, list[list[DutyShift]]] = {}
    place = {slot: number for number, (slots, _) in enumerate(COLUMNS) for slot in slots}
    for shift in shifts:
        found.setdefault(shift.duty_on, [[] for _ in COLUMNS])[place[shift.slot]].append(shift)
    return [WallDay(day, found[day]) for day in sorted(found)]


MINE_SHOWN = timedelta(31)
"""How far ahead a person sees the own shifts; what is still open from the last week stays too."""
OPEN_SINCE = timedelta(7)
OWN_STEPS: dict[str, tuple[str, ...]] = {
    DutyShift.State.CHECKED_IN: ("hand_over",), DutyShift.State.SUBSTITUTED: ("hand_over",), DutyShift.State.DUE: ("check_in", "ask_swap"),
}  # fmt: skip


def accounts_of(settlement: Settlement) -> QuerySet[User]:
    """Accounts with a post in a settlement, its grids or its buildings today."""
    posts = Post.objects.held_at(timezone.localdate()).filter(path_range(settlement.area.path, "area__path"))
    return User.objects.filter(is_active=True, pk__in=posts.values("user")).order_by("username")


def own_shifts(user: Any, today: date) -> QuerySet[DutyShift]:
    """Published shifts that a signed-in person is to take, has begun, or is asked to take over; whatever the role."""
    S = DutyShift.State
    mine = (
        Q(planned__account=user, state__in=(S.DUE, S.CHECKED_IN, S.SWAP_ASKED))
        | Q(actual__account=user, state=S.SUBSTITUTED)
        | Q(swap_with__account=user, state=S.SWAP_ASKED)
    )
    rows = DutyShift.objects.filter(mine, duty_on__range=(today - OPEN_SINCE, today + MINE_SHOWN))
    rows = rows.filter(Q(roster__isnull=True) | Q(roster__state=DutyRoster.State.PUBLISHED))
    rows = rows.exclude(status=Status.VOID).select_related("planned", "actual", "swap_with", "settlement")
    return rows.order_by("duty_on", "pk")


class OwnStep(NamedTuple):
    """A step that whoever has a shift takes without anybody's help."""

    event: str
    label: str


@dataclass(frozen=True)
class OwnLine:
    """An own shift, what can be done about it now, and whether a colleague asks that one takes it."""

    shift: DutyShift
    steps: list[OwnStep]
    today: bool
    asked: bool


def own_lines(user: Any) -> list[OwnLine]:
    """The own shifts with the steps that can be taken now: signing in on the day, a swap before it is over."""
    today = timezone.localdate()
    labels = {t.event: t.label for t in SHIFT.transitions}
    lines = []
    for shift in own_shifts(user, today):
        events = OWN_STEPS.get(shift.state, ())
        if shift.state == DutyShift.State.DUE:
            now = {"check_in": shift.duty_on == today, "ask_swap": shift.duty_on >= today}
            events = tuple(event for event in events if now[event])
        asked = shift.swap_with is not None and shift.swap_with.account_id == user.pk
        steps = [OwnStep(event, labels[event]) for event in events]
        lines.append(OwnLine(shift, steps, shift.duty_on == today, asked))
    return lines


def rest_balance(person: DutyPerson, without: int | None = None) -> Decimal:
    """Hours of rest that a person still has; `without` leaves one entry of rest out."""
    owed = (
        DutyShift.objects.filter(actual=person)
        .exclude(status=Status.VOID)
        .aggregate(h=Sum("rest_owed_hours"))["h"]
    )
    taken = DutyRest.objects.filter(person=person, kind=DutyRest.Kind.REST)
    taken = taken.exclude(status=Status.VOID).exclude(pk=without)
    return (owed or Decimal(0)) - (taken.aggregate(h=Sum("hours"))["h"] or Decimal(0))  # fmt: skip


def with_rest(rows: QuerySet) -> QuerySet:
    """People with `rest_sum`: hours owed less hours taken, in one query."""
    shifts = (
        DutyShift.objects.filter(actual=OuterRef("pk"))
        .exclude(status=Status.VOID)
        .order_by()
        .values("actual")
    )
    rests = (
        DutyRest.objects.filter(person=OuterRef("pk"), kind=DutyRest.Kind.REST)
        .exclude(status=Status.VOID)
        .order_by()
        .values("person")
    )
    none = Value(Decimal(0), output_field=HOURS)
    owed = Coalesce(Subquery(shifts.annotate(h=Sum("rest_owed_hours")).values("h"), output_field=HOURS), none)
    taken = Coalesce(Subquery(rests.annotate(h=Sum("hours")).values("h"), output_field=HOURS), none)
    return rows.annotate(hours_owed=owed, hours_taken=taken).annotate(rest_sum=F("hours_owed") - F("hours_taken"))  # fmt: skip
