"""A referral waits for an answer and is closed with one (item 5 “用合法的形式表达利益诉求”)."""

from hehuo.culture.legal_education.models import LegalReferral
from hehuo.records.lifecycle import Lifecycle, Transition
from hehuo.residents.predicates import may_handle

S = LegalReferral.State
CLAUSE = "第5项 依法表达诉求"

REFERRAL = Lifecycle(
    "依法诉求引导",
    dict(S.choices),
    (
        Transition("answer", "登记答复", (S.OPEN,), S.CLOSED, may_handle, clause=CLAUSE),
        Transition("reopen", "重新办理", (S.CLOSED,), S.OPEN, may_handle, needs_reason=True, clause="答复没有解决问题"),
    ),
)  # fmt: skip
