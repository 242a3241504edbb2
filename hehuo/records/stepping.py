"""One step of a life cycle: what it finds out, guard, new state, one save; and the rule of two persons."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from hehuo.records.lifecycle import Lifecycle
from hehuo.records.models import LedgerRecord
from hehuo.records.writing import save_record


def demand_second_person(record: Any, by: Any, *, what: str) -> None:
    """The author of a record does not confirm it (domain §1.4)."""
    if by is not None and record.created_by_id == by.pk:
        raise PermissionDenied(f"这条记录是您登记的，{what}请由另一位同事办理。")


@transaction.atomic
def take_step(
    lifecycle: Lifecycle, record: LedgerRecord, event: str, *, by: Any, reason: str = "", second_person: str = "",
    counts: str = "", **facts: Any,
) -> Any:  # fmt: skip
    """Set what the step finds out, take `event`, save once.

    `second_person` names what the author of the record may not do alone; `counts` a number that the step raises by one
    after the guard has looked at it. Raises what the life cycle and the model
    raise; then nothing is stored.
    """
    for name, value in facts.items():
        setattr(record, name, value)
    transition = lifecycle.apply(record, event, by=by, reason=reason)
    if second_person:
        demand_second_person(record, by, what=second_person)
    if counts:
        setattr(record, counts, getattr(record, counts) + 1)
    return save_record(record, by=by, action=transition.event[:30], reason=reason)


def not_before(day: date, earlier: date | None, what: str) -> None:
    """Steps happen in their order. Raises `ValidationError`."""
    if earlier is not None and day < earlier:
        raise ValidationError(f"日期不能早于{what}（{earlier:%Y-%m-%d}）。")
