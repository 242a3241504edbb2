"""What other rooms ask of supervision."""

from __future__ import annotations

from typing import Any

from hehuo.org.rights import roles_of
from hehuo.programme.models import SpotMember
from hehuo.programme.supervision.people import EXPERT_ROLES


def places_to_judge(user: Any) -> set[int]:
    """Settlements that the person must still judge blind in a spot check: their scores stay closed until then."""
    if not roles_of(user) & EXPERT_ROLES:
        return set()
    rows = SpotMember.objects.filter(user=user, submitted_at__isnull=True).exclude(
        site__check_of__state="cancelled"
    )
    return set(rows.values_list("site__unit__settlements", flat=True))
