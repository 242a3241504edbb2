"""拟稿: kind, period, units, problems and tasks; empty words are drafted from them (domain §3.4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from hehuo.org.models import OrgUnit
from hehuo.programme.models import Bulletin, BulletinUnit, Finding, ResponsibilityTask
from hehuo.programme.supervision.bulletins.drafting import first_words, units_of
from hehuo.programme.supervision.bulletins.lifecycle import BULLETIN
from hehuo.programme.supervision.course import open_subject
from hehuo.programme.supervision.people import OFFICE


@transaction.atomic
def draft_bulletin(
    title: str, kind: str, period: tuple[date, date], *, by: Any, findings: Sequence[Finding] = (),
    tasks: Sequence[ResponsibilityTask] = (), units: Sequence[OrgUnit] = (), body: str = "", corrects: Bulletin | None = None,
    ordered: bool = False, at: datetime | None = None, demo: bool = False,
) -> Bulletin:  # fmt: skip
    """Draft. Units of the listed problems and tasks are named by themselves. Raises `ValidationError`, `PermissionDenied`.

    `ordered`: a step of the headquarters, such as the result of a spot check, leads here; its rights have been checked.
    """
    if corrects is None and not ordered and not OFFICE(by, None):
        raise PermissionDenied("通报由市指挥部办公室拟稿。")
    if not title.strip():
        raise ValidationError("请填写标题。")
    if kind not in Bulletin.Kind.values:
        raise ValidationError("请选择通报类型。")
    if period[1] < period[0]:
        raise ValidationError("期间的结束日期不能早于开始日期。")
    named = {u.pk: u for u in [*units_of(findings, tasks), *units]}
    if not named:
        raise ValidationError("请选择涉及的单位、问题或任务。")
    made = Bulletin(
        title=title.strip()[:120], kind=kind, period_from=period[0], period_to=period[1], corrects=corrects, demo=demo,
        body=body.strip() or first_words(*period, findings, tasks),
    )  # fmt: skip
    open_subject(BULLETIN, made, "draft_bulletin", "拟稿", by=by, at=at, data={"kind": kind})
    made.findings.set(findings)
    made.tasks.set(tasks)
    BulletinUnit.objects.bulk_create(BulletinUnit(bulletin=made, unit=unit) for unit in named.values())
    return made
