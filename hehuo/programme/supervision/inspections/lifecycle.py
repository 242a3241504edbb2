"""An inspection as a table (domain §3.3). Each problem then goes its own way."""

from __future__ import annotations

from typing import Any

from hehuo.org.rights import roles_of
from hehuo.org.roles import Role
from hehuo.programme.models import FindingState, Inspection
from hehuo.programme.models import InspectionState as S
from hehuo.programme.supervision.course import Course
from hehuo.programme.supervision.people import HEADQUARTERS, OFFICE
from hehuo.records.lifecycle import Lifecycle, Transition

FACTS_WITHIN = 2
"""Working days after the visit."""
D = "domain §3.3（市级设定）"


class Inspector:
    """A member of the inspection."""

    label = "督查成员"

    def __call__(self, user: Any, inspection: Inspection) -> bool:
        return bool(roles_of(user) & {Role.INSPECTOR, Role.CITY_BUREAU}) and user.pk in {
            m.user_id for m in inspection.members.all()
        }


MEMBER = Inspector()


def has_findings(inspection: Inspection) -> str:
    """A confirmed inspection has problems."""
    return "" if inspection.findings.exists() else "还没有记录问题。未发现问题的，请办理“未发现问题”。"


def has_none(inspection: Inspection) -> str:
    """Nothing was found."""
    return "已经记录了问题，请办理“确认问题”。" if inspection.findings.exists() else ""


def all_over(inspection: Inspection) -> str:
    """Every problem is closed or withdrawn."""
    over = (FindingState.CLOSED, FindingState.WITHDRAWN)
    left = inspection.findings.exclude(state__in=over).count()
    return f"还有 {left} 个问题没有销号。" if left else ""


def is_second_person(user: Any, inspection: Inspection) -> str:
    """Two inspectors: one records, another confirms."""
    return "现场情况由您记录，请由另一位成员确认。" if inspection.recorded_by_id == user.pk else ""


INSPECTION = Course(
    Lifecycle(
        "督查、明查暗访",
        dict(S.choices),
        (
            Transition("begin", "开始检查", (S.PLANNED,), S.IN_PROGRESS, MEMBER, clause=f"两人以上；{D}"),
            Transition(
                "record_facts", "填写事实记录", (S.IN_PROGRESS,), S.FACTS, MEMBER,
                clause=f"检查后 {FACTS_WITHIN} 个工作日内；{D}",
            ),
            Transition("add_finding", "记录问题", (S.FACTS,), S.FACTS, MEMBER, clause=D),
            Transition("confirm_problems", "确认问题", (S.FACTS,), S.CONFIRMED, MEMBER, has_findings, clause=f"第二人确认；{D}"),
            Transition("confirm_clean", "未发现问题", (S.FACTS,), S.CLEAN, MEMBER, has_none, clause=f"第二人确认；{D}"),
            Transition("close", "办结", (S.CONFIRMED,), S.CLOSED, OFFICE, all_over, clause=f"全部销号；{D}"),
            Transition("cancel", "取消", (S.PLANNED,), S.CANCELLED, HEADQUARTERS, needs_reason=True, clause=D),
        ),
    ),
    {"confirm_problems": is_second_person, "confirm_clean": is_second_person},
    frozenset({"cancel"}),
)  # fmt: skip
