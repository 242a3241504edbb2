"""One step of any life cycle of this context: dates that the step sets are filled once and never moved."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from hehuo.records import stepping
from hehuo.records.lifecycle import Lifecycle
from hehuo.records.models import LedgerRecord


def take_step(
    lifecycle: Lifecycle, record: LedgerRecord, event: str, *, by: Any, reason: str = "", second_person: str = "",
    on: date | None = None, **dated: str,
) -> Any:  # fmt: skip
    """Take `event`; `dated` maps a word to the date field that the step fills when it is empty.

    `second_person` names what the author of the record may not do alone. Raises what the life cycle raises.
    """
    day = on or timezone.localdate()
    facts = {name: day for name in dated.values() if getattr(record, name) is None}
    return stepping.take_step(
        lifecycle, record, event, by=by, reason=reason, second_person=second_person, **facts
    )
