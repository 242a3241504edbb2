"""计划督查: announced visits tell the unit; unannounced ones tell nobody but the inspectors (domain §3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from hehuo.notices.models import NoticeKind
from hehuo.org.models import Settlement
from hehuo.org.workdays import chinese_day
from hehuo.programme.models import Inspection, InspectionKind, InspectionMember
from hehuo.programme.supervision.addresses import address_of
from hehuo.programme.supervision.course import open_subject
from hehuo.programme.supervision.inspections.lifecycle import INSPECTION
from hehuo.programme.supervision.people import (
    HEADQUARTERS,
    ask_people,
    ask_unit,
    county_headquarters,
    team_problems,
)


@transaction.atomic
def plan_inspection(
    settlement: Settlement, kind: str, visit_on: date, focus: str, people: Sequence[tuple[Any, str]], *, edition: Any, by: Any,
    at: datetime | None = None, demo: bool = False,
) -> Inspection:  # fmt: skip
    """Plan with two or more inspectors who declare recusal. Raises `ValidationError` or `PermissionDenied`."""
    if not HEADQUARTERS(by, None):
        raise PermissionDenied("督查由市指挥部安排。")
    day = timezone.localtime(at or timezone.now()).date()
    if kind not in InspectionKind.values:
        raise ValidationError("请选择督查方式。")
    if visit_on < day:
        raise ValidationError("检查日期不能早于今天。")
    if not focus.strip():
        raise ValidationError("请写明检查重点。")
    if problems := team_problems(list(people), settlement.county, {settlement.code}, day):
        raise ValidationError(problems)
    made = Inspection(
        settlement=settlement,
        kind=kind,
        visit_on=visit_on,
        focus=focus.strip()[:200],
        edition=edition,
        demo=demo,
    )
    open_subject(INSPECTION, made, "plan_inspection", "计划督查", by=by, at=at, data={"kind": kind})
    InspectionMember.objects.bulk_create(
        InspectionMember(inspection=made, user=user, declaration=words.strip()[:200])
        for user, words in people
    )
    _tell(made, [user for user, _ in people], by)
    return made


def _tell(made: Inspection, inspectors: list[Any], by: Any) -> None:
    text = f"请按计划检查：{made}"
    ask_people(inspectors, text, made, by=by, url=address_of(made), due=made.visit_on)
    unit = county_headquarters(made.settlement.county)
    if made.kind != InspectionKind.UNANNOUNCED and unit is not None:
        told = f"{chinese_day(made.visit_on)}将开展{made.get_kind_display()}：{made.settlement}"
        ask_unit(unit, told, made, by=by, url=address_of(made), kind=NoticeKind.COPY)
