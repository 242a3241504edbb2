"""The city says which communities are “有条件的社区” of 14.2: small ones are not, one is still waiting for the word."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from hehuo.assessment.models import CityDecision, StandardEdition
from hehuo.org.models import Settlement, User

PART, WAITING = "14.2", "D06"
DAYS = {"LPS-2018": date(2018, 9, 17), "LPS-2018-R": date(2021, 3, 15)}


def write_decisions() -> int:
    """A decision for each settlement and edition but one; how many."""
    office = User.objects.get(username="shi-bangong")
    rows = []
    for edition in StandardEdition.objects.filter(code__in=DAYS).order_by("code"):
        day = DAYS[edition.code]
        for place in Settlement.objects.exclude(code=WAITING).order_by("pk"):
            small = place.creation_units.filter(kind="host_merged").exists()
            rows.append(
                CityDecision(
                    settlement=place, edition=edition, part=PART, occurred_on=day, decided_by=office,
                    outcome="not_applicable" if small else "applies",
                    ground=f"市指挥部办公室会议纪要〔{day.year}〕5号：" + ("不足200户，随迁入地组织" if small else "具备建立群团组织的条件"),
                    recorded_at=datetime.combine(day, time(10), ZoneInfo("Asia/Shanghai")),
                )
            )  # fmt: skip
    return len(CityDecision.objects.bulk_create(rows))
