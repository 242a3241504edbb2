"""Points that people give to the judged parts of an edition (architecture §4): by whom, on what, for how long, and how they go.

A judgement names its judge, its reason and what was looked at. It counts from its day on for twelve months, is replaced by
a later one and otherwise only withdrawn, with a reason; no row is ever changed or deleted. Both times count: an earlier day
keeps the judgement of its time, and a score as known at an earlier moment knows neither later judgements nor withdrawals.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from hehuo.assessment.decisions import parts_of
from hehuo.assessment.models import Judgement, StandardEdition
from hehuo.audit import trail
from hehuo.org.models import Area, CreationUnit, Post, Settlement
from hehuo.org.rights import has_role, roles_of
from hehuo.org.roles import Role
from hehuo.org.scope import scope_of
from hehuo.org.workdays import add_months
from hehuo.records.models import LedgerRecord, Status
from hehuo.records.personal_data import kinds_in

JUDGED = "judged"
VALID_MONTHS = 12
"""A judgement speaks about the year before it and counts for the year after it."""
RECUSAL_MONTHS = 36
"""Domain §1.4: three years."""
STEP = Decimal("0.01")
"""The finest points of an edition that names no step of its own (domain §2.0.6)."""
JUDGES: dict[str, tuple[Role, ...]] = {
    "city": (Role.CITY_OFFICE, Role.INSPECTOR),
    "county": (Role.COUNTY_HQ, Role.COUNTY_REVIEWER),
}
"""Who judges what the edition gives to the city or to the county."""

may_judge = has_role(*JUDGES["city"], *JUDGES["county"])


@dataclass(frozen=True)
class Seen:
    """One thing that a judge looked at: a record of a ledger, or a report or paper named in words."""

    text: str
    model: str = ""
    pk: int = 0

    def told(self) -> dict[str, Any]:
        """As it is kept."""
        return {"text": self.text, "model": self.model, "id": self.pk} if self.model else {"text": self.text}


def judged_parts(edition: StandardEdition) -> dict[str, dict[str, Any]]:
    """Parts of the edition that a person judges, by key, with the code and the title of their sub-criterion."""
    return {key: part for key, part in parts_of(edition).items() if part["kind"] == JUDGED}


def judges_of(part: Mapping[str, Any]) -> tuple[Role, ...]:
    """Roles that judge a part; what an edition leaves open is the city's."""
    return JUDGES.get(str(part.get("judge") or "city"), JUDGES["city"])


def is_judge_of(user: Any, part: Mapping[str, Any]) -> bool:
    """Whether the person holds one of the roles that judge this part."""
    return bool(set(judges_of(part)) & roles_of(user))


def reason_to_stand_back(user: Any, settlement: Settlement, on: date) -> str:
    """Why this person must not judge this settlement, or ''. Its own staff and whoever was within three years never do."""
    codes = {settlement.code, settlement.county.code}
    codes |= set(CreationUnit.objects.filter(settlements=settlement).values_list("code", flat=True))
    if set(user.recused_unit_codes or []) & codes:
        return "您已声明回避这个安置点，请由另一位同事评判。"
    since, home = add_months(on, -RECUSAL_MONTHS), settlement.area.path
    for post in Post.objects.filter(user=user, valid_from__lte=on).select_related("area"):
        over = post.valid_to is not None and post.valid_to <= since
        if over or post.area.kind in (Area.Kind.CITY, Area.Kind.COUNTY):
            continue
        if post.area.path.startswith(home) or home.startswith(post.area.path):
            return f"您近三年在{post.area.name}任职，不能评判自己的安置点，请由另一位同事评判。"
    return ""


def points_allowed(part: Mapping[str, Any], points: Decimal) -> Decimal:
    """The points when they fit the part. Raises `ValidationError` outside 0 to the maximum or between two steps."""
    full, step = Decimal(str(part["points"])), Decimal(str(part.get("step") or STEP))
    if not 0 <= points <= full:
        raise ValidationError({"points": f"{part['key']} 满分 {full:f} 分，请填 0 到 {full:f} 之间的分数。"})
    if points % step:
        raise ValidationError({"points": f"{part['key']} 以 {step:f} 分为一档，请重新填写。"})
    return points


@transaction.atomic
def judge(
    settlement: Settlement, edition: StandardEdition, key: str, points: Decimal, *, reason: str, evidence: Sequence[Seen],
    by: Any, on: date | None = None,
) -> Judgement:  # fmt: skip
    """Give points to a judged part. Replaces the judgement that stands; raises `ValidationError` or `PermissionDenied`."""
    part = judged_parts(edition).get(key)
    if part is None:
        raise ValidationError({"part": f"“{edition}”没有须由人评判的子项 {key}，请重新选择。"})
    day = on or timezone.localdate()
    _check_judge(by, settlement, part, day)
    points = points_allowed(part, points)
    if day > timezone.localdate():
        raise ValidationError({"on": "评判日期不能晚于今天。"})
    rows = Judgement.objects.filter(
        settlement=settlement, edition=edition, part=key, withdrawn_at__isnull=True
    )
    before = rows.order_by("-occurred_on", "-recorded_at").first()
    if before is not None and day < before.occurred_on:
        raise ValidationError(
            {"on": f"{before.occurred_on} 已有评判，新的评判不能早于这一天；原评判有误的，请先撤回。"}
        )
    _check_words("reason", reason, "请写明评判理由：看了什么，符合或不符合在哪里。")
    named = [item for item in evidence if item.text.strip()]
    if not named:
        raise ValidationError({"seen": "请至少勾选一件看过的资料，或写明一件其他依据。"})
    for item in named:
        _check_seen(settlement, item)
    made = Judgement.objects.create(
        settlement=settlement, edition=edition, part=key, points=points, reason=reason.strip()[:400], occurred_on=day,
        evidence=[item.told() for item in named], judged_by=by,
    )  # fmt: skip
    told = {"part": key, "points": str(points), "reason": made.reason, "evidence": len(named)}
    trail.record("judge", made, by=by, data=told | ({"replaces": before.pk} if before else {}))
    return made


