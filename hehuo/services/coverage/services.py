"""School places: one place at a time for a child."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from hehuo.records.writing import save_record
from hehuo.services.coverage.models import PublicServiceAccess, SchoolPlacement

SCHOOLS = (PublicServiceAccess.Kind.PRIMARY, PublicServiceAccess.Kind.JUNIOR)


def check_placement(placement: SchoolPlacement) -> None:
    """A school is a school, and spans of one child do not overlap. Raises ValidationError."""
    if placement.school and placement.school.kind not in SCHOOLS:
        raise ValidationError({"school": "请选择小学或初中。"})
    others = SchoolPlacement.objects.live().filter(person=placement.person_id).exclude(pk=placement.pk)
    others = others.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=placement.valid_from))
    if placement.valid_to:
        others = others.filter(valid_from__lt=placement.valid_to)
    if others.exists():
        raise ValidationError({"valid_from": "与这名儿童已有的学位时间重叠；转学请在原记录上办理。"})


@transaction.atomic
def save_placement(placement: SchoolPlacement, *, by: Any) -> SchoolPlacement:
    """Store a place as typed."""
    check_placement(placement)
    placement.occurred_on = placement.valid_from
    return save_record(placement, by=by)


@transaction.atomic
def change_school(
    placement: SchoolPlacement, *, by: Any, on: date, state: str, school_name: str = "", basis: str = ""
) -> SchoolPlacement:
    """From `on` the child is somewhere else; what was before stays. Answers the new record."""
    if placement.valid_to is not None:
        raise ValidationError("这条记录已经结束，请在最新的一条上办理。")
    if on <= placement.valid_from:
        raise ValidationError({"on": f"日期须晚于现在这条的起期 {placement.valid_from}。"})
    placement.valid_to = on
    save_record(placement, by=by, reason="变更学位")
    known = PublicServiceAccess.objects.live().filter(
        settlement=placement.settlement_id, name=school_name, kind__in=SCHOOLS
    )
    return save_placement(
        SchoolPlacement(
            settlement_id=placement.settlement_id, person_id=placement.person_id, state=state, school=known.first(),
            school_name="" if known else school_name, basis=basis, valid_from=on,
        ),
        by=by,
    )  # fmt: skip
