"""台账汇总: how many records each ledger has, by settlement and by what was done with them.

Ledgers whose rows the person may not open are counted only; counts from 1 below five are then shown as “不足5” and stay
out of the totals (domain §6.4).
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Count, Q
from django.utils import timezone

from hehuo.kit import listing
from hehuo.org.rights import right_of, roles_of
from hehuo.records.models import LedgerRecord, Status
from hehuo.reports.privacy import SMALL
from hehuo.reports.writers.excel import Column, Sheet

STATES = (Status.DRAFT, Status.SUBMITTED, Status.VERIFIED, Status.RETURNED)


def ledgers_for(user: Any) -> list[tuple[type[LedgerRecord], bool]]:
    """Ledger tables that the person may read or count, and whether only counts are open."""
    found = []
    for model in apps.get_models():
        if issubclass(model, LedgerRecord) and not model._meta.abstract:
            right = right_of(roles_of(user), model.domain)[0]
            if right in "FMA":
                found.append((model, right == "A"))
    return found


def sheets(places: list[Any], user: Any) -> list[Sheet]:
    """Ledgers by state, and ledgers in use × settlements."""
    by_state, by_place = [], []
    for model, veiled in ledgers_for(user):
        rows, name = _counts(model, places), str(model._meta.verbose_name)
        sums = [sum(row[state] for row in rows.values()) for state in (*STATES, "all")]
        by_state.append([name, *(_shown(n, veiled) for n in sums)])
        if sums[-1]:
            by_place.append([name, *(_shown(rows[place.pk]["all"], veiled) for place in places)])
    columns = (
        Column("台账", 26),
        *(Column(str(s.label), 10, "0", True) for s in STATES),
        Column("合计", 10, "0", True),
    )
    note = (
        f"截至 {timezone.localdate():%Y-%m-%d}，{len(places)} 个安置点，不含已作废的记录。"
        f"只能看汇总的台账，不足 {SMALL} 条的不显示具体数，也不计入合计。"
    )
    long = [row[0] for row in by_state if isinstance(row[-1], int) and row[-1] > listing.COUNT_UP_TO]
    if long:
        note += f"{'、'.join(long)}在台账页面只数到 {listing.COUNT_UP_TO:,} 条，点列表下方“数清楚”，得到与本表相同的数。"
    wide = (Column("台账", 20), *(Column(place.name, 8, "0", True) for place in places))
    return [
        Sheet("按台账", "台账汇总表", note, columns, by_state, 1, portrait=True),
        Sheet("按安置点", "各安置点台账汇总表", f"{note}没有记录的台账不列出。", wide, by_place, 1),
    ]


def _counts(model: type[LedgerRecord], places: list[Any]) -> dict[int, dict[str, int]]:
    found = {place.pk: {**dict.fromkeys(STATES, 0), "all": 0} for place in places}
    rows = model._base_manager.filter(settlement__in=places).exclude(status=Status.VOID)
    sums = {f"n_{state}": Count("pk", filter=Q(status=state)) for state in STATES}
    for row in map(dict, rows.order_by().values("settlement").annotate(**sums)):
        here = found[row["settlement"]]
        here |= {state: row[f"n_{state}"] for state in STATES}
        here["all"] = sum(here[state] for state in STATES)
    return found


def _shown(number: int, veiled: bool) -> Any:
    return f"不足{SMALL}" if veiled and 0 < number < SMALL else number
