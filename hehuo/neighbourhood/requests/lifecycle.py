"""A request: 上报—受理—派遣—处置—反馈—核查—评价 (domain §3.5). Limits are working days."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from hehuo.neighbourhood.requests.models import ResidentRequest
from hehuo.records.lifecycle import Lifecycle, Transition
from hehuo.residents.predicates import may_decide, may_handle

S = ResidentRequest.State
MOST_RETURNS = 2
ANSWER_DAYS = 7
UNSOLVED = (ResidentRequest.Solved.NO, ResidentRequest.Solved.PARTLY)
TOLD = (S.FED_BACK, S.CHECKED)
BEFORE_HANDLING = (S.REPORTED, S.ACCEPTED, S.DISPATCHED, S.RETURNED, S.PROCESSING)


def _may_return(request: Any) -> str:
    full = request.returns >= MOST_RETURNS
    return f"已退回 {MOST_RETURNS} 次，不能再退。请书记协调确定承办单位。" if full else ""


def _resident_said_no(request: Any) -> str:
    return "" if request.solved in UNSOLVED else "群众说没有解决的，登记评价后自动办理。"


def _no_answer_yet(request: Any) -> str:
    last = request.fed_back_on and request.fed_back_on + timedelta(ANSWER_DAYS)
    if last and last < timezone.localdate():
        return ""
    return f"反馈后 {ANSWER_DAYS} 天没有回答的才能这样结案。"


REQUEST = Lifecycle(
    "居民诉求",
    dict(S.choices),
    (
        Transition("accept", "受理", (S.REPORTED,), S.ACCEPTED, may_handle, clause="1 个工作日内受理"),
        Transition("refuse", "不予受理", (S.REPORTED,), S.NOT_ACCEPTED, may_handle, needs_reason=True, clause="告知理由和应找的渠道"),
        Transition("merge", "合并重复", (S.REPORTED, S.ACCEPTED), S.MERGED, may_handle, clause="同一件事合并办理，分别反馈"),
        Transition("settle", "当场办结", (S.REPORTED, S.ACCEPTED), S.FED_BACK, may_handle, clause="当场办好并当面反馈，仍由群众评价"),
        Transition("dispatch", "派遣", (S.ACCEPTED, S.RETURNED, S.ESCALATED), S.DISPATCHED, may_handle, clause="1 个工作日内派遣；期限简单 3、一般 7、复杂 15 个工作日"),
        Transition("send_back", "承办退回", (S.DISPATCHED,), S.RETURNED, may_handle, _may_return, needs_reason=True, clause="1 个工作日内退回并说明依据，最多 2 次"),
        Transition("transfer", "转办", (S.DISPATCHED, S.PROCESSING), S.DISPATCHED, may_handle, clause="换承办单位，期限不变"),
        Transition("begin", "开始处置", (S.DISPATCHED,), S.PROCESSING, may_handle, clause="承办单位接单"),
        Transition("suspend", "挂起", (S.PROCESSING,), S.SUSPENDED, may_decide, clause="书记同意，最多 90 天，向群众说明；期间不计时限"),
        Transition("resume", "恢复办理", (S.SUSPENDED,), S.PROCESSING, may_handle, clause="剩余工作日从恢复次日起算"),
        Transition("handle", "登记办结", (S.DISPATCHED, S.PROCESSING), S.HANDLED, may_handle, clause="写明结果，附印证"),
        Transition("feed_back", "反馈", (S.HANDLED,), S.FED_BACK, may_handle, clause="1 个工作日内向反映人反馈"),
        Transition("told_along", "随主件反馈", (S.MERGED,), S.FED_BACK, may_handle, clause="主件反馈时，合并进来的每一件分别反馈，由各自的反映人评价"),
        Transition("check", "核查属实", (S.FED_BACK,), S.CHECKED, may_handle, clause="由没有经办的人到现场或查资料核对"),
        Transition("check_failed", "核查不属实", (S.FED_BACK,), S.PROCESSING, may_handle, needs_reason=True, clause="退回重办，期限 3 个工作日"),
        Transition("rate", "登记群众评价", TOLD, S.RATED, may_handle, clause="是否解决只由群众说"),
        Transition("no_answer", "未评价结案", (S.CHECKED,), S.UNRATED, may_handle, _no_answer_yet, clause="核查属实、反馈后 7 天没有回答；不算满意"),
        Transition("rework", "返工", TOLD, S.PROCESSING, may_handle, _resident_said_no, clause="群众说没有解决，自动返工一次"),
        Transition("escalate", "上交", TOLD, S.ESCALATED, may_handle, _resident_said_no, clause="返工后仍没有解决，交乡镇（街道）"),
        Transition("to_mediation", "转人民调解", BEFORE_HANDLING, S.TO_MEDIATION, may_handle, needs_reason=True, clause="属于民间纠纷"),
        Transition("to_petition", "转信访渠道", BEFORE_HANDLING, S.TO_PETITION, may_handle, needs_reason=True, clause="按信访规定的期限办理"),
        Transition("to_police", "转公安", BEFORE_HANDLING, S.TO_POLICE, may_handle, needs_reason=True, clause="属于公安职责"),
        Transition("to_emergency", "转紧急救助", BEFORE_HANDLING, S.TO_EMERGENCY, may_handle, needs_reason=True, clause="立即转 110、119、120"),
    ),
)  # fmt: skip
