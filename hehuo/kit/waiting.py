"""What waits for a person in a ledger: rows in a state that somebody of a role must act on, with the earliest deadline."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Min, Q
from django.utils import timezone

from hehuo.records.models import Status


@dataclass(frozen=True)
class Waiting:
    """Rows that wait, named for those who act: `label` says what to do (“待派遣的诉求”).

    `filters` are filters of the ledger's own list, so that the line opens exactly the rows that it counts. `need` is
    the kind of right of those who act (`write` or `approve`); `due` the date field of the deadline, if there is one.
    What comes round by the calendar has a `name` and `rows`, a condition for a day: the list opens with `?waits=name`.
    """

    label: str
    filters: Mapping[str, str] = field(default_factory=dict)
    need: str = "write"
    due: str = ""
    name: str = ""
    rows: Callable[[date], Q] | None = None

    def condition(self, today: date) -> Q:
        """Which rows of the ledger wait on a day."""
        return Q(**self.filters) & (self.rows(today) if self.rows else Q())

    def query(self) -> str:
        """The query string that opens them in the list."""
        return urlencode({**self.filters, **({"waits": self.name} if self.name else {})})


@dataclass(frozen=True)
class Heap:
    """How many rows wait, the earliest deadline among them, and the list that shows them."""

    label: str
    ledger: str
    count: int
    due: date | None
    url: str


RETURNED = "退回给您改的记录"
HISTORY = timedelta(days=365)


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
    today = timezone.localdate()
    wanted: dict[str, Any] = {"mine": Count("pk", filter=Q(status=Status.RETURNED, created_by=user))}
    for number, waiting in enumerate(asked):
        rows = ~Q(status=Status.VOID) & waiting.condition(today)
        wanted[f"n{number}"] = Count("pk", filter=rows)
        if waiting.due:
            wanted[f"due{number}"] = Min(waiting.due, filter=rows)
    told = ledger.model.objects.visible_to(user).order_by().aggregate(**wanted)
    name = str(ledger.model._meta.verbose_name)
    heaps = [
        Heap(
            waiting.label, name, told[f"n{number}"], _day(told.get(f"due{number}")),
            f"{ledger.url('list')}?{waiting.query()}",
        )
        for number, waiting in enumerate(asked)
        if told[f"n{number}"]
    ]  # fmt: skip
    if told["mine"]:
        heaps.append(Heap(RETURNED, name, told["mine"], None, f"{ledger.url('list')}?status=returned"))
    return heaps


def _day(moment: Any) -> date | None:
    return moment.date() if hasattr(moment, "date") else moment
