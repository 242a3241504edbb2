"""A responsibility task as a table (domain §3.4)."""

from __future__ import annotations

from typing import Any

from hehuo.programme.models import TaskState as S
from hehuo.programme.models.tasks import TASK_DUE, TASK_OPEN
from hehuo.programme.supervision.course import Course
from hehuo.programme.supervision.ladder.rungs import ASIDE, ladder
from hehuo.programme.supervision.people import HEADQUARTERS, OFFICE, OfUnit
from hehuo.records.lifecycle import Lifecycle, Transition

ACCEPT_WITHIN, DECIDE_WITHIN = 2, 3
"""Working days."""
D = "domain §3.4（市级设定）"
LEAD = OfUnit("牵头单位", lambda task: {task.lead_id})


def is_not_the_sender(user: Any, task: Any) -> str:
    """The result is reviewed by somebody else."""
    return "成果由您报送，请由另一位同事审核。" if task.submitted_by_id == user.pk else ""


TASK = Course(
    Lifecycle(
        "责任任务",
        dict(S.choices),
        (
            Transition("assign", "下达任务", (S.CREATED,), S.ASSIGNED, OFFICE, clause=D),
            Transition("accept", "签收", (S.ASSIGNED,), S.ACCEPTED, LEAD, clause=f"{ACCEPT_WITHIN} 个工作日；{D}"),
            Transition("dispute", "提出责任异议", (S.ASSIGNED,), S.DISPUTED, LEAD, needs_reason=True, clause=D),
            Transition(
                "decide_dispute", "裁定责任", (S.DISPUTED,), S.ASSIGNED, HEADQUARTERS, needs_reason=True,
                clause=f"{DECIDE_WITHIN} 个工作日；{D}",
            ),
            Transition("start", "开始办理", (S.ACCEPTED,), S.IN_PROGRESS, LEAD, clause=D),
            Transition("submit", "报送成果", (S.IN_PROGRESS, S.RETURNED), S.SUBMITTED, LEAD, needs_reason=True, clause=D),
            Transition("review", "审核通过", (S.SUBMITTED,), S.REVIEWED, OFFICE, clause=D),
            Transition("return", "退回补充", (S.SUBMITTED,), S.RETURNED, OFFICE, needs_reason=True, clause=D),
            Transition("close", "办结", (S.REVIEWED,), S.CLOSED, OFFICE, clause=D),
            *ladder(TASK_DUE, LEAD),
            Transition("cancel", "取消任务", TASK_OPEN, S.CANCELLED, HEADQUARTERS, needs_reason=True, clause=D),
        ),
    ),
    {"review": is_not_the_sender, "return": is_not_the_sender},
    ASIDE | {"dispute", "return", "cancel"},
)  # fmt: skip
