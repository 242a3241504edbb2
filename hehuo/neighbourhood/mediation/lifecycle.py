"""A mediation case: 申请—受理—调查—调解—协议—履行—回访—归档 (domain §3.6)."""

from __future__ import annotations

from typing import Any

from hehuo.neighbourhood.mediation.models import MediationCase
from hehuo.records.lifecycle import Lifecycle, Transition
from hehuo.residents.predicates import may_handle

S = MediationCase.State
DAYS, MORE_DAYS, REVISIT_DAYS, CONFIRM_DAYS = 30, 15, 30, 30
ACTIVE = (S.ACCEPTED, S.INVESTIGATING, S.MEDIATING)


def _no_violence(case: Any) -> str:
    return "涉及家庭暴力或虐待的不调解，请转保护程序。" if case.violence else ""


MEDIATION = Lifecycle(
    "调解案件",
    dict(S.choices),
    (
        Transition("accept", "受理", (S.APPLIED, S.OFFERED), S.ACCEPTED, may_handle, _no_violence, clause="告知权利义务；主动调解须双方同意"),
        Transition("decline", "不予受理", (S.APPLIED, S.OFFERED), S.DECLINED, may_handle, needs_reason=True, clause="不属于调解范围，告知应找的渠道"),
        Transition("protect", "转保护程序", (S.APPLIED, S.OFFERED, *ACTIVE), S.PROTECTED, may_handle, clause="家庭暴力、虐待：依法报告，不安排当面调解"),
        Transition("inquire", "开始调查", (S.ACCEPTED,), S.INVESTIGATING, may_handle, clause="向当事人和知情人了解情况"),
        Transition("mediate", "开始调解", (S.ACCEPTED, S.INVESTIGATING, S.BREACHED, S.NO_AGREEMENT), S.MEDIATING, may_handle, _no_violence, clause="一次或多次"),
        Transition("agree", "登记达成协议", (S.MEDIATING,), S.PERFORMING, may_handle, _no_violence, clause="口头或书面；书面的写协议书编号"),
        Transition("fail", "未达成协议", (S.MEDIATING,), S.NO_AGREEMENT, may_handle, needs_reason=True, clause="告知可以通过诉讼等途径解决"),
        Transition("withdraw", "当事人撤回", ACTIVE, S.WITHDRAWN, may_handle, needs_reason=True, clause="当事人随时可以要求终止"),
        Transition("refer", "依法移送", (*ACTIVE, S.NO_AGREEMENT, S.BREACHED), S.REFERRED, may_handle, needs_reason=True, clause="移送有权处理的机关"),
        Transition("perform", "登记已履行", (S.PERFORMING,), S.PERFORMED, may_handle, clause="协议履行完毕"),
        Transition("breach", "登记未履行", (S.PERFORMING,), S.BREACHED, may_handle, needs_reason=True, clause="可以再调解、申请司法确认或者起诉"),
        Transition("revisit", "登记回访", (S.PERFORMED,), S.REVISITED, may_handle, clause="履行后 30 天内回访"),
        Transition("archive", "归档", (S.REVISITED, S.NO_AGREEMENT, S.WITHDRAWN, S.REFERRED, S.DECLINED, S.PROTECTED), S.ARCHIVED, may_handle, clause="一案一卷"),
    ),
)  # fmt: skip
