"""列入计划: the county's plan lists the unit (domain §3.1, first line; plan text by 2018-05-31)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from hehuo.assessment.models import StandardEdition
from hehuo.org.models import CreationUnit
from hehuo.programme import scores
from hehuo.programme.acting import Acting, log
from hehuo.programme.lifecycle import COUNTY
from hehuo.programme.models import Campaign, CampaignDeadline
from hehuo.programme.states import ENDED, State

PHASE_NUMBERS = {Campaign.Phase.PILOT: 1, Campaign.Phase.ROLL_OUT: 2, Campaign.Phase.CONSOLIDATION: 3}


@transaction.atomic
def plan_campaign(
    unit: CreationUnit, *, by: Any, phase: str, authorization_basis: str, edition: StandardEdition | None = None,
    demonstration: bool | None = None, at: datetime | None = None, attachments: Sequence[str] = (), demo: bool = False,
) -> Campaign:  # fmt: skip
    """Open a campaign for a unit. The basis is the approval of a city or county Party committee or government."""
    moment = at or timezone.now()
    campaign = Campaign(
        unit=unit, edition=edition, phase=phase, planned_on=timezone.localtime(moment).date(), demo=demo,
        authorization_basis=authorization_basis.strip(), state=State.PLANNED,
        demonstration=unit.demonstration_site and phase == Campaign.Phase.PILOT if demonstration is None else demonstration,
    )  # fmt: skip
    if not COUNTY(by, campaign):
        raise PermissionDenied("创建计划由县级指挥部列入。")
    if not campaign.authorization_basis:
        raise ValidationError("请写明市（县）党委、政府的批准依据。")
    CreationUnit.objects.select_for_update().get(pk=unit.pk)
    if Campaign.objects.filter(unit=unit, phase=phase).exclude(state__in=ENDED).exists():
        raise ValidationError(f"“{unit}”在这个阶段已有创建活动。")
    campaign.round_no = scores.next_round(unit)
    if phase not in Campaign.Phase.values:
        raise ValidationError("请选择阶段。")
    campaign.save()
    _set_deadlines(campaign)
    act = Acting(campaign, "plan_campaign", by, moment, "", attachments)
    log(
        campaign,
        "plan_campaign",
        "列入计划",
        "",
        act,
        {"phase": phase, "basis": campaign.authorization_basis},
    )
    return campaign


def _set_deadlines(campaign: Campaign) -> None:
    """Dates of the plan for the phase, as the edition prints them (domain §2.18)."""
    calendar = (campaign.edition.data.get("calendar") or []) if campaign.edition else []
    wanted = PHASE_NUMBERS.get(campaign.phase)  # type: ignore[call-overload]
    CampaignDeadline.objects.bulk_create(
        CampaignDeadline(
            campaign=campaign, code=entry["code"], title=entry["title"], due_on=date.fromisoformat(str(entry["until"])),
            printed=entry.get("printed", "")[:200],
        )
        for entry in calendar
        if wanted and entry.get("phase") == wanted
    )  # fmt: skip
