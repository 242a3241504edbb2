"""签阅: the read receipt of a named unit (domain §3.4)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.programme.models import Bulletin
from hehuo.programme.models.supervision import unit_ids_of
from hehuo.programme.supervision.bulletins.lifecycle import BULLETIN
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.people import unit_has_done


@transaction.atomic
def read_bulletin(bulletin: Bulletin, *, by: Any, reason: str = "", at: datetime | None = None) -> Bulletin:
    """Sign for the own units."""
    act = begin(BULLETIN, bulletin, "read", by=by, at=at, reason=reason)
    mine = act.subject.units.filter(unit__in=unit_ids_of(by), read_on__isnull=True)
    named = dict(mine.values_list("unit", "unit__code"))
    mine.update(read_by=by, read_on=act.day)
    unit_has_done(named, act.subject, by=by, on=act.day)
    return act.finish(data={"units": list(named.values())})
