"""What is overdue, by unit: tasks, rectifications and questions; every count opens the list that holds exactly its rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone

from hehuo.desk.contents import ledger_by_slug
from hehuo.programme.models import Finding, ResponsibilityTask, VerificationQuery
from hehuo.programme.supervision.pages.access import opens_supervision
from hehuo.records.models import Status

TASKS, FINDINGS, QUESTIONS = "责任任务", "整改", "核实问题"


@dataclass(frozen=True)
class Number:
    """A count and the list behind it."""

    count: int = 0
    url: str = ""


@dataclass
class Late:
    """A unit, or the settlement that must answer, with what it is late with."""

    name: str
    numbers: dict[str, Number] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Everything that it is late with."""
        return sum(number.count for number in self.numbers.values())


@dataclass(frozen=True)
class Overdue:
    """Units, the latest first; sums of each kind with the whole list."""

    kinds: list[str]
    units: list[Late]
    sums: dict[str, Number]

    @property
    def total(self) -> int:
        """Everything that is overdue."""
        return sum(number.count for number in self.sums.values())

    @property
    def rows(self) -> list[tuple[Late, list[Number]]]:
        """Units with a number a kind, in the order of the kinds."""
        return [(unit, [unit.numbers.get(kind, Number()) for kind in self.kinds]) for unit in self.units]

    @property
    def ends(self) -> list[Number]:
        """Sums in the order of the kinds."""
        return [self.sums[kind] for kind in self.kinds]


def overdue_for(user: Any) -> Overdue:
    """What of the person's scope is past its last day; one query a kind."""
    today = timezone.localdate()
    found: dict[str, Late] = {}
    sums: dict[str, Number] = {}
    if opens_supervision(user):
        for kind, model, unit, slug in (
            (TASKS, ResponsibilityTask, "lead", "tasks"), (FINDINGS, Finding, "responsible", "findings"),
        ):  # fmt: skip
            address = f"{reverse(f'supervised-{slug}')}?state=over"
            rows = model.objects.visible_to(user).filter(model.late_on(today))
            _gather(kind, rows, unit, f"{address}&unit=", address, found, sums)
    questions = ledger_by_slug("questions")
    if questions and questions.allowed("read")(user):
        _questions(user, today, questions.url("list"), found, sums)
    units = sorted(found.values(), key=lambda late: (-late.total, late.name))
    return Overdue(list(sums), units, sums)


def _questions(user: Any, today: date, listed: str, found: dict[str, Late], sums: dict[str, Number]) -> None:
    """Questions are answered by the settlement that they went to."""
    rows = VerificationQuery.objects.visible_to(user).exclude(status=Status.VOID)
    asked = urlencode({"state": "open", "due_on_max": f"{today - timedelta(1):%Y-%m-%d}"})
    address = f"{listed}?{asked}"
    late = rows.filter(state="open", due_on__lt=today)
    _gather(QUESTIONS, late, "settlement", f"{address}&settlement=", address, found, sums)


def _gather(
    kind: str, rows: QuerySet[Any], unit: str, one: str, every: str, found: dict[str, Late], sums: dict[str, Number]
) -> None:  # fmt: skip
    counted = rows.order_by().values_list(unit, f"{unit}__name").annotate(n=Count("pk"))
    total = 0
    for pk, name, count in counted:
        found.setdefault(name, Late(name)).numbers[kind] = Number(count, f"{one}{pk}")
        total += count
    sums[kind] = Number(total, every)
