"""Points taken by confirmed problems and given back at the re-check: the only way in for the rooms above (domain §3.3).

A deduction lies on one sub-criterion of one settlement in one edition. It is subtracted from the computed points, never
below zero, on every day from `occurred_on` until the day of the re-check. Both times count: a score “as known at” an
earlier moment knows neither later deductions nor later re-checks.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone

from hehuo.assessment.models import Deduction, StandardEdition
from hehuo.audit import trail
from hehuo.org.models import Settlement

ZERO = Decimal(0)


def full_points(edition: StandardEdition, criterion: str) -> Decimal | None:
    """The points of a sub-criterion; None when the edition has no such code."""
    for section in edition.data["sections"]:
        for item in section["items"]:
            for sub in item["sub_criteria"]:
                if sub["code"] == criterion:
                    return Decimal(str(sub["points"]))
    return None


@transaction.atomic
def take_points(
    settlement: Settlement, edition: StandardEdition, criterion: str, points: Decimal, *, source: models.Model, reason: str,
    by: Any, on: date | None = None,
) -> Deduction:  # fmt: skip
    """Subtract points from a sub-criterion. Raises `ValidationError` for an unknown code or more than its points."""
    full = full_points(edition, criterion)
    if full is None:
        raise ValidationError(f"“{edition}”没有子项 {criterion}，请重新选择。")
    if not ZERO < points <= full:
        raise ValidationError(f"{criterion} 满分 {full} 分，扣分应大于 0、不超过 {full} 分。")
    made = Deduction.objects.create(
        settlement=settlement, edition=edition, criterion=criterion, points=points, reason=reason.strip()[:200],
        source_model=source._meta.label_lower, source_id=source.pk, occurred_on=on or timezone.localdate(), taken_by=by,
        recorded_at=timezone.now(),
    )  # fmt: skip
    told = {"criterion": criterion, "points": str(points), "source": f"{made.source_model}:{source.pk}"}
    trail.record("take_points", made, by=by, data=told)
    return made


@transaction.atomic
def give_back_points(
    source: models.Model, *, by: Any, reason: str, on: date | None = None
) -> Deduction | None:
    """The re-check was passed: the points return from that day on. None when the problem took no points.

    Raises `PermissionDenied` when the person who took the points gives them back.
    """
    held = (
        Deduction.objects.select_for_update()
        .filter(source_model=source._meta.label_lower, source_id=source.pk, restored_on__isnull=True)
        .first()
    )
    if held is None:
        return None
    if held.taken_by_id == by.pk:
        raise PermissionDenied("扣分由您登记，请由另一位同事复核恢复。")
    held.restored_on, held.restored_at, held.restored_by = on or timezone.localdate(), timezone.now(), by
    held.restore_reason = reason.strip()[:200]
    held.save()
    trail.record(
        "give_back_points", held, by=by, data={"criterion": held.criterion, "points": str(held.points)}
    )
    return held


def held_by(source: models.Model) -> Deduction | None:
    """The deduction of a problem that is still in force."""
    rows = Deduction.objects.filter(source_model=source._meta.label_lower, source_id=source.pk)
    return rows.filter(restored_on__isnull=True).first()


def taken_from(
    settlement_ids: Sequence[int], edition: StandardEdition, as_of: date, known_at: datetime | None = None
) -> dict[int, dict[str, Decimal]]:
    """Points taken per settlement and sub-criterion on a day, as known at a moment (default: now)."""
    return taken_on(settlement_ids, edition, [as_of], known_at)[0]


def taken_on(
    settlement_ids: Sequence[int], edition: StandardEdition, days: Sequence[date], known_at: datetime | None = None
) -> list[dict[int, dict[str, Decimal]]]:  # fmt: skip
    """`taken_from` for several days with one query."""
    rows = Deduction.objects.filter(
        settlement__in=settlement_ids, edition=edition, occurred_on__lte=max(days)
    )
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    found: list[dict[int, dict[str, Decimal]]] = [{} for _ in days]
    for row in rows:
        known = row.restored_on is not None and (known_at is None or row.restored_at <= known_at)
        for day, by_place in zip(days, found, strict=True):
            if row.occurred_on <= day and not (known and row.restored_on <= day):
                by_code = by_place.setdefault(row.settlement_id, {})
                by_code[row.criterion] = by_code.get(row.criterion, ZERO) + row.points
    return found
