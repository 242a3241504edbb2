"""Rest owed and taken."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import DecimalField, F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from hehuo.neighbourhood.duty.models import DutyPerson, DutyRest, DutyShift
from hehuo.records.models import Status

HOURS = DecimalField(max_digits=7, decimal_places=1)


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
