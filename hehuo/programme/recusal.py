"""Separation of duties (domain §1.4): county staff do not score their own county; three years of recusal."""

from __future__ import annotations

from datetime import date
from typing import Any

from hehuo.org.models import Area, OrgUnit, Post
from hehuo.org.workdays import add_months
from hehuo.programme.models import Campaign, CampaignStep

RECUSAL_MONTHS = 36
SELF_EVENTS = (
    "open_self_assessment", "take_over_self_assessment", "self_assessment_passes", "self_assessment_fails",
    "sign_self_assessment", "correct_item",
)  # fmt: skip


def codes_of(campaign: Campaign) -> set[str]:
    """Codes that name the unit, its settlements, its county and the county's organisations."""
    unit = campaign.unit
    codes = {unit.code, unit.county.code} | set(unit.settlements.values_list("code", flat=True))
    return codes | set(OrgUnit.objects.filter(area=unit.county).values_list("code", flat=True))


def reason_to_recuse(user: Any, campaign: Campaign, on: date) -> str:
    """Why this person must not judge the campaign, or ''."""
    if set(user.recused_unit_codes or []) & codes_of(campaign):
        return f"{user} 已声明回避这个创建单位。"
    since = add_months(on, -RECUSAL_MONTHS)
    for post in Post.objects.filter(user=user, valid_from__lte=on).select_related("area"):
        if post.area.kind == Area.Kind.CITY or (post.valid_to and post.valid_to <= since):
            continue
        if post.area.path.startswith(campaign.unit.county.path):
            return f"{user} 近三年在{campaign.unit.county}任职，应当回避。"
    return ""


def took_part_in_self_assessment(user: Any, campaign: Campaign) -> bool:
    """Whether the person filled, signed or corrected the self-assessment."""
    if campaign.self_sheet_id and campaign.self_sheet.scorer_id == user.pk:
        return True
    return CampaignStep.objects.filter(campaign=campaign, actor=user, event__in=SELF_EVENTS).exists()


def not_the_self_assessor(user: Any, campaign: Campaign) -> str:
    """County review is done by somebody else (domain §3.1)."""
    return (
        "您参加过本次自评，初核请由另一位同事办理。" if took_part_in_self_assessment(user, campaign) else ""
    )
