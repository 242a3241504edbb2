"""What waits for a person in a ledger: rows in a state that somebody of a role must act on, with the earliest deadline."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q


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
    """How many rows wait, the earliest deadline among them, the list that shows them; `mine` when they wait for this person alone."""

    label: str
    ledger: str
    count: int
    due: date | None
    url: str
    mine: bool = False


def rows_of(ledger: Any, user: Any) -> Q:
    """Rows that name the user as the one who does the work (`LedgerView.assigned`)."""
    named = Q(pk__in=[])
    for name in ledger.assigned:
        named |= Q(**{name: user})
    return named
