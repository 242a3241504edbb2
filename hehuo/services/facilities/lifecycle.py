"""A planned inspection is done or called off (item 13 “适时维护”)."""

from hehuo.records.lifecycle import Lifecycle, Transition
from hehuo.residents.predicates import may_handle
from hehuo.services.facilities.models import FacilityInspection

S = FacilityInspection.State
CLAUSE = "第13项 设施适时维护"

INSPECTION = Lifecycle(
    "设施巡检",
    dict(S.choices),
    (
        Transition("inspect", "登记巡检", (S.PLANNED,), S.DONE, may_handle, clause=CLAUSE),
        Transition("call_off", "取消巡检", (S.PLANNED,), S.CANCELLED, may_handle, needs_reason=True,
                   clause="设施已撤除等，移出计划"),
    ),
)  # fmt: skip
