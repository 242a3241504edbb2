"""A question from asking to a person's conclusion (domain §2.0.5: only a human inspector can turn it into a finding)."""

from __future__ import annotations

from typing import Any

from hehuo.org.rights import has_role, may_write
from hehuo.org.roles import Role
from hehuo.org.scope import in_own_area
from hehuo.programme.models import QuestionState as S
from hehuo.records.lifecycle import Lifecycle, Transition

CLAUSE = "督查核实：只提问题，由人下结论"
SUPERVISORS = (Role.CITY_OFFICE, Role.INSPECTOR, Role.COUNTY_HQ, Role.COUNTY_REVIEWER)

asks_questions = has_role(*SUPERVISORS)
answers_questions = has_role(Role.SECRETARY, Role.COMMITTEE, Role.TOWNSHIP)


def may_answer(user: Any, record: Any) -> bool:
    """Staff of the unit that is asked."""
    return answers_questions(user) and may_write(user, record.domain) and in_own_area(user, record)


def may_conclude(user: Any, record: Any) -> bool:
    """Inspectors, county and city offices, in their area; never the person who answered."""
    return asks_questions(user) and in_own_area(user, record) and record.answered_by_id != user.pk


QUESTION = Lifecycle(
    "核实问题单",
    dict(S.choices),
    (
        Transition("answer", "答复", (S.OPEN,), S.ANSWERED, may_answer, needs_reason=True, clause="单位在期限内答复"),
        Transition("send_back", "请补充说明", (S.ANSWERED,), S.OPEN, may_conclude, needs_reason=True, clause=CLAUSE),
        Transition("explain", "结论：已说明", (S.ANSWERED,), S.EXPLAINED, may_conclude, needs_reason=True, clause=CLAUSE),
        Transition("correct", "结论：记录已更正", (S.ANSWERED,), S.CORRECTED, may_conclude, needs_reason=True, clause=CLAUSE),
        Transition(
            "confirm_problem", "结论：确认有问题", (S.OPEN, S.ANSWERED), S.PROBLEM, may_conclude,
            lambda record: "" if record.answer or record.is_overdue else "单位还没有答复，期限也没有到，请先等答复。",
            needs_reason=True, clause="只有督查人员能认定问题，认定对事不对人",
        ),
    ),
)  # fmt: skip
