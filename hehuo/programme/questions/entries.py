"""FD03: many records of long-past days typed in one go, or most of a quarter's records just before its end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils import timezone

from hehuo.programme.questions.hits import TYPED, Field, Hit, askable_models
from hehuo.records.models import LedgerRecord

IN_A_ROW, WITHIN = 10, timedelta(minutes=30)
"""Domain §2.0.5 FD03."""
DIFFERENT_DAYS = 5
"""Ten lines of one roll are one event: back-filling shows in the many days that the records speak of."""
LAST_DAYS, OF_QUARTER, SHARE = 7, 10, 2
"""More than one in SHARE of at least OF_QUARTER records in the last LAST_DAYS days of the quarter."""
Entered = tuple[datetime, date]


def entered_in_a_row(where: Field) -> Iterator[Hit]:
    """FD03, both forms; late records are allowed, so the question asks how it came about and nothing else."""
    for model in askable_models():
        rows = where.rows(model).filter(
            recorded_at__date__gte=where.since, source__in=TYPED, created_by__isnull=False
        )
        typed: dict[tuple[int, int], list[Entered]] = defaultdict(list)
        all_of: dict[int, list[Entered]] = defaultdict(list)
        for settlement, author, recorded, day in rows.values_list(
            "settlement_id", "created_by_id", "recorded_at", "occurred_on"
        ):
            typed[settlement, author].append((recorded, day))
            all_of[settlement].append((recorded, day))
        for (settlement, _), entries in sorted(typed.items()):
            yield from _in_one_go(model, settlement, entries)
        for settlement, entries in sorted(all_of.items()):
            yield from _before_the_end(model, settlement, entries, where.today)


def _in_one_go(model: type[LedgerRecord], settlement: int, entries: list[Entered]) -> Iterator[Hit]:
    entries.sort()
    start, told = 0, set()
    for end, (recorded, _) in enumerate(entries):
        while recorded - entries[start][0] > WITHIN:
            start += 1
        days = {day for _, day in entries[start : end + 1]}
        on = timezone.localtime(recorded).date()
        if end - start + 1 >= IN_A_ROW and len(days) >= DIFFERENT_DAYS and on not in told:
            told.add(on)
            yield Hit(
                settlement,
                f"“{model._meta.verbose_name}”在 {on} 的 30 分钟内登记了 {end - start + 1} 条，说的是 {len(days)} 个不同日子的事。"
                "允许补录，请说明依据什么原始记录补登。",
                None, f"{model._meta.label_lower} {on}",
            )  # fmt: skip


def _before_the_end(
    model: type[LedgerRecord], settlement: int, entries: list[Entered], today: date
) -> Iterator[Hit]:
    last = date(today.year, (today.month - 1) // 3 * 3 + 1, 1) - timedelta(days=1)
    first = date(last.year, last.month - 2, 1)
    of_quarter = [recorded for recorded, day in entries if first <= day <= last]
    close = [r for r in of_quarter if last - timedelta(days=LAST_DAYS) < timezone.localtime(r).date() <= last]
    if len(of_quarter) >= OF_QUARTER and len(close) * SHARE > len(of_quarter):
        yield Hit(
            settlement,
            f"“{model._meta.verbose_name}”{last.year} 年第 {(last.month + 2) // 3} 季度的 {len(of_quarter)} 条记录中，有 {len(close)} 条"
            f"是在季度最后 {LAST_DAYS} 天登记的。请说明平时怎样登记。",
            None, f"{model._meta.label_lower} {last}",
        )  # fmt: skip
