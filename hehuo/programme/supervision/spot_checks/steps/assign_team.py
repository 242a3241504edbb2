"""派抽查组: two or more at a site; each then declares for themselves (domain §1.4, §3.2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.programme.models import SpotMember, SpotSite
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.people import codes_of_unit, team_problems
from hehuo.programme.supervision.spot_checks.asking import ask_member
from hehuo.programme.supervision.spot_checks.lifecycle import CHECK, LEAST


@transaction.atomic
def assign_team(
    site: SpotSite,
    people: Sequence[tuple[Any, str]],
    *,
    by: Any,
    reason: str = "",
    at: datetime | None = None,
) -> SpotSite:
    """Assign (person, declaration) pairs beside those who are there; the first leads. Raises `ValidationError`.

    A blank declaration is owed by the member; the office types none for others. Known conflicts are refused at once.
    """
    act = begin(CHECK, site.check_of, "assign", by=by, at=at, reason=reason)
    there = list(site.members.select_related("user"))
    if len(there) >= LEAST:
        raise ValidationError(f"“{site.unit}”已经派组，不能更换。")
    team = [(member.user, member.declaration) for member in there] + list(people)
    if problems := team_problems(team, site.unit.county, codes_of_unit(site.unit), act.day, declared=False):
        raise ValidationError(problems)
    led = any(member.is_leader for member in there)
    made = [
        SpotMember.objects.create(
            site=site, user=user, declaration=words.strip()[:200], is_leader=number == 0 and not led
        )
        for number, (user, words) in enumerate(people)
    ]
    act.finish(data={"site": site.unit.code, "members": [user.pk for user, _ in people]})
    for member in made:
        ask_member(member, act.subject, by=by)
    return site