@transaction.atomic
def withdraw_judgement(judgement: Judgement, *, by: Any, reason: str) -> Judgement:
    """Take a judgement back: the part is open again. By the judge, or by another judge of the same part."""
    held = (
        Judgement.objects.select_for_update()
        .select_related("settlement__area", "edition")
        .get(pk=judgement.pk)
    )
    part = judged_parts(held.edition).get(held.part, {"judge": "city"})
    _check_judge(by, held.settlement, part, timezone.localdate())
    if held.withdrawn_at is not None:
        raise ValidationError("这次评判已经撤回，不能再撤回。")
    _check_words("reason", reason, "请写明撤回的原因。")
    held.withdrawn_at, held.withdrawn_by, held.withdraw_reason = timezone.now(), by, reason.strip()[:200]
    held.save(update_fields=["withdrawn_at", "withdrawn_by", "withdraw_reason"])
    trail.record("withdraw_judgement", held, by=by, data={"part": held.part, "reason": held.withdraw_reason})
    return held


def _check_judge(user: Any, settlement: Settlement, part: Mapping[str, Any], on: date) -> None:
    if not is_judge_of(user, part):
        names = "、".join(str(role.label) for role in judges_of(part))
        raise PermissionDenied(f"这个子项由{names}评判。")
    if not scope_of(user).covers(settlement.pk):
        raise PermissionDenied("这个安置点不在您负责的范围内。")
    if why := reason_to_stand_back(user, settlement, on):
        raise PermissionDenied(why)


def _check_words(name: str, text: str, missing: str) -> None:
    if not text.strip():
        raise ValidationError({name: missing})
    if found := kinds_in(text):
        raise ValidationError({name: f"这里有{'、'.join(found)}，请删去后再保存。"})


def _check_seen(settlement: Settlement, item: Seen) -> None:
    if not item.model:
        return _check_words("other", item.text, "")
    try:
        model: Any = apps.get_model(item.model)
    except (LookupError, ValueError):
        model = None
    if model is None or not issubclass(model, LedgerRecord):
        raise ValidationError({"seen": "所选资料不是台账记录，请重新勾选。"})
    if not model.objects.filter(pk=item.pk, settlement=settlement).exclude(status=Status.VOID).exists():
        raise ValidationError({"seen": f"“{item.text}”已作废或不属于这个安置点，请重新勾选。"})
    return None


# -- what stands -----------------------------------------------------------------
Standing = dict[int, dict[str, Judgement]]


def standing_of(
    ids: Iterable[int], edition: StandardEdition, as_of: date, known_at: datetime | None = None
) -> Standing:
    """Judgements by settlement and part that count on a day, as known at a moment."""
    return standing_on(ids, edition, [as_of], known_at)[0]


def standing_on(
    ids: Iterable[int], edition: StandardEdition, days: Sequence[date], known_at: datetime | None = None
) -> list[Standing]:
    """`standing_of` for several days with one query.

    The latest one counts. One that was withdrawn takes those with it that it had replaced: the part is open, not old.
    """
    rows = Judgement.objects.filter(settlement__in=list(ids), edition=edition, occurred_on__lte=max(days))
    rows = rows.filter(occurred_on__gt=add_months(min(days), -VALID_MONTHS)).select_related("judged_by")
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    found: list[Standing] = [{} for _ in days]
    for row in rows.order_by("recorded_at", "pk"):
        gone = row.withdrawn_at is not None and (known_at is None or row.withdrawn_at <= known_at)
        for day, by_place in zip(days, found, strict=True):
            if not add_months(day, -VALID_MONTHS) < row.occurred_on <= day:
                continue
            by_part = by_place.setdefault(row.settlement_id, {})
            if gone:
                by_part.pop(row.part, None)
            else:
                by_part[row.part] = row
    return found


def waiting(
    places: Sequence[Settlement], edition: StandardEdition, as_of: date, user: Any
) -> dict[str, list[Settlement]]:
    """Settlements without a judgement that counts, by part that this person judges; parts without any are left out."""
    mine = {key for key, part in judged_parts(edition).items() if is_judge_of(user, part)}
    if not mine or not places:
        return {}
    stands = standing_of([place.pk for place in places], edition, as_of)
    found = {key: [p for p in places if key not in stands.get(p.pk, {})] for key in sorted(mine)}
    return {key: open_ones for key, open_ones in found.items() if open_ones}
