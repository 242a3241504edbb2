"""派抽查组: two or more at a site, recusal declared and checked (domain §1.4, §3.2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.programme.models import SpotMember, SpotSite
from hehuo.programme.supervision.addresses import address_of
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.people import ask_people, codes_of_unit, team_problems
from hehuo.programme.supervision.spot_checks.lifecycle import CHECK


@transaction.atomic
def assign_team(
    site: SpotSite,
    people: Sequence[tuple[Any, str]],
    *,
    by: Any,
    reason: str = "",
    at: datetime | None = None,
) -> SpotSite:
    """Assign (person, declaration) pairs; the first leads. Raises `ValidationError`."""
    act = begin(CHECK, site.check_of, "assign", by=by, at=at, reason=reason)
    if site.members.exists():
        raise ValidationError(f"“{site.unit}”已经派组，不能更换。")
    if problems := team_problems(list(people), site.unit.county, codes_of_unit(site.unit), act.day):
        raise ValidationError(problems)
    SpotMember.objects.bulk_create(
        SpotMember(site=site, user=user, declaration=words.strip()[:200], is_leader=number == 0)
        for number, (user, words) in enumerate(people)
    )
    act.finish(data={"site": site.unit.code, "members": [user.pk for user, _ in people]})
    ask_people(
        [user for user, _ in people],
        f"请做好抽查准备：{site.unit}",
        act.subject,
        by=by,
        url=address_of(act.subject),
    )
    return site
