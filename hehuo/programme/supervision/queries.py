"""What other rooms ask of supervision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count
from django.urls import reverse

from hehuo.org.rights import roles_of
from hehuo.programme.models import CheckState, SpotHousehold, SpotMember, SpotRecord
from hehuo.programme.supervision.people import EXPERT_ROLES
from hehuo.programme.supervision.spot_checks.rules import ledger_models, rule_from

AHEAD = (CheckState.SAMPLED, CheckState.ASSIGNED, CheckState.ON_SITE)
"""States in which a member's own judgement can still come."""


def places_to_judge(user: Any) -> set[int]:
    """Settlements that the person must still judge blind in a spot check: their scores stay closed until then."""
    if not roles_of(user) & EXPERT_ROLES:
        return set()
    rows = SpotMember.objects.filter(user=user, submitted_at__isnull=True).exclude(
        site__check_of__state="cancelled"
    )
    return set(rows.values_list("site__unit__settlements", flat=True))


@dataclass(frozen=True)
class SiteToJudge:
    """A site where the person's own judgement is not in: where, when, with whom, what to look at, what is next."""

    unit: str
    county: str
    check: str
    planned_on: date
    team: tuple[str, ...]
    items: tuple[int, ...]
    ledgers: tuple[str, ...]
    records: int
    households: int
    leads: bool
    next_word: str
    open: bool
    url: str


def sites_to_judge(user: Any) -> list[SiteToJudge]:
    """Sites of the person in open spot checks, nearest day first; a number of queries that does not grow."""
    if not roles_of(user) & EXPERT_ROLES:
        return []
    rows = SpotMember.objects.filter(user=user, submitted_at__isnull=True, site__check_of__state__in=AHEAD)
    mine = list(
        rows.select_related("site__unit__county", "site__check_of")
        .defer("site__self_points", "site__system_points")
        .prefetch_related("site__members__user")
        .order_by("site__check_of__planned_on", "site__check_of", "site__stage", "site__order_no")
    )
    ids = [member.site_id for member in mine]
    words = {label: str(model._meta.verbose_name) for label, model in ledger_models().items()}
    records, homes = _counts(SpotRecord, ids), _counts(SpotHousehold, ids)
    return [_site_to_judge(member, words, records, homes) for member in mine]


def _counts(model: Any, site_ids: list[int]) -> dict[int, int]:
    found = model.objects.filter(site__in=site_ids).order_by().values_list("site")
    return dict(found.annotate(n=Count("pk")))


def _site_to_judge(
    member: SpotMember, words: dict[str, str], records: dict[int, int], homes: dict[int, int]
) -> SiteToJudge:
    site, check = member.site, member.site.check_of
    rule, state = rule_from(check.rule), check.state
    next_word = {
        CheckState.SAMPLED: "等待派组完成" if member.declaration else "请声明是否回避",
        CheckState.ASSIGNED: "请开始现场检查",
    }.get(CheckState(state), "请现场评分")
    return SiteToJudge(
        str(site.unit), site.unit.county.name, str(check), check.planned_on,
        tuple(f"{m.user}（组长）" if m.is_leader else str(m.user) for m in site.members.all()), rule.items,
        tuple(words.get(label, label) for label in rule.ledgers), records.get(site.pk, 0), homes.get(site.pk, 0),
        member.is_leader, next_word, state == CheckState.ON_SITE, reverse("spot-judge", args=[check.pk, site.pk]),
    )  # fmt: skip
