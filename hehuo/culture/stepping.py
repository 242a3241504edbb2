"""One step of any life cycle of this context: guard, new state, facts that the step sets, one save."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from hehuo.records.lifecycle import Lifecycle
from hehuo.records.models import LedgerRecord
from hehuo.records.writing import save_record
from hehuo.residents.predicates import demand_second_person


@transaction.atomic
def take_step(
    lifecycle: Lifecycle, record: LedgerRecord, event: str, *, by: Any, reason: str = "", second_person: str = "", **facts: Any
) -> Any:  # fmt: skip
    """Take `event` and set `facts` on the record.

    `second_person` names what the author of the record may not do alone. Raises what the life cycle raises.
    """
    transition = lifecycle.apply(record, event, by=by, reason=reason)
    if second_person:
        demand_second_person(record, by, what=second_person)
    for name, value in facts.items():
        setattr(record, name, value)
    return save_record(record, by=by, action=transition.event, reason=reason)
