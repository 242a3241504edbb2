"""提交评分: each member scores alone; nobody sees others', computed or self points before (domain §3.1; journey 4)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from hehuo.assessment.models import ScoreSheet
from hehuo.assessment.sheets import open_sheet, submit_sheet
from hehuo.programme import scores
from hehuo.programme.acting import begin
from hehuo.programme.models import Campaign, GroupMember
from hehuo.programme.steps.fill_sheet import Filled, fill_sheet

FULL = "现场评定，满分"
MOST = 1000
"""No sub-criterion of any edition has more points; larger numbers cannot be rounded."""


def save_reviewer_draft(campaign: Campaign, draft: dict[str, dict[str, str]], *, by: Any) -> GroupMember:
    """Keep unfinished scores of a member; nobody else reads them."""
    member = next((m for m in scores.members_of(campaign) if m.user_id == by.pk), None)
    if member is None:
        raise PermissionDenied("您不是本次验收组成员。")
    member.draft = {"round": campaign.round_no, "rows": draft}
    member.save(update_fields=["draft"])
    return member


@transaction.atomic
def submit_reviewer_score(
    campaign: Campaign, filled: Filled, *, by: Any, at: datetime | None = None, reason: str = ""
) -> ScoreSheet:
    """Submit all sub-criteria at once; less than full points need a reason (Appendix `score_entry`)."""
    act = begin(campaign, "submit_reviewer_score", by=by, at=at, reason=reason)
    row = act.campaign
    _must_be_whole(row, filled)
    sheet = open_sheet(row.unit, row.edition, row.round_no, ScoreSheet.Column.REVIEWER, act.day, by=by)
    fill_sheet(sheet, {code: (points, why.strip() or FULL) for code, (points, why) in filled.items()}, by=by)
    submit_sheet(sheet, by=by)
    GroupMember.objects.filter(group__campaign=row, user=by).update(draft={})
    act.finish(data={"sheet": sheet.pk, "round": row.round_no})
    return sheet


def _must_be_whole(campaign: Campaign, filled: Filled) -> None:
    problems: dict[str, list[str]] = {}
    for c in scores.criteria_of(campaign.edition):
        if c.code not in filled:
            problems[c.code] = ["请评分。"]
            continue
        points, why = filled[c.code]
        if not 0 <= points <= c.full:
            problems[c.code] = [f"得分应在 0 到 {c.full} 之间。"]
        elif points < c.full and not why.strip():
            problems[c.code] = ["未给满分，请写明扣分原因。"]
    if problems:
        raise ValidationError(problems)


def read_points(text: str) -> Decimal:
    """Points as typed; at most two decimals."""
    try:
        points = Decimal(text.strip())
    except InvalidOperation as problem:
        raise ValidationError("请填写数字。") from problem
    if not points.is_finite() or abs(points) > MOST or points != points.quantize(Decimal("0.01")):
        raise ValidationError("请填写数字，最多两位小数。")
    return points
