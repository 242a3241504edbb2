"""Mediation, step by step. Nobody is told what parties have said; tasks and counts name no case."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from hehuo.neighbourhood.mediation.lifecycle import (
    ACTIVE,
    CONFIRM_DAYS,
    DAYS,
    MEDIATION,
    MORE_DAYS,
    REVISIT_DAYS,
)
from hehuo.neighbourhood.mediation.models import (
    CaseHandler,
    MediationCase,
    MediationSession,
    Mediator,
    ZeroCaseStatement,
    serving,
)
from hehuo.org.models import Post, User
from hehuo.org.roles import Role
from hehuo.records.models import Status
from hehuo.records.stepping import not_before, take_step
from hehuo.records.writing import save_record

S, Outcome = MediationCase.State, MediationCase.Outcome


def roster_row(user: Any, settlement_id: int) -> Mediator | None:
    """The user's own row of a settlement's roster, when serving today."""
    rows = Mediator.objects.exclude(status=Status.VOID).filter(serving(user), settlement_id=settlement_id)
    return rows.order_by("-is_chair", "pk").first()


def is_chair(user: Any, settlement_id: int) -> bool:
    """Whether the user chairs the mediation committee of a settlement today."""
    row = roster_row(user, settlement_id)
    return row is not None and row.is_chair


def demand_chair(user: Any, settlement_id: int, what: str) -> None:
    """Raises `PermissionDenied` for everybody else."""
    if not is_chair(user, settlement_id):
        raise PermissionDenied(f"{what}由调解委员会主任办理。")


def bind_account(mediator: Mediator, *, by: Any, on: date, username: str) -> Mediator:
    """Let a mediator of the roster sign in as such; the account must hold the post of mediator there."""
    user = User.objects.filter(username=username.strip(), is_active=True).first()
    posts = (
        Post.objects.filter(user=user, role=Role.MEDIATOR).held_at(timezone.localdate())
        if user
        else Post.objects.none()
    )
    if user is None or not posts.exists():
        raise ValidationError(
            "没有这个账号，或这个账号没有调解员任职。请核对账号；新调解员请系统管理员开账号或加“调解员”任职。"
        )
    mediator.account = user
    return save_record(mediator, by=by, action="bind", reason="绑定账号")


@transaction.atomic
def save_case(case: MediationCase, *, by: Any) -> MediationCase:
    """Enter or correct a case. Whoever enters it handles it; violence goes to protection at once."""
    if case.earlier_id is not None and case.earlier_id == case.pk:
        raise ValidationError({"earlier": "不能选择案件自己。"})
    if case._state.adding:
        row = roster_row(by, case.settlement_id)
        if row is None:
            raise ValidationError("您不在这个安置点的人民调解员名册上，或还没有绑定账号，不能登记案件。")
        case.mediator = row
        case.case_no = _next_number(case)
        if case.case_source == MediationCase.CaseSource.OFFERED:
            case.state = S.OFFERED
    protect = case.violence and case.state in (S.APPLIED, S.OFFERED, *ACTIVE)
    saved = save_record(case, by=by)
    return protect_case(saved, by=by) if protect else saved


def _next_number(case: MediationCase) -> str:
    year = case.applied_on.year
    list(Mediator.objects.select_for_update().filter(settlement=case.settlement_id))
    taken = MediationCase._base_manager.filter(settlement=case.settlement_id, applied_on__year=year).count()
    return f"（{year}）人调字第 {taken + 1} 号"


def accept_case(case: MediationCase, *, by: Any, on: date, both_agree: bool) -> MediationCase:
    """受理: rights and duties are told on the same day; thirty days from now."""
    not_before(on, case.applied_on, "申请日期")
    if not both_agree:
        raise ValidationError("当事人有一方不同意调解的，不能受理。请办理“不予受理”。")
    facts: dict[str, Any] = {"accepted_on": on, "rights_notice_on": on, "due_on": on + timedelta(DAYS)}
    return take_step(MEDIATION, case, "accept", by=by, **facts)


def decline_case(case: MediationCase, *, by: Any, reason: str) -> MediationCase:
    """Out of scope."""
    return take_step(MEDIATION, case, "decline", by=by, reason=reason, concluded_on=timezone.localdate())


def protect_case(case: MediationCase, *, by: Any, reason: str = "") -> MediationCase:
    """Violence is reported and never mediated away."""
    facts: dict[str, Any] = {"violence": True, "concluded_on": timezone.localdate(), "due_on": None}
    return take_step(MEDIATION, case, "protect", by=by, reason=reason or "涉及家庭暴力或虐待", **facts)


def extend_case(case: MediationCase, *, by: Any, on: date, both_agree: bool) -> MediationCase:
    """Fifteen days more, once, with the consent of both sides. Raises `ValidationError`."""
    if case.state not in ACTIVE or case.extended or case.due_on is None:
        raise ValidationError("只有正在办理的案件可以延长一次。")
    if not both_agree:
        raise ValidationError("双方都同意才能延长。")
    case.extended, case.due_on = True, case.due_on + timedelta(MORE_DAYS)
    return save_record(case, by=by, action="extend", reason="双方同意延长")


def save_session(session: MediationSession, *, by: Any) -> MediationSession:
    """A record of talks; rights were told before, and nobody sits with a violent party. Raises `ValidationError`."""
    case = session.case
    if session.settlement_id != case.settlement_id:
        raise ValidationError({"case": "案件不在这个安置点，请重新选择。"})
    if case.violence or case.state == S.PROTECTED:
        raise ValidationError("已转保护程序的案件不安排调解。")
    if case.rights_notice_on is None:
        raise ValidationError("请先受理并告知权利义务，再登记调解记录。")
    not_before(session.held_on, case.rights_notice_on, "权利义务告知")
    return save_record(session, by=by)


def record_agreement(
    case: MediationCase, *, by: Any, on: date, outcome: str, agreement: str, perform_due_on: date, agreement_no: str = "",
    amount_fen: int | None = None, copies: int | None = None,
) -> MediationCase:  # fmt: skip
    """口头或书面协议, after at least one session with the parties. Raises `ValidationError`."""
    talks = case.sessions.exclude(status=Status.VOID).exclude(kind=MediationSession.Kind.INQUIRY)
    if not talks.filter(held_on__lte=on).exists():
        raise ValidationError("请先登记调解记录，再登记协议。")
    if outcome == Outcome.WRITTEN and not agreement_no.strip():
        raise ValidationError("书面协议请填写协议书编号。")
    if outcome == Outcome.WRITTEN and not copies:
        raise ValidationError({"copies": "书面协议请填写协议书份数。"})
    not_before(perform_due_on, on, "协议日期")
    facts: dict[str, Any] = {
        "outcome": outcome, "concluded_on": on, "agreement": agreement, "agreement_no": agreement_no.strip(),
        "perform_due_on": perform_due_on, "amount_fen": amount_fen, "copies": copies,
    }  # fmt: skip
    case.agreement = MediationCase._meta.get_field("agreement").to_python(facts.pop("agreement"))
    return take_step(MEDIATION, case, "agree", by=by, **facts)


def _ended(event: str, outcome: str) -> Any:
    def end(case: MediationCase, *, by: Any, reason: str) -> MediationCase:
        """Ended without an agreement."""
        facts: dict[str, Any] = {"outcome": outcome, "concluded_on": timezone.localdate()}
        return take_step(MEDIATION, case, event, by=by, reason=reason, **facts)

    return end


def mediate_again(case: MediationCase, *, by: Any, reason: str = "") -> MediationCase:
    """Talks begin, or begin again after a breach; then nothing is concluded any more."""
    facts: dict[str, Any] = {"outcome": "", "concluded_on": None} if case.outcome else {}
    return take_step(MEDIATION, case, "mediate", by=by, reason=reason, **facts)


def record_performance(case: MediationCase, *, by: Any, on: date) -> MediationCase:
    """Performed; the return visit is due thirty days later."""
    not_before(on, case.concluded_on, "协议日期")
    facts: dict[str, Any] = {"performed_on": on, "revisit_due_on": on + timedelta(REVISIT_DAYS)}
    return take_step(MEDIATION, case, "perform", by=by, **facts)


def record_breach(case: MediationCase, *, by: Any, reason: str) -> MediationCase:
    """Not performed in time."""
    return take_step(MEDIATION, case, "breach", by=by, reason=reason)


def record_revisit(case: MediationCase, *, by: Any, on: date, result: str) -> MediationCase:
    """How it stands now; a relapse is a new case that names this one."""
    not_before(on, case.performed_on, "履行日期")
    return take_step(MEDIATION, case, "revisit", by=by, revisited_on=on, revisit_result=result)


def archive_case(
    case: MediationCase, *, by: Any, on: date, volume_no: str, retention: str = ""
) -> MediationCase:
    """One case, one volume, kept as long as is said."""
    not_before(on, case.concluded_on, "调解结束日期")
    return take_step(
        MEDIATION, case, "archive", by=by, archived_on=on, volume_no=volume_no, retention=retention
    )


def record_judicial(case: MediationCase, *, by: Any, on: date, judicial: str) -> MediationCase:
    """司法确认: applied for jointly within thirty days of a written agreement. Raises `ValidationError`."""
    if case.outcome != Outcome.WRITTEN or case.concluded_on is None:
        raise ValidationError("只有书面协议可以申请司法确认。")
    late = on > case.concluded_on + timedelta(CONFIRM_DAYS)
    if judicial == MediationCase.Judicial.APPLIED and late:
        raise ValidationError(f"协议生效后 {CONFIRM_DAYS} 天内可以申请司法确认，现在已经超过。")
    case.judicial = judicial
    return save_record(case, by=by, action="judicial", reason="司法确认")


def assign_case(case: MediationCase, *, by: Any, on: date, mediator: Mediator) -> MediationCase:
    """The chair gives the case to another mediator, e.g. when a party refuses the first."""
    demand_chair(by, case.settlement_id, "更换承办调解员")
    if mediator.settlement_id != case.settlement_id or mediator.left_on:
        raise ValidationError("请选择本安置点在任的调解员。")
    case.mediator = mediator
    return save_record(case, by=by, action="assign", reason="更换承办调解员")


def save_handler(handler: CaseHandler, *, by: Any) -> CaseHandler:
    """The chair lets another mediator into one case; recorded, with an end."""
    demand_chair(by, handler.case.settlement_id, "经办授权")
    if handler.settlement_id != handler.case.settlement_id:
        raise ValidationError({"case": "案件不在这个安置点，请重新选择。"})
    return save_record(handler, by=by)


def save_zero(statement: ZeroCaseStatement, *, by: Any) -> ZeroCaseStatement:
    """A quarter without cases, signed after it is over. Raises `ValidationError`."""
    start = statement.quarter_start
    if start.day != 1 or start.month not in (1, 4, 7, 10):
        raise ValidationError({"quarter_start": "请填写季度首日，如 2018-10-01。"})
    months = start.year * 12 + start.month + 2
    after = date(months // 12, months % 12 + 1, 1)
    if statement.signed_on < after:
        raise ValidationError({"signed_on": f"季度结束后（{after:%Y-%m-%d} 起）才能签字说明。"})
    cases = MediationCase._base_manager.filter(
        Q(accepted_on__gte=start, accepted_on__lt=after), settlement=statement.settlement_id
    )
    if cases.exclude(status=Status.VOID).exists():
        raise ValidationError("这个季度已有受理的案件，不能作零案件说明。")
    return save_record(statement, by=by)


STEPS = {
    "decline": decline_case,
    "protect": protect_case,
    "mediate": mediate_again,
    "fail": _ended("fail", Outcome.NONE),
    "withdraw": _ended("withdraw", Outcome.WITHDRAWN),
    "refer": _ended("refer", Outcome.REFERRED),
    "breach": record_breach,
}
