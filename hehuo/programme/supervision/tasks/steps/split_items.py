"""分解考核标准: one task an item for its lead unit, supported by the other printed units (plan annex; domain §1.3, §3.4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from hehuo.assessment.models import StandardEdition
from hehuo.org.workdays import WorkCalendar
from hehuo.programme.models import ResponsibilityTask
from hehuo.programme.supervision.tasks.matrix import item_units, items_of
from hehuo.programme.supervision.tasks.steps.assign_task import assign_task
from hehuo.programme.supervision.tasks.steps.create_task import create_task

Source = ResponsibilityTask.Source


@transaction.atomic
def split_items(
    edition: StandardEdition, due_on: date, *, by: Any, items: Sequence[int] = (), at: datetime | None = None,
    assign: bool = True, demo: bool = False,
) -> list[ResponsibilityTask]:  # fmt: skip
    """Tasks of the items (all when none is named) that are not yet split for this edition and year."""
    day = timezone.localtime(at or timezone.now()).date()
    units, calendar, made = item_units(edition, day), WorkCalendar(), []
    taken = set(ResponsibilityTask.objects.exclude(state="cancelled").values_list("key", flat=True))
    for item in items_of(edition):
        key = f"item:{edition.code}:{item['no']}:{day.year}"
        who = units[item["no"]]
        if (items and item["no"] not in items) or key in taken or who.lead is None:
            continue
        task = create_task(
            f"第 {item['no']} 项 {item['title']}：指导各地达到考核标准", f"“{item['criterion']}”"[:300], who.lead, due_on, by=by,
            source=Source.SPLIT, supports=who.supports, key=key, edition=edition, item_no=item["no"], at=at, demo=demo,
            calendar=calendar,
        )  # fmt: skip
        made.append(assign_task(task, by=by, at=at) if assign else task)
    if not made:
        raise ValidationError("所选条目今年都已分解，不用重复。")
    return made
