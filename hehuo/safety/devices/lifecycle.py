"""A maintenance ticket from report to the check by another person (item 6 “物防、技防”)."""

from hehuo.records.lifecycle import Lifecycle, Transition, needs
from hehuo.residents.predicates import may_handle
from hehuo.safety.devices.models import MaintenanceTicket

S = MaintenanceTicket.State
CLAUSE = "第6项 物防、技防：设施完好"

TICKET = Lifecycle(
    "安防维修单",
    dict(S.choices),
    (
        Transition("assign", "派修", (S.REPORTED,), S.ASSIGNED, may_handle, needs("repairer"), clause=CLAUSE),
        Transition("fix", "登记修好", (S.ASSIGNED,), S.FIXED, may_handle, clause=CLAUSE),
        Transition("check", "核查销号", (S.FIXED,), S.CLOSED, may_handle, clause="由报修人以外的人核查"),
        Transition("reopen", "没修好，退回", (S.FIXED, S.CLOSED), S.ASSIGNED, may_handle, needs_reason=True, clause=CLAUSE),
        Transition("withdraw", "撤回", (S.REPORTED, S.ASSIGNED), S.WITHDRAWN, may_handle, needs_reason=True, clause=CLAUSE),
    ),
)  # fmt: skip
