"""A planned patrol is walked, missed or called off (item 6 “人防”)."""

from hehuo.records.lifecycle import Lifecycle, Transition, needs
from hehuo.residents.predicates import may_handle
from hehuo.safety.patrols.models import PatrolRecord

S = PatrolRecord.State
CLAUSE = "第6项 人防：巡逻"

PATROL = Lifecycle(
    "巡逻",
    dict(S.choices),
    (
        Transition("walk", "登记已巡逻", (S.PLANNED, S.MISSED), S.DONE, may_handle,
                   needs("started_at", "ended_at", "points_checked"), clause=CLAUSE),
        Transition("miss", "登记未巡逻", (S.PLANNED,), S.MISSED, may_handle, needs_reason=True, clause=CLAUSE),
        Transition("call_off", "因故取消", (S.PLANNED,), S.CANCELLED, may_handle, needs_reason=True,
                   clause="恶劣天气等不宜巡逻"),
    ),
)  # fmt: skip
