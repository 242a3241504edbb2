"""The way of a request: received, identity checked, answered within 15 working days, closed (domain §3.14)."""

from __future__ import annotations

from hehuo.records.lifecycle import Lifecycle, Transition
from hehuo.residents.data_requests.models import DataSubjectRequest
from hehuo.residents.predicates import may_handle

S = DataSubjectRequest.State
ANSWER_DAYS = 15
LAW = "个人信息保护法"

DATA_REQUEST = Lifecycle(
    "个人信息权利申请",
    dict(S.choices),
    (
        Transition("check_identity", "登记身份核验", (S.RECEIVED,), S.CHECKED, may_handle, clause=f"{LAW}第五十条：先核实是本人或有权代为提出的人"),
        Transition("unproven", "身份不能核实，答复", (S.RECEIVED,), S.ANSWERED, may_handle, clause=f"{LAW}第五十条：拒绝的说明理由，补齐后可以再提"),
        Transition("answer", "登记答复", (S.CHECKED,), S.ANSWERED, may_handle, clause=f"收到之日起 {ANSWER_DAYS} 个工作日内；不予办理的写明法律依据"),
        Transition("close", "办结", (S.ANSWERED,), S.CLOSED, may_handle, clause="申请人已收到答复；不服的可以依法起诉"),
        Transition("withdraw", "申请人撤回", (S.RECEIVED, S.CHECKED), S.CLOSED, may_handle, needs_reason=True, clause="由申请人自己提出"),
    ),
)  # fmt: skip
