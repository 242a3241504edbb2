"""A hazard from finding to the second look that closes it (item 6 “治安状况良好”; domain item 6 `safety_hazard`)."""

from hehuo.records.lifecycle import Lifecycle, Transition, needs
from hehuo.residents.predicates import may_decide, may_handle
from hehuo.safety.hazards.models import SafetyHazard

S = SafetyHazard.State
CLAUSE = "第6项 隐患限期整改"

HAZARD = Lifecycle(
    "安全隐患",
    dict(S.choices),
    (
        Transition("start", "下达整改", (S.FOUND,), S.RECTIFYING, may_handle, needs("responsible"), clause=CLAUSE),
        Transition("rectify", "登记已整改", (S.FOUND, S.RECTIFYING), S.RECTIFIED, may_handle, clause=CLAUSE),
        Transition("close", "复查销号", (S.RECTIFIED,), S.CLOSED, may_decide, clause="由登记人以外的人复查"),
        Transition("send_back", "复查不合格", (S.RECTIFIED,), S.RECTIFYING, may_decide, needs_reason=True, clause=CLAUSE),
        Transition("reopen", "重新整改", (S.CLOSED,), S.RECTIFYING, may_decide, needs_reason=True, clause="隐患再次出现"),
    ),
)  # fmt: skip
