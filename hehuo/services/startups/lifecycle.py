"""An application for start-up support, to the money and to what became of the business (item 16, 经济融通)."""

from hehuo.records.lifecycle import Lifecycle, Transition
from hehuo.residents.predicates import may_decide, may_handle
from hehuo.services.startups.models import StartupApplication

S = StartupApplication.State
CLAUSE = "第16项 经济融通"

STARTUP = Lifecycle(
    "创业扶持申请",
    dict(S.choices),
    (
        Transition("submit", "核对后上报", (S.APPLIED,), S.REVIEWING, may_handle, clause=CLAUSE),
        Transition("grant", "登记批准", (S.REVIEWING,), S.GRANTED, may_decide, clause="由登记人以外的人办理"),
        Transition("refuse", "登记未批准", (S.APPLIED, S.REVIEWING), S.REFUSED, may_decide, needs_reason=True, clause="写明原因并告知申请人"),
        Transition("pay", "登记拨付", (S.GRANTED,), S.PAID, may_handle, clause="不多于批准金额"),
        Transition("follow", "登记回访", (S.PAID,), S.PAID, may_handle, clause="拨付后看经营情况"),
        Transition("withdraw", "申请人撤回", (S.APPLIED, S.REVIEWING), S.WITHDRAWN, may_handle, needs_reason=True, clause=CLAUSE),
    ),
)  # fmt: skip
