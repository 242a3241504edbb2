"""How a step is taken: lock the row, check table and person, change the state, write step log and audit in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from hehuo.audit import trail
from hehuo.org.workdays import Due
from hehuo.programme.lifecycle import CAMPAIGN, PERSONAL, find
from hehuo.programme.models import Campaign, CampaignDeadline, CampaignRules, CampaignStep

MEETS = {
    "launch": "M1",
    "apply_for_acceptance": "M2",
    "accept": "M3",
    "confirm_title": "phase2",
    "recheck_keeps": "phase3",
}
"""Which date of the plan (domain §2.18) a step meets."""
WORDS = 500


@dataclass
class Acting:
    """A step under way. `campaign` is the locked row; change it and call `finish`."""

    campaign: Campaign
    event: str
    by: Any
    moment: datetime
    reason: str = ""
    attachments: Sequence[str] = ()
    caller: Campaign | None = field(default=None, repr=False)

    @property
    def day(self) -> date:
        """The local day of the step."""
        return timezone.localtime(self.moment).date()

    @property
    def rules(self) -> CampaignRules:
        """The city's limits on that day."""
        return CampaignRules.in_force(self.day)

    def finish(self, event: str = "", *, data: dict | None = None, due: Due | None = None) -> Campaign:
        """Set the new state, save, write the step log and the audit entry."""
        campaign, event = self.campaign, event or self.event
        transition = find(event, campaign.state)
        if transition is None:
            raise ValidationError("这一步与现在的状态不符，请刷新页面后再办理。")
        before = campaign.state
        campaign.state = transition.target
        if before != campaign.state or due:
            campaign.due_on = due.day if due else None
            campaign.due_provisional = bool(due and due.provisional)
        campaign.save()
        log(campaign, event, transition.label, before, self, data or {})
        if event in MEETS:
            open_dates = CampaignDeadline.objects.filter(
                campaign=campaign, code=MEETS[event], met_on__isnull=True
            )
            open_dates.update(met_on=self.day)
        if self.caller is not None and self.caller is not campaign:
            self.caller.refresh_from_db()
        return campaign


def log(campaign: Campaign, event: str, label: str, before: str, act: Acting, data: dict) -> CampaignStep:
    """One line of the step log and one audit entry."""
    made = CampaignStep.objects.create(
        campaign=campaign, event=event, label=label, from_state=before, to_state=campaign.state, actor=act.by, at=act.moment,
        reason=act.reason, attachments=list(act.attachments), data=data,
    )  # fmt: skip
    entry = {
        "from": before,
        "to": campaign.state,
        "reason": act.reason,
        "step_at": act.moment.isoformat(),
        **data,
    }
    trail.record(event, campaign, by=act.by, data=entry)
    return made


def begin(
    campaign: Campaign, event: str, *, by: Any, at: datetime | None = None, reason: str = "",
    attachments: Sequence[str] = (),
) -> Acting:  # fmt: skip
    """Lock the campaign and check that `event` is legal here, for this role and this person.

    Raises `ValidationError` (with the legal steps) or `PermissionDenied`. Must run inside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A step runs inside transaction.atomic.")
    moment = at or timezone.now()
    locked = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    locked._moment = moment  # type: ignore[attr-defined]
    CAMPAIGN.check(locked, event, by=by, reason=reason)
    why_not = PERSONAL[event](by, locked) if event in PERSONAL else ""
    if why_not:
        raise PermissionDenied(why_not)
    if len(reason) > WORDS:
        raise ValidationError(f"原因（说明）不超过 {WORDS} 字。")
    last = locked.steps.order_by("-id").values_list("at", flat=True).first()
    if last and moment < last:
        raise ValidationError("办理时间不能早于上一步。")
    return Acting(locked, event, by, moment, reason.strip(), attachments, campaign)
