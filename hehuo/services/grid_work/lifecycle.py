"""A planned visit is made, finds nobody, or is called off (item 14 网格走访)."""

from hehuo.records.lifecycle import Lifecycle, Transition
from hehuo.residents.predicates import may_handle
from hehuo.services.grid_work.models import WorkVisit

S = WorkVisit.State
CLAUSE = "第14项 网格走访计划"

VISIT = Lifecycle(
    "走访",
    dict(S.choices),
    (
        Transition("visit", "登记走访", (S.PLANNED, S.ABSENT), S.DONE, may_handle, clause=CLAUSE),
        Transition("miss", "没有遇到人", (S.PLANNED, S.ABSENT), S.ABSENT, may_handle, clause="改日再去，仍算没有完成"),
        Transition("call_off", "不需走访", (S.PLANNED, S.ABSENT), S.CANCELLED, may_handle, needs_reason=True,
                   clause="已搬走、已销户等，移出计划"),
        Transition("confirm", "登记回访", (S.DONE,), S.DONE, may_handle, clause="由走访人以外的人抽样回访"),
    ),
)  # fmt: skip
