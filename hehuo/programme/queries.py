"""What waits for whom, how far the city is, which dates come next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from hehuo.org.models import CreationUnit, Settlement
from hehuo.org.scope import Scope
from hehuo.programme.buttons import BY_NAME, STEPS, buttons_for
from hehuo.programme.lifecycle import find
from hehuo.programme.models import (
    AcceptanceGroup,
    Campaign,
    CampaignDeadline,
    CampaignStep,
    Decision,
    ItemReturn,
)
from hehuo.programme.states import STAGES, State


@dataclass(frozen=True)
class ToDo:
    """A line of the to-do list."""

    title: str
    url: str
    due: date | None
    kind: str
    place: str = ""


@dataclass(frozen=True)
class FunnelStage:
    """How many campaigns stand at a stage."""

    code: str
    label: str
    count: int
    url: str


def campaigns_visible_to(user: Any) -> QuerySet[Campaign]:
    """Campaigns that the user may open, with what lists show."""
    return Campaign.objects.visible_to(user).select_related("unit__county", "edition")


@dataclass(frozen=True)
class Ahead:
    """The usual next step of a campaign: its label, who takes it, whether that is this person's role."""

    label: str
    who: str
    mine: bool


def with_progress(rows: QuerySet[Campaign]) -> QuerySet[Campaign]:
    """What `next_due` and `step_ahead` need, in a number of queries that does not grow with the rows."""
    here = {"campaign": OuterRef("pk")}
    places = Prefetch("unit__settlements", queryset=Settlement.objects.select_related("area"))
    standing = Decision.objects.filter(withdrawn_at__isnull=True, **here)
    return rows.prefetch_related("deadlines", places).annotate(
        has_group=Exists(AcceptanceGroup.objects.filter(replaced_on__isnull=True, **here)),
        has_returns=Exists(ItemReturn.objects.filter(corrected_on__isnull=True, **here)),
        has_proposal=Exists(standing),
        has_second=Exists(standing.filter(countersigned_by__isnull=False)),
    )


def step_ahead(campaign: Any, user: Any) -> Ahead | None:
    """The next step by state and progress; the campaign's own page says whether anything stands against it."""
    for step in [BY_NAME[n] for n in _likely(campaign)] or [s for s in STEPS if not s.aside]:
        transition = next((t for event in step.events if (t := find(event, campaign.state))), None)
        if transition:
            who = transition.may.label  # type: ignore[attr-defined]
            return Ahead(step.label, who, transition.may(user, campaign))
    return None


def _likely(campaign: Any) -> tuple[str, ...]:
    """Where a state has several main steps, the one whose turn it is."""
    if campaign.state == State.SELF_PASSED and campaign.signed_by_id:
        return ("start-county-review", "skip-county-review")
    if campaign.state == State.COUNTY_REVIEWING:
        return ("correct-item",) if campaign.has_returns else ("review",)
    if campaign.state == State.APPLIED:
        return ("sample",) if campaign.has_group else ("group",)
    if campaign.state == State.CITY_ACCEPTING and campaign.has_proposal:
        return ("decide",) if campaign.has_second else ("countersign",)
    return ()


def next_due(campaign: Campaign) -> date | None:
    """The date of the present step, else the next open date of the plan."""
    if campaign.due_on:
        return campaign.due_on
    dates = [d.due_on for d in campaign.deadlines.all() if d.met_on is None]
    return min(dates) if dates else None


def waiting_for(user: Any) -> list[ToDo]:
    """To-do: campaigns whose next step this person may take now, most urgent first."""
    rows = campaigns_visible_to(user).running().exclude(state=State.REWARDED)
    found = []
    for campaign in with_progress(rows).select_related("self_sheet__scorer", "county_sheet__scorer"):
        for button in buttons_for(campaign, user):
            if button.allowed and not button.step.aside and not _optional(campaign, button.step.name):
                title = f"{campaign.unit.name}：{button.step.label}"
                found.append(ToDo(title, button.url, next_due(campaign), "创建", campaign.unit.county.name))
                break
    return sorted(found, key=lambda todo: (todo.due is None, todo.due or date.max, todo.title))


def _optional(campaign: Campaign, name: str) -> bool:
    """Steps that may be taken but are not owed: a yearly recheck before the year is over, a group formed again."""
    if name == "recheck":
        return campaign.state == State.CONFIRMED or timezone.localdate().month < 10
    if name == "group":
        return campaign.groups.filter(replaced_on__isnull=True).exists()
    return False


def done_by(user: Any, limit: int = 50) -> list[ToDo]:
    """What the user has done, newest first."""
    rows = (
        CampaignStep.objects.filter(actor=user)
        .select_related("campaign__unit__county")
        .order_by("-id")[:limit]
    )
    return [
        ToDo(
            f"{row.campaign.unit.name}：{row.label}", reverse("campaign", args=[row.campaign_id]),
            timezone.localtime(row.at).date(), "创建", row.campaign.unit.county.name,
        )
        for row in rows
    ]  # fmt: skip


def stage_funnel(scope: Scope) -> list[FunnelStage]:
    """Campaigns by stage inside an area scope."""
    rows = Campaign.objects.all()
    if not scope.everything:
        rows = rows.filter(unit__in=CreationUnit.objects.filter(settlements__in=scope.settlement_ids))
    return funnel_of(rows)


def funnel_of(rows: QuerySet[Campaign]) -> list[FunnelStage]:
    """Campaigns by stage in the order of the procedure."""
    counts = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    address = reverse("campaigns")
    return [
        FunnelStage(code, label, sum(counts.get(s.value, 0) for s in states), f"{address}?stage={code}")
        for code, label, states in STAGES
    ]


def deadlines(user: Any, *, until: date | None = None) -> list[CampaignDeadline]:
    """Open dates of the plan and of the city for campaigns that the user may open, nearest first."""
    rows = CampaignDeadline.objects.filter(
        campaign__in=Campaign.objects.visible_to(user).running(), met_on__isnull=True
    ).select_related("campaign__unit__county")
    if until:
        rows = rows.filter(due_on__lte=until)
    return list(rows)


def overdue(user: Any, on: date | None = None) -> QuerySet[Campaign]:
    """Campaigns whose present step is past 24:00 of its last day."""
    today = on or timezone.localdate()
    return campaigns_visible_to(user).running().filter(Q(due_on__lt=today))
