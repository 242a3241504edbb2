"""Versions of the reward table: drafted by one, approved by another; approval retires the version before (domain §8 no. 4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from hehuo.audit import trail
from hehuo.org.rights import has_role
from hehuo.org.roles import Role
from hehuo.programme.models import RewardBand, RewardScheme

Bands = Sequence[tuple[int, int, bool]]
"""(from households, amount in fen, per household)."""

may_draft = has_role(Role.CITY_OFFICE, Role.CITY_LEADER)
may_approve = has_role(Role.CITY_LEADER)


@transaction.atomic
def draft_scheme(
    name: str,
    bands: Bands,
    *,
    by: Any,
    budget_fen: int | None = None,
    document_no: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
    demo: bool = False,
) -> RewardScheme:
    """A new version with its lines; both days of the validity are included, empty means from approval on, without end."""
    if not may_draft(by):
        raise PermissionDenied("奖补办法由市指挥部编制。")
    if not bands:
        raise ValidationError("请至少填写一档。")
    sizes = [size for size, _, _ in bands]
    if len(set(sizes)) < len(sizes):
        raise ValidationError("户数档次不能重复。")
    if valid_from and valid_to and valid_to < valid_from:
        raise ValidationError("有效期止不能早于有效期起。")
    version = (RewardScheme.objects.aggregate(top=Max("version"))["top"] or 0) + 1
    scheme = RewardScheme.objects.create(
        name=name, version=version, document_no=document_no, budget_fen=budget_fen, created_by=by, demo=demo,
        valid_from=valid_from, valid_to=valid_to,
    )  # fmt: skip
    RewardBand.objects.bulk_create(
        RewardBand(scheme=scheme, from_households=size, amount_fen=amount, per_household=each)
        for size, amount, each in sorted(bands)
    )
    data = {"version": version, "budget_fen": budget_fen, "bands": [list(band) for band in bands]}
    trail.record("draft_reward_scheme", scheme, by=by, data=data)
    return scheme


@transaction.atomic
def approve_scheme(scheme: RewardScheme, *, by: Any, at: datetime | None = None) -> RewardScheme:
    """Put a version into force."""
    locked = RewardScheme.objects.select_for_update().get(pk=scheme.pk)
    if not may_approve(by):
        raise PermissionDenied("奖补办法由市指挥部领导批准。")
    if locked.approved_by_id:
        raise ValidationError("这个版本已经批准。")
    if locked.created_by_id == by.pk:
        raise PermissionDenied("编制人不能批准，请由另一位领导批准。")
    moment = at or timezone.now()
    before = RewardScheme.objects.filter(approved_by__isnull=False, retired_on__isnull=True)
    before.update(retired_on=max(timezone.localtime(moment).date(), locked.valid_from or date.min))
    locked.approved_by, locked.approved_at = by, moment
    locked.valid_from = locked.valid_from or timezone.localtime(moment).date()
    locked.save()
    trail.record("approve_reward_scheme", locked, by=by, data={"version": locked.version})
    scheme.refresh_from_db()
    return locked
