"""拟定任务: source, lead and supporting units, deliverable, deadline in working days (domain §3.4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from hehuo.org.models import OrgUnit
from hehuo.org.workdays import WorkCalendar
from hehuo.programme.models import ResponsibilityTask
from hehuo.programme.models.supervision import successor_on
from hehuo.programme.supervision.course import open_subject
from hehuo.programme.supervision.deadlines import check_deadline
from hehuo.programme.supervision.people import OFFICE
from hehuo.programme.supervision.tasks.lifecycle import ACCEPT_WITHIN, TASK


@transaction.atomic
def create_task(
    title: str, deliverable: str, lead: OrgUnit, due_on: date, *, by: Any, source: str, supports: Sequence[OrgUnit] = (),
    key: str = "", printed: str = "", edition: Any = None, item_no: int | None = None, settlement: Any = None,
    at: datetime | None = None, demo: bool = False, calendar: WorkCalendar | None = None,
) -> ResponsibilityTask:  # fmt: skip
    """A task for the unit that answers today. Dates of the plan stand as printed; others must leave time to accept.

    Raises `ValidationError` or `PermissionDenied`.
    """
    if not OFFICE(by, None):
        raise PermissionDenied("责任任务由市指挥部办公室拟定。")
    if not title.strip() or not deliverable.strip():
        raise ValidationError("请写明任务和成果。")
    if source not in ResponsibilityTask.Source.values:
        raise ValidationError("请选择任务来源。")
    if key and ResponsibilityTask.objects.filter(key=key).exclude(state="cancelled").exists():
        raise ValidationError("这项任务已经拟定，不用重复。")
    day = timezone.localtime(at or timezone.now()).date()
    due = check_deadline(due_on, start=day, least=ACCEPT_WITHIN, printed=bool(printed), calendar=calendar)
    unit = successor_on(lead, day)
    task = ResponsibilityTask(
        title=title.strip()[:120], deliverable=deliverable.strip()[:300], lead=unit, due_on=due.day,
        due_provisional=due.provisional, source=source, key=key, printed=printed[:300], edition=edition, item_no=item_no,
        settlement=settlement, demo=demo,
    )  # fmt: skip
    open_subject(
        TASK, task, "create_task", "拟定任务", by=by, at=at, data={"lead": unit.code, "due": str(due.day)}
    )
    task.supports.set(
        [u for u in {s.current().pk: s.current() for s in supports}.values() if u.pk != unit.pk]
    )
    return task
