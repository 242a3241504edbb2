"""Rest owed and taken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import DecimalField, F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from hehuo.neighbourhood.duty.models import DutyPerson, DutyRest, DutyShift
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


def rest_balance(person: DutyPerson, without: int | None = None) -> Decimal:
    """Hours of rest that a person still has; `without` leaves one entry of rest out."""
    owed = (
        DutyShift.objects.filter(actual=person)
        .exclude(status=Status.VOID)
        .aggregate(h=Sum("rest_owed_hours"))["h"]
    )
    taken = DutyRest.objects.filter(person=person).exclude(status=Status.VOID).exclude(pk=without)
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
        DutyRest.objects.filter(person=OuterRef("pk")).exclude(status=Status.VOID).order_by().values("person")
    )
    none = Value(Decimal(0), output_field=HOURS)
    owed = Coalesce(Subquery(shifts.annotate(h=Sum("rest_owed_hours")).values("h"), output_field=HOURS), none)
    taken = Coalesce(Subquery(rests.annotate(h=Sum("hours")).values("h"), output_field=HOURS), none)
    return rows.annotate(hours_owed=owed, hours_taken=taken).annotate(rest_sum=F("hours_owed") - F("hours_taken"))  # fmt: skip
