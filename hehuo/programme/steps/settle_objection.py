"""办结异议: rejected, the notice runs on; upheld, acceptance is done again (domain §3.1)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.org.workdays import Due, add_working_days
from hehuo.programme import scores
from hehuo.programme.acting import Acting, begin
from hehuo.programme.guards import decision_of
from hehuo.programme.models import Campaign, Objection


@transaction.atomic
def settle_objection(
    objection: Objection, *, by: Any, upheld: bool, handling: str, at: datetime | None = None
) -> Campaign:
    """Settle one objection with what was checked and found."""
    act = begin(objection.notice.campaign, "objection_rejected", by=by, at=at, reason=handling)
    row = act.campaign
    open_rows = Objection.objects.filter(notice__campaign=row, result=Objection.Result.OPEN)
    locked = open_rows.select_for_update(of=("self",)).filter(pk=objection.pk).first()
    if locked is None:
        raise ValidationError("这条异议已经办结。")
    locked.result = Objection.Result.UPHELD if upheld else Objection.Result.REJECTED
    locked.handling, locked.handled_by, locked.handled_on = act.reason, by, act.day
    locked.save()
    objection.refresh_from_db()
    if upheld:
        return _start_over(act, locked)
    notice = locked.notice
    event = "objection_remains" if open_rows.exists() else "objection_rejected"
    return act.finish(event, data={"objection": locked.pk}, due=Due(notice.ends_on, notice.provisional))


def _start_over(act: Acting, objection: Objection) -> Campaign:
    """The notice comes down, the decision is withdrawn, members score in a new round; other objections go along."""
    row, notice = act.campaign, objection.notice
    notice.withdrawn_on = act.day
    notice.save()
    decision = decision_of(row)
    decision.withdrawn_at = act.moment
    decision.save()
    notice.objections.filter(result=Objection.Result.OPEN).update(
        result=Objection.Result.UPHELD, handling="并入重新验收", handled_by=act.by, handled_on=act.day
    )
    row.round_no = scores.next_round(row.unit)
    due = add_working_days(act.day, act.rules.acceptance_days)
    return act.finish("objection_upheld", data={"objection": objection.pk, "round": row.round_no}, due=due)
