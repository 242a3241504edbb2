"""What a rule finds: a neutral question and the record that it is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.apps import apps

from hehuo.org.models import Settlement
from hehuo.programme.models.questions import target_model
from hehuo.records.models import LedgerRecord, Source, Status

TYPED = (Source.WEB, Source.MOBILE)
"""Sources whose time of entry says when somebody sat down to write; a workbook brings many days at once."""
LOOK_BACK = timedelta(days=92)
"""Rules look at what was entered or happened within a quarter; older records are left in peace."""


@dataclass(frozen=True)
class Hit:
    """One thing worth asking. `about` is a record of a ledger, or None for the unit; `occasion` keeps it from being asked twice."""

    settlement_id: int
    question: str
    about: LedgerRecord | None = None
    occasion: str = ""

    @property
    def key(self) -> tuple[int, str, int, str]:
        """What makes the same question."""
        label = self.about._meta.label_lower if self.about else ""
        return (self.settlement_id, label, self.about.pk if self.about else 0, self.occasion)


@dataclass(frozen=True)
class Field:
    """Where a rule looks: these settlements, on this day."""

    settlements: dict[int, Settlement]
    today: date

    @property
    def since(self) -> date:
        """The first day that the rules look at."""
        return self.today - LOOK_BACK

    @property
    def quarter(self) -> str:
        """The calendar quarter of the day: a question of a quarter is asked once in it."""
        return f"{self.today.year}Q{(self.today.month - 1) // 3 + 1}"

    def rows(self, model: type[LedgerRecord]) -> Any:
        """Live rows of a ledger in these settlements."""
        return (
            model.objects.filter(settlement__in=self.settlements).exclude(status=Status.VOID).order_by("pk")
        )


def askable_models() -> Iterator[type[LedgerRecord]]:
    """Tables whose rows may be asked about, except those that ask."""
    for model in apps.get_models():
        if model._meta.app_label not in ("evidence", "programme") and target_model(model._meta.label_lower):
            yield model
