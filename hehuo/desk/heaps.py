"""What waits in the ledgers: lines of 待办, first what is mine to do, apart from what anybody of the area may do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Min, Q
from django.utils import timezone

from hehuo.desk.contents import LEDGERS
from hehuo.kit.waiting import Heap, rows_of
from hehuo.org.scope import scope_of
from hehuo.records.models import Status

RETURNED = "退回给您改的记录"
HISTORY = timedelta(days=365)
WEEK = timedelta(days=7)


def pressing(heap: Heap, today: date) -> bool:
    """Whether a heap has a deadline that still urges: one that passed over a year ago is history."""
    return heap.due is not None and heap.due > today - HISTORY


def heaps_of(ledgers: Sequence[Any], user: Any) -> list[Heap]:
    """Every heap of these ledgers that is not empty for the user, earliest deadline first; one query for a ledger."""
    found: list[Heap] = []
    for ledger in ledgers:
        found += _heaps(ledger, user)
    return sorted(found, key=lambda heap: (heap.due is None, heap.due or date.max))


def _heaps(ledger: Any, user: Any) -> list[Heap]:
    asked = [waiting for waiting in ledger.waiting if ledger.allowed(waiting.need)(user)]
    if not asked and not ledger.allowed("write")(user):
        return []
    today, scope = timezone.localdate(), scope_of(user)
    own_grid = bool(ledger.model.grid_path and scope.grid_ids and not scope.settlement_ids)
    wanted: dict[str, Any] = {"returned": Count("pk", filter=Q(status=Status.RETURNED, created_by=user))}
    for number, waiting in enumerate(asked):
        rows = ~Q(status=Status.VOID) & waiting.condition(today)
        for part, mine in (
            (f"{number}", Q()),
            *([(f"{number}mine", rows_of(ledger, user))] if ledger.assigned else []),
        ):
            wanted[f"n{part}"] = Count("pk", filter=rows & mine)
            if waiting.due:
                wanted[f"due{part}"] = Min(waiting.due, filter=rows & mine)
    told = ledger.model.objects.visible_to(user).order_by().aggregate(**wanted)
    name, url = str(ledger.model._meta.verbose_name), ledger.url("list")

    def heap(label: str, part: str, query: str, mine: bool) -> Heap:
        return Heap(label, name, told[f"n{part}"], _day(told.get(f"due{part}")), f"{url}?{query}", mine)

    heaps = []
    for number, waiting in enumerate(asked):
        own = told.get(f"n{number}mine", 0)
        if own and not own_grid:
            heaps.append(heap(waiting.label, f"{number}mine", f"{waiting.query()}&mine=1", True))
        if told[f"n{number}"] > (0 if own_grid else own):
            heaps.append(heap(waiting.label, f"{number}", waiting.query(), own_grid))
    if told["returned"]:
        heaps.append(Heap(RETURNED, name, told["returned"], None, f"{url}?status=returned", True))
    return heaps


def _day(moment: Any) -> date | None:
    return moment.date() if hasattr(moment, "date") else moment


@dataclass(frozen=True)
class Pile:
    """Heaps under one heading."""

    title: str
    heaps: list[Heap]
    open: bool = True

    @property
    def count(self) -> int:
        """Rows in all its heaps."""
        return sum(heap.count for heap in self.heaps)


def area_word(user: Any) -> str:
    """How the area of a person is called, of which everybody does what waits there."""
    scope = scope_of(user)
    if scope.everything:
        return "全市可办"
    places = scope.settlement_ids | scope.grid_settlement_ids
    return "本社区可办" if len(places) == 1 else "辖区可办"


def piles_of(user: Any, mine: Sequence[Heap], others: Sequence[Heap] = ()) -> tuple[Pile, list[Pile]]:
    """Mine, with the heaps that other rooms know to be mine; then the area's by how soon they are due."""
    found, today = [*others, *heaps_of(LEDGERS, user)], timezone.localdate()
    own = [*(replace(heap, mine=True) for heap in mine), *(heap for heap in found if heap.mine)]
    own.sort(key=lambda heap: not pressing(heap, today))
    area = [heap for heap in found if not heap.mine]
    timed = [(heap.due or today, heap) for heap in area if pressing(heap, today)]
    week = today + WEEK
    piles = [
        Pile("已逾期的", [heap for due, heap in timed if due < today]),
        Pile("7 天内到期的", [heap for due, heap in timed if today <= due <= week]),
        Pile("以后到期的", [heap for due, heap in timed if due > week]),
        Pile("没有期限或早已过期的", [heap for heap in area if not pressing(heap, today)], open=False),
    ]
    return Pile("给我的", own), [pile for pile in piles if pile.heaps]
