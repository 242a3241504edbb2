"""Money after the approval of a grant: cleared by finance, and taken back by its decision (domain §1.1 `city_finance`, §3.1)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from hehuo.audit import trail
from hehuo.org.rights import has_role
from hehuo.org.roles import Role
from hehuo.programme import reward_notices
from hehuo.programme.models import RewardClawback, RewardGrant
from hehuo.programme.states import State

is_finance = has_role(Role.CITY_FINANCE)
may_propose = has_role(Role.CITY_OFFICE, Role.CITY_LEADER)
AFTER = (State.REVOKED, State.SUSPENDED)
"""A reward is taken back only from a unit that lost its title or is suspended."""


@transaction.atomic
def clear_grant(grant: RewardGrant, *, by: Any, payee: str, at: datetime | None = None) -> RewardGrant:
    """Finance agrees to the payment and names the payee; who approved the grant does not clear it."""
    locked = RewardGrant.objects.select_for_update().get(pk=grant.pk)
    if not is_finance(by):
        raise PermissionDenied("奖补拨付由市财政审核。")
    if locked.approved_by_id == by.pk:
        raise PermissionDenied("审批人不能审核拨付，请由另一位同事办理。")
    if locked.cleared_at:
        raise ValidationError("这笔奖补已经审核。")
    if not payee.strip():
        raise ValidationError("请填写收款单位。")
    locked.cleared_by, locked.cleared_at, locked.payee = by, at or timezone.now(), payee.strip()
    locked.save()
    trail.record("clear_reward", locked, by=by, data={"amount_fen": locked.amount_fen, "payee": locked.payee})
    reward_notices.ask_to_pay(locked, by=by)
    return locked


@transaction.atomic
def propose_clawback(
    grant: RewardGrant, *, by: Any, amount_fen: int, reason: str, on: date | None = None
) -> RewardClawback:
    """The headquarters propose to take money back; only after the title is suspended or revoked, and once."""
    locked = RewardGrant.objects.select_for_update().select_related("campaign").get(pk=grant.pk)
    if not may_propose(by):
        raise PermissionDenied("追回建议由市指挥部提出。")
    if locked.campaign.state not in AFTER:
        raise ValidationError("只有限期整改或撤销命名的单位才能建议追回奖补。")
    if locked.paid_at is None:
        raise ValidationError("这笔奖补还没有拨付，不需要追回。")
    if RewardClawback.objects.filter(grant=locked).exists():
        raise ValidationError("这笔奖补已经提出追回，请等财政决定。")
    if not 0 < amount_fen <= locked.amount_fen:
        raise ValidationError("建议追回的金额应大于 0，不超过奖补金额。")
    if not reason.strip():
        raise ValidationError("请写明追回理由。")
    made = RewardClawback.objects.create(
        grant=locked, proposed_fen=amount_fen, reason=reason.strip(), proposed_by=by, proposed_on=on or timezone.localdate()
    )  # fmt: skip
    trail.record("propose_clawback", made, by=by, data={"amount_fen": amount_fen, "reason": made.reason})
    reward_notices.ask_to_decide(made, by=by)
    return made


@transaction.atomic
def decide_clawback(
    clawback: RewardClawback, *, by: Any, amount_fen: int, decision_no: str, opinion: str, due_on: date | None = None,
    on: date | None = None,
) -> RewardClawback:  # fmt: skip
    """Finance decides how much comes back, 0 for nothing; who proposed does not decide."""
    locked = RewardClawback.objects.select_for_update().select_related("grant").get(pk=clawback.pk)
    day = on or timezone.localdate()
    if not is_finance(by):
        raise PermissionDenied("是否追回由市财政决定。")
    if locked.proposed_by_id == by.pk:
        raise PermissionDenied("建议人不能作决定，请由另一位同事办理。")
    if locked.state != RewardClawback.State.PROPOSED:
        raise ValidationError("已经作出决定。")
    if not 0 <= amount_fen <= locked.grant.amount_fen:
        raise ValidationError("决定追回的金额不能超过奖补金额。")
    if not opinion.strip() or (amount_fen and not decision_no.strip()):
        raise ValidationError("请填写决定文号和决定意见。")
    if amount_fen and (due_on is None or due_on < day):
        raise ValidationError("请填写不早于决定日期的收回期限。")
    locked.state = RewardClawback.State.DECIDED if amount_fen else RewardClawback.State.DECLINED
    locked.decided_fen, locked.decision_no, locked.opinion = amount_fen, decision_no.strip(), opinion.strip()
    locked.decided_by, locked.decided_on, locked.due_on = by, day, due_on if amount_fen else None
    locked.save()
    trail.record(
        "decide_clawback", locked, by=by, data={"amount_fen": amount_fen, "decision_no": locked.decision_no}
    )
    reward_notices.decided(locked, by=by)
    return locked


@transaction.atomic
def record_return(
    clawback: RewardClawback, *, by: Any, receipt_no: str, on: date | None = None
) -> RewardClawback:
    """The money is back, with the receipt. It does not return to the budget by itself."""
    locked = RewardClawback.objects.select_for_update().get(pk=clawback.pk)
    day = on or timezone.localdate()
    if not is_finance(by):
        raise PermissionDenied("收回奖补由市财政登记。")
    if locked.state != RewardClawback.State.DECIDED:
        raise ValidationError("没有待收回的追回决定。")
    if not receipt_no.strip():
        raise ValidationError("请填写收款凭证号。")
    if locked.decided_on and not locked.decided_on <= day <= timezone.localdate():
        raise ValidationError("收回日期应在决定日期以后、今天以前。")
    locked.state, locked.returned_on, locked.receipt_no, locked.returned_by = (
        RewardClawback.State.RETURNED, day, receipt_no.strip(), by,
    )  # fmt: skip
    locked.save()
    trail.record(
        "return_reward",
        locked,
        by=by,
        data={"amount_fen": locked.decided_fen, "receipt_no": locked.receipt_no},
    )
    reward_notices.returned(locked, by=by)
    return locked
