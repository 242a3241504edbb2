"""A warning is a closed loop (domain §3.14): raised → acknowledged → handled → resolved or false alarm → reviewed."""

from hehuo.records.lifecycle import Lifecycle, Transition, needs
from hehuo.residents.predicates import may_decide, may_handle
from hehuo.safety.warnings.models import EarlyWarning

S = EarlyWarning.State
CLAUSE = "第6项 综合网络防控预警"

WARNING = Lifecycle(
    "预警",
    dict(S.choices),
    (
        Transition("acknowledge", "签收", (S.RAISED,), S.ACKNOWLEDGED, may_handle, clause=CLAUSE),
        Transition("handle", "开始处置", (S.ACKNOWLEDGED,), S.HANDLING, may_handle, needs("action"), clause=CLAUSE),
        Transition("resolve", "解除", (S.ACKNOWLEDGED, S.HANDLING), S.RESOLVED, may_handle, needs("action"), clause=CLAUSE),
        Transition("false_alarm", "确认误报", (S.RAISED, S.ACKNOWLEDGED, S.HANDLING), S.FALSE_ALARM, may_handle,
                   needs_reason=True, clause=CLAUSE),
        Transition("review", "复盘", (S.RESOLVED, S.FALSE_ALARM), S.REVIEWED, may_decide, needs_reason=True,
                   clause="看规则是否要改"),
    ),
)  # fmt: skip
