"""户级异常: households that are an unmet case of a measure, by number; for those who may open households only.

The sums by measure are the scorecard's numbers of unmet cases. Names are masked as on every list.
"""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from hehuo.assessment.editions import current_edition
from hehuo.assessment.scoring import parameters
from hehuo.measures import registry, runner
from hehuo.records.display import Display
from hehuo.reports.figures import standings
from hehuo.reports.writers.excel import Column, Sheet
from hehuo.residents.models import Household

CASE = "residents.household"


def household_measures(places: list[Any]) -> list[str]:
    """Measures whose cases are households and that give points on the scorecard, in its order."""
    card = standings(places[:1])[0].card
    names = dict.fromkeys(
        part.measure for c in card.criteria() for part in c.parts if registry.exists(part.measure)
    )
    return [name for name in names if registry.measure(name).case == CASE]


def sheets(places: list[Any], user: Any) -> list[Sheet]:
    """Sums by measure, and the households."""
    today, edition = timezone.localdate(), current_edition()
    bound, sums, rows, show = parameters(edition, today), [], [], Display(Household, user).value
    for name in household_measures(places):
        measure, unmet_here = registry.measure(name), 0
        for place in places:
            unmet = [
                case.case_id
                for case in runner.cases(name, parameters=bound, settlement_id=place.pk, met=False)
            ]
            homes = (
                Household.objects.visible_to(user)
                .filter(pk__in=unmet)
                .select_related("grid")
                .order_by("household_no")
            )
            for home in homes:
                unmet_here += 1
                rows.append([place.name, str(home.grid or ""), home.household_no, show(home, "head_name"), measure.label,
                             measure.remedy])  # fmt: skip
        sums.append([measure.label, unmet_here])
    note = f"截至 {today:%Y-%m-%d}，{'、'.join(place.name for place in places[:6])}{'等' if len(places) > 6 else ''}。仅供本级核对使用，用后妥善保管。"
    return [
        Sheet("汇总", "户级异常汇总", note, (Column("指标", 60), Column("未达到（户）", 14, "0", True)), sums, portrait=True),
        Sheet("清单", "户级异常清单", note, (Column("安置点", 20), Column("网格", 12), Column("家庭编号", 20), Column("户主", 12),
              Column("指标", 40), Column("怎么办", 60)), rows, 3),
    ]  # fmt: skip
