"""One step of any life cycle of this context: guard, new state, dates that the step sets, one save."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from hehuo.records.lifecycle import Lifecycle
from hehuo.records.models import LedgerRecord
from hehuo.records.writing import save_record
from hehuo.residents.predicates import demand_second_person


@transaction.atomic
def take_step(
    lifecycle: Lifecycle, record: LedgerRecord, event: str, *, by: Any, reason: str = "", second_person: str = "",
    on: date | None = None, **dated: str,
) -> Any:  # fmt: skip
    """Take `event`; `dated` maps a word to the date field that the step fills when it is empty.

    `second_person` names what the author of the record may not do alone. Raises what the life cycle raises.
    """
    transition = lifecycle.apply(record, event, by=by, reason=reason)
    if second_person:
        demand_second_person(record, by, what=second_person)
    for name in dated.values():
        if getattr(record, name) is None:
            setattr(record, name, on or timezone.localdate())
    return save_record(record, by=by, action=transition.event, reason=reason)
