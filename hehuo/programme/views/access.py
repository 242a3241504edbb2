"""Who may open what: a campaign inside the person's own rows, else 404."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from hehuo.org.rights import has_role, may_read_rows, roles_of
from hehuo.org.roles import Role
from hehuo.programme import scores
from hehuo.programme.models import Campaign


def opens_campaigns(user: Any) -> bool:
    """Everybody who reads programme rows, except grid workers (own grid tasks only, domain §1.4)."""
    return may_read_rows(user, "A") and bool(roles_of(user) - {Role.GRID_MEMBER})


plans_campaigns = has_role(Role.COUNTY_HQ)
approves_rewards = has_role(Role.CITY_LEADER)
keeps_rewards = has_role(Role.CITY_OFFICE, Role.CITY_LEADER)
reads_rewards = has_role(Role.CITY_OFFICE, Role.CITY_LEADER, Role.CITY_FINANCE, Role.AUDITOR)


def campaign_of(request: HttpRequest, pk: int) -> Campaign:
    """The campaign, inside the person's own rows."""
    rows = Campaign.objects.visible_to(request.user).select_related(
        "unit__county",
        "edition",
        "self_sheet__scorer",
        "county_sheet__scorer",
        "submitted",
        "baseline",
        "signed_by",
    )
    return get_object_or_404(rows, pk=pk)


def hide_from_blind(campaign: Campaign, user: Any) -> None:
    """Members see neither computed nor self points before their own are in (experience §1)."""
    if user.pk in {m.user_id for m in scores.members_of(campaign)} and user.pk not in {
        s.scorer_id for s in scores.reviewer_sheets(campaign)
    }:
        raise PermissionDenied("您提交评分以后才能查看。")


def problems_of(problem: ValidationError | PermissionDenied) -> list[str]:
    """Sentences of a refusal."""
    if isinstance(problem, ValidationError):
        return list(problem.messages)
    return [str(problem) or "您的角色不能办理这一步。"]


def tell(request: HttpRequest, problem: ValidationError | PermissionDenied) -> None:
    """Show a refusal on the next page."""
    for text in problems_of(problem):
        messages.error(request, text)
