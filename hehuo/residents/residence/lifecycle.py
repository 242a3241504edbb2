"""两头住个案 as a table: found, confirmed, helped, settled, visited again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hehuo.records.lifecycle import Lifecycle, Transition
from hehuo.residents.predicates import may_decide, may_handle
from hehuo.residents.residence.models import TwoEndsCase

RETURN_VISIT_DAYS = 30
S = TwoEndsCase.State
CLAUSE = "第9项 消除“两头住”现象"


def _has_plan(case: Any) -> str:
    return "" if case.plan.strip() else "请先填写帮扶措施：两头住是要帮的困难，不是处罚。"


def _settled_long_enough(case: Any) -> str:
    if case.closed_on is None:
        return "请先登记已返住。"
    if case.closing_check_on and case.closing_check_on < case.closed_on + timedelta(days=RETURN_VISIT_DAYS):
        return f"回访要在返住满 {RETURN_VISIT_DAYS} 天以后，最早 {case.closed_on + timedelta(days=RETURN_VISIT_DAYS)}。"
    return ""


TWO_ENDS = Lifecycle(
    "两头住个案",
    dict(S.choices),
    (
        Transition("confirm", "核实属实", (S.SUSPECTED,), S.OPEN, may_handle, _has_plan, clause=CLAUSE),
        Transition("dismiss", "核实不属实", (S.SUSPECTED,), S.DISMISSED, may_handle, needs_reason=True, clause=CLAUSE),
        Transition("settle", "已返住，等回访", (S.OPEN,), S.CLOSED_PENDING, may_handle, _has_plan, clause=CLAUSE),
        Transition("relapse", "仍两头住", (S.CLOSED_PENDING,), S.OPEN, may_handle, needs_reason=True, clause=CLAUSE),
        Transition("close", "回访属实，销号", (S.CLOSED_PENDING,), S.CLOSED, may_decide, _settled_long_enough,
                   clause="返住满30天后回访"),
    ),
)  # fmt: skip
