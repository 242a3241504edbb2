"""What follows from the result of a spot check: rectification of campaigns, a draft bulletin, a clue (domain §3.1, §3.2, §3.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from hehuo.notices.models import NoticeKind
from hehuo.notices.services import notify
from hehuo.org.models import Area, OrgUnit
from hehuo.org.roles import Role
from hehuo.programme.lifecycle import find
from hehuo.programme.models import Bulletin, Campaign, CampaignRules, Finding, SpotCheck
from hehuo.programme.states import State
from hehuo.programme.steps import request_rectification, suspend
from hehuo.programme.supervision.addresses import address_of
from hehuo.programme.supervision.bulletins.drafting import first_words
from hehuo.programme.supervision.bulletins.steps import draft_bulletin
from hehuo.programme.supervision.course import Act
from hehuo.programme.supervision.people import ask_office, county_headquarters

PUSHES = {"request_rectification": request_rectification, "suspend": suspend}
"""Campaign steps by which a spot check sends a unit back (domain §3.1)."""


@dataclass(frozen=True)
class Push:
    """A campaign whose unit has confirmed problems, and the step that its life cycle allows now."""

    campaign: Campaign
    event: str
    label: str
    target: str


def pushes_of(check: SpotCheck) -> list[Push]:
    """Campaigns of units with confirmed problems that rectification reaches from where they stand."""
    units = Finding.objects.filter(site__check_of=check).exclude(state__in=("withdrawn", "recorded"))
    newest: dict[int, Campaign] = {}
    rows = Campaign.objects.filter(unit__in=units.values("site__unit"), edition=check.edition)
    for campaign in rows.select_related("unit", "edition").order_by("id"):
        newest[campaign.unit_id] = campaign
    found = []
    for campaign in newest.values():
        for event in PUSHES:
            step = find(event, campaign.state)
            if step is not None and not step.guard(campaign):
                found.append(Push(campaign, event, step.label, State(step.target).label))
    return found


def rectify_campaigns(check: SpotCheck, act: Act) -> dict[str, list[str]]:
    """Take the step for each such campaign; where this person may not, ask the office. Answers with the unit codes."""
    done: dict[str, list[str]] = {"pushed": [], "asked": []}
    due = act.day + timedelta(days=CampaignRules.in_force(act.day).rectify_days)
    reason = f"抽查“{check}”转整改：{act.reason}"[:500]
    for push in pushes_of(check):
        try:
            with transaction.atomic():
                PUSHES[push.event](push.campaign, by=act.by, reason=reason, due_on=due, at=act.moment)
            done["pushed"].append(push.campaign.unit.code)
        except (PermissionDenied, ValidationError):
            url = reverse("campaign", args=[push.campaign.pk])
            ask_office(
                f"请对“{push.campaign.unit}”办理“{push.label}”（{check}）",
                push.campaign,
                by=act.by,
                url=url,
                due=due,
            )
            done["asked"].append(push.campaign.unit.code)
    return done


def draft_its_bulletin(check: SpotCheck, act: Act) -> Bulletin:
    """A first draft with the result and every problem of the check; the office rewrites it and sends it on."""
    findings = list(
        Finding.objects.filter(site__check_of=check)
        .exclude(state="withdrawn")
        .select_related("settlement__county", "responsible")
    )
    draw = check.draws.order_by("stage").first()
    start = timezone.localtime(draw.drawn_at).date() if draw else check.planned_on
    period = (min(start, act.day), act.day)
    counties = {s.unit.county for s in check.sites.select_related("unit__county")}
    units: list[OrgUnit] = [
        u for c in sorted(counties, key=lambda c: c.code) if (u := county_headquarters(c))
    ]
    opening, *rest = first_words(*period, findings, []).split("\n")
    body = "\n".join([opening, *result_words(check), *rest])
    made = draft_bulletin(
        f"关于{check}情况的通报"[:120], Bulletin.Kind.SITUATION, period, by=act.by, findings=findings, units=units, body=body,
        ordered=True, at=act.moment, demo=check.demo,
    )  # fmt: skip
    ask_office(f"请修改通报初稿并送单位核实：{made}"[:190], made, by=act.by, url=address_of(made))
    return made


def result_words(check: SpotCheck) -> list[str]:
    """The result in one sentence: how many units, the self-score and what it is worth."""
    city = (check.result or {}).get("city")
    if not city:
        return []
    text = (
        f"本次抽查从 {city['units']} 个创建单位中随机抽取 {city['checked']} 个，两人一组独立核定。自评平均 {city['self_mean']} 分，"
        f"推算 {city['value']} 分"
    )
    if city["low"]:
        return [f"{text}，95% 区间 {city['low']} 至 {city['high']} 分。"]
    return [f"{text}；样本太少，不给区间。"]


def hand_over_clue(check: SpotCheck, act: Act) -> None:
    """Tell the leaders and the office: a clue is theirs to hand over; what it is about stays off the notice."""
    city = Area.objects.filter(kind=Area.Kind.CITY).first()
    if city is None:
        return
    url = address_of(check)
    asks = (
        (Role.CITY_LEADER, f"抽查已转问题线索，请决定移交：{check}"),
        (Role.CITY_OFFICE, f"请整理问题线索并按规定移交：{check}"),
    )
    for role, text in asks:
        notify(
            text,
            by=act.by,
            to_role=role,
            area=city,
            subject=check,
            url=url,
            kind=NoticeKind.TODO,
            key=f"clue-{role}-{check.pk}",
        )
