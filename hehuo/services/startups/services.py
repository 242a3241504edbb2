"""Applications for start-up support, step by step."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.records.stepping import take_step
from hehuo.records.writing import save_record
from hehuo.services.startups.lifecycle import STARTUP
from hehuo.services.startups.models import StartupApplication, StartupFollowup

GROUPS = {"relocated": "for_relocated", "student": "for_students", "returning": "for_returning"}


def save_application(application: StartupApplication, *, by: Any) -> StartupApplication:
    """Store an application as typed: the policy is in force, meant for this group, and large enough."""
    policy, day = application.policy, application.applied_on
    if day < policy.valid_from or (policy.valid_to and day >= policy.valid_to):
        raise ValidationError({"policy": "申请日期不在这项政策的有效期内。"})
    wanted = GROUPS.get(application.applicant_group)
    if wanted is None or not getattr(policy, wanted):
        raise ValidationError({"applicant_group": "这项政策不面向这类申请人，请核对。"})
    if policy.most_fen and application.asked_fen > policy.most_fen:
        raise ValidationError(
            {"asked_fen": f"申请金额超过这项政策的最高额度 {policy.most_fen / 100:,.2f} 元。"}
        )
    application.occurred_on = day
    return save_record(application, by=by)


def submit(application: StartupApplication, *, by: Any, reason: str = "") -> StartupApplication:
    """The papers are complete and go to who decides."""
    return take_step(STARTUP, application, "submit", by=by, reason=reason)


def grant(application: StartupApplication, *, by: Any, on: date, granted_fen: int) -> StartupApplication:
    """Granted on `on`, in fen; no more than was asked for. Not by who entered the application."""
    _not_before(application.applied_on, on)
    if not 0 < granted_fen <= application.asked_fen:
        raise ValidationError({"granted_fen": "批准金额应大于 0，不多于申请金额。"})
    return take_step(
        STARTUP, application, "grant", by=by, second_person="批准", decided_on=on, granted_fen=granted_fen
    )  # fmt: skip


def refuse(application: StartupApplication, *, by: Any, reason: str) -> StartupApplication:
    """Not granted, with the reason."""
    return take_step(STARTUP, application, "refuse", by=by, reason=reason)


def pay(application: StartupApplication, *, by: Any, on: date, paid_fen: int) -> StartupApplication:
    """The money has come, in fen."""
    _not_before(application.decided_on, on)
    if not 0 < paid_fen <= (application.granted_fen or 0):
        raise ValidationError({"paid_fen": "拨付金额应大于 0，不多于批准金额。"})
    return take_step(STARTUP, application, "pay", by=by, paid_on=on, paid_fen=paid_fen)


@transaction.atomic
def follow(
    application: StartupApplication, *, by: Any, on: date, outcome: str, jobs: int = 0, needs: str = ""
) -> StartupApplication:
    """What became of the business."""
    _not_before(application.paid_on, on)
    newest = application.followed_on is None or on >= application.followed_on
    facts = {"outcome": outcome, "followed_on": on} if newest else {}
    take_step(STARTUP, application, "follow", by=by, **facts)
    visit = StartupFollowup(
        settlement_id=application.settlement_id, application=application, followed_on=on, outcome=outcome, jobs=jobs,
        needs=needs, occurred_on=on,
    )  # fmt: skip
    save_record(visit, by=by)
    return application


def withdraw(application: StartupApplication, *, by: Any, reason: str) -> StartupApplication:
    """The applicant takes it back."""
    return take_step(STARTUP, application, "withdraw", by=by, reason=reason)


def _not_before(earlier: date | None, day: date) -> None:
    if earlier and day < earlier:
        raise ValidationError({"on": f"日期不能早于 {earlier}。"})


STEPS = {"submit": submit, "refuse": refuse, "withdraw": withdraw}
