"""方案时限: the dated duties of the plan become tasks of the five launching units and of headquarters (domain §2.18).

2018-05-31 plan completed and creation launched; 2018-11-30 one or two pilots finished, self-assessed and applied;
2018-12-31 the city's spot check; 2019 roll-out; 2020 consolidation. Dates stand as printed, due at 24:00.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.assessment.models import StandardEdition
from hehuo.org.models import OrgUnit
from hehuo.programme.models import ResponsibilityTask
from hehuo.programme.supervision.tasks.steps.assign_task import assign_task
from hehuo.programme.supervision.tasks.steps.create_task import create_task

Source = ResponsibilityTask.Source
CITY_HQ = "city-hq"


@transaction.atomic
def list_plan_dates(
    edition: StandardEdition,
    *,
    by: Any,
    codes: Collection[str] = (),
    at: datetime | None = None,
    demo: bool = False,
) -> list[ResponsibilityTask]:
    """One task a date and unit, assigned; what is listed already is left. `codes` narrows the dates (M1, M2 …)."""
    taken = set(ResponsibilityTask.objects.exclude(state="cancelled").values_list("key", flat=True))
    counties = list(OrgUnit.objects.filter(level=OrgUnit.Level.COUNTY, code__endswith="-hq").order_by("code"))
    city = list(OrgUnit.objects.filter(code=CITY_HQ))
    made = []
    for entry in edition.data.get("calendar") or []:
        if not entry.get("phase") or (codes and entry["code"] not in codes):
            continue
        for unit in city if entry["who"] == "市指挥部" else counties:
            key = f"plan:{edition.code}:{entry['code']}:{unit.code}"[:60]
            if key in taken:
                continue
            task = create_task(
                f"{entry['title']}（{unit.name}）", entry["title"], unit, date.fromisoformat(str(entry["until"])), by=by,
                source=Source.PLAN, key=key, printed=entry["printed"], edition=edition, at=at, demo=demo,
            )  # fmt: skip
            made.append(assign_task(task, by=by, at=at))
    if not made:
        raise ValidationError("方案的时限都已列入，不用重复。")
    return made
