"""下达任务: the lead unit is asked to accept within two working days (domain §3.4)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.notices.models import NoticeKind
from hehuo.org.models import OrgUnit
from hehuo.org.workdays import add_working_days
from hehuo.programme.models import ResponsibilityTask
from hehuo.programme.models.supervision import successor_on
from hehuo.programme.supervision.addresses import address_of
from hehuo.programme.supervision.course import Act, begin
from hehuo.programme.supervision.deadlines import check_deadline
from hehuo.programme.supervision.people import ask_unit
from hehuo.programme.supervision.tasks.lifecycle import ACCEPT_WITHIN, TASK


@transaction.atomic
def assign_task(
    task: ResponsibilityTask, *, by: Any, reason: str = "", lead: OrgUnit | None = None,
    supports: Iterable[OrgUnit] | None = None, due_on: date | None = None, at: datetime | None = None,
) -> ResponsibilityTask:  # fmt: skip
    """Send the task to its lead; supporting units get a copy. What is given else than drafted is changed, with a reason."""
    act = begin(TASK, task, "assign", by=by, at=at, reason=reason)
    changed = _adjust(act, lead, supports, due_on)
    if changed and not act.reason:
        raise ValidationError("调整了牵头单位、配合单位或时限的，请写明原因。")
    due = add_working_days(act.day, ACCEPT_WITHIN)
    row = act.finish(data=changed, due=due)
    ask_unit(row.lead, f"请签收责任任务：{row}", row, by=by, url=address_of(row), due=due.day)
    for unit in row.supports.all():
        ask_unit(unit, f"请配合办理：{row}", row, by=by, url=address_of(row), kind=NoticeKind.COPY)
    return row


def _adjust(
    act: Act, lead: OrgUnit | None, supports: Iterable[OrgUnit] | None, due_on: date | None
) -> dict[str, str]:
    """Change units and deadline of the task; says what it was and is."""
    row, changed = act.subject, {}
    unit = successor_on(lead, act.day) if lead else row.lead
    if unit.pk != row.lead_id:
        changed |= {"lead_before": row.lead.code, "lead": unit.code}
        row.lead = unit
    if due_on and due_on != row.due_on:
        due = check_deadline(due_on, start=act.day, least=ACCEPT_WITHIN)
        changed |= {"from": str(row.due_on), "to": str(due.day)}
        row.due_on, row.due_provisional = due.day, due.provisional
    before = {one.pk: one for one in row.supports.all()}
    given = (
        before if supports is None else {now.pk: now for now in (successor_on(s, act.day) for s in supports)}
    )
    after = {pk: one for pk, one in given.items() if pk != unit.pk}
    if after.keys() != before.keys():
        changed["supports"] = "、".join(one.name for one in after.values())
        row.supports.set(after.values())
    return changed
