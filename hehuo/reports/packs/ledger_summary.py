"""台账汇总: how many records each ledger has, by settlement and by what was done with them.

Ledgers whose rows the person may not open are counted only; counts from 1 below five are then shown as “不足5” and stay
out of the totals (domain §6.4).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.db.models import Count, IntegerField, Value
from django.utils import timezone

from hehuo.kit import listing
from hehuo.org.rights import right_of, roles_of
from hehuo.records.models import LedgerRecord, Status
from hehuo.reports.privacy import SMALL
from hehuo.reports.writers.excel import Column, Sheet

Ledger = type[LedgerRecord]
AT_ONCE = 40
"""Tables in one query: SQLite unites 500, and each brings the settlements again."""
STATES = (Status.DRAFT, Status.SUBMITTED, Status.VERIFIED, Status.RETURNED)


def ledgers_for(user: Any) -> list[tuple[Ledger, bool]]:
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
    by_state, by_place, ledgers = [], [], ledgers_for(user)
    counts = _counts([model for model, _ in ledgers], places)
    for model, veiled in ledgers:
        rows, name = counts[model], str(model._meta.verbose_name)
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


def _counts(models: Sequence[Ledger], places: list[Any]) -> dict[Ledger, dict[int, dict[str, int]]]:
    """{table: {settlement: {state: records}}}, asked of many tables at once."""
    ids = [place.pk for place in places]
    found = {m: {pk: {**dict.fromkeys(STATES, 0), "all": 0} for pk in ids} for m in models}
    for start in range(0, len(models), AT_ONCE):
        parts = [
            model._base_manager.filter(settlement__in=ids, status__in=STATES)
            .order_by()
            .values_list("settlement", "status", Value(number, IntegerField()))
            .annotate(records=Count("pk"))
            for number, model in enumerate(models[start : start + AT_ONCE], start)
        ]
        for settlement, state, number, records in parts[0].union(*parts[1:], all=True):
            here = found[models[number]][settlement]
            here[state] += records
            here["all"] += records
    return found


def _shown(number: int, veiled: bool) -> Any:
    return f"不足{SMALL}" if veiled and 0 < number < SMALL else number
