"""Which parts of the standard apply to a settlement: decided by the city alone, with a ground (domain §2.0.6, 14.2).

Both times count: an earlier day keeps the decision of its time, and a score as known at an earlier moment knows no later one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from hehuo.assessment.models import CityDecision, StandardEdition
from hehuo.audit import trail
from hehuo.org.models import Settlement
from hehuo.org.rights import has_role
from hehuo.org.roles import Role

Outcome = CityDecision.Outcome
may_decide = has_role(Role.CITY_OFFICE, Role.CITY_LEADER)
QUESTION = "city_decision"


def parts_of(edition: StandardEdition) -> dict[str, dict[str, Any]]:
    """Parts of the edition by key, each with the code of its sub-criterion."""
    return {
        part["key"]: {**part, "code": sub["code"], "of": sub["title"]}
        for section in edition.data["sections"]
        for item in section["items"]
        for sub in item["sub_criteria"]
        for part in sub["rule"]["parts"]
    }


@transaction.atomic
def decide(
    settlement: Settlement, edition: StandardEdition, part: str, outcome: str, *, ground: str, by: Any, on: date | None = None
) -> CityDecision:  # fmt: skip
    """The city says whether a part applies. Only parts that ask may be found to apply; any may be found not to."""
    if not may_decide(by):
        raise PermissionDenied("只有市指挥部可以作出认定。")
    known = parts_of(edition).get(part)
    if known is None:
        raise ValidationError(f"“{edition}”没有子项 {part}，请重新选择。")
    if outcome == Outcome.APPLIES and known["kind"] != QUESTION:
        raise ValidationError("这个子项本来就适用，不用认定；不适用的请选“不适用”。")
    if not ground.strip():
        raise ValidationError("请写明认定的依据。")
    day = on or timezone.localdate()
    if day > timezone.localdate():
        raise ValidationError("认定日期不能晚于今天。")
    made = CityDecision.objects.create(
        settlement=settlement, edition=edition, part=part, outcome=outcome, ground=ground.strip()[:200], occurred_on=day,
        decided_by=by,
    )  # fmt: skip
    told = {"part": part, "outcome": str(outcome), "reason": made.ground}
    trail.record("city_decision", made, by=by, data=told)
    return made


def decisions_of(
    ids: Iterable[int], edition: StandardEdition, as_of: date, known_at: datetime | None
) -> dict[int, dict[str, str]]:
    """Outcomes by settlement and part, in force on a day as known at a moment."""
    return decisions_on(ids, edition, [as_of], known_at)[0]


def decisions_on(
    ids: Iterable[int], edition: StandardEdition, days: Sequence[date], known_at: datetime | None = None
) -> list[dict[int, dict[str, str]]]:
    """`decisions_of` for several days with one query."""
    rows = CityDecision.objects.filter(settlement__in=list(ids), edition=edition, occurred_on__lte=max(days))
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    found: list[dict[int, dict[str, str]]] = [{} for _ in days]
    for row in rows.order_by("occurred_on", "recorded_at", "pk"):
        for day, by_place in zip(days, found, strict=True):
            if row.occurred_on <= day:
                by_place.setdefault(row.settlement_id, {})[row.part] = row.outcome
    return found


def together(decided: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Several settlements as one unit: what applies to one of them applies to the unit."""
    found: dict[str, str] = {}
    for by_part in decided:
        for part, outcome in by_part.items():
            if found.get(part) != Outcome.APPLIES:
                found[part] = outcome
    return found
