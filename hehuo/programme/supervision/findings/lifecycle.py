"""A problem from the notice to the re-check as a table (domain §3.3)."""

from __future__ import annotations

from typing import Any

from hehuo.assessment.deductions import held_by
from hehuo.org.roles import Role
from hehuo.programme.models import Finding
from hehuo.programme.models import FindingState as S
from hehuo.programme.models.inspections import FINDING_DUE, FINDING_OPEN
from hehuo.programme.supervision.course import Course, day_of
from hehuo.programme.supervision.findings.stages import in_stages, may_report_stage, stages_are_done
from hehuo.programme.supervision.ladder.rungs import ASIDE, ladder
from hehuo.programme.supervision.people import LEADER, OFFICE, CityRole, Nobody, OfUnit, recusal_from_place
from hehuo.records.lifecycle import Lifecycle, Transition

RECEIVE_WITHIN, PLAN_WITHIN, VERIFY_WITHIN = 2, 5, 5
"""Working days."""
IMMEDIATE_DAYS, NORMAL_DAYS, LONGEST_DAYS = 3, 30, 365
"""Days."""
D = "domain §3.3（市级设定）"
UNIT = OfUnit("责任单位", lambda finding: {finding.responsible_id})
INSPECTOR = CityRole(Role.INSPECTOR, Role.CITY_OFFICE)


def may_verify(user: Any, finding: Finding) -> str:
    """Somebody else than who recorded the problem, and not recused (domain §1.4, §3.3)."""
    if finding.created_by_id == user.pk:
        return "问题由您记录，请由另一位同事复查。"
    if finding.reported_by_id == user.pk:
        return "完成情况由您报告，请由另一位同事复查。"
    held = held_by(finding)
    if held and held.taken_by_id == user.pk:
        return "整改通知由您发出、扣分由您登记，请由另一位同事复查。"
    place = finding.settlement
    return recusal_from_place(user, place.county, {place.code}, day_of(finding))


def from_question(finding: Finding) -> bool:
    """Whether it was registered from a question to the unit, without an inspection or a spot check."""
    return bool(getattr(finding, "query_id", None))


def is_from_question(finding: Finding) -> str:
    """What was seen on the spot is confirmed with its fact sheet."""
    return "" if from_question(finding) else "这个问题随督查、抽查确认。"


def may_confirm(user: Any, finding: Finding) -> str:
    """The second person: neither who registered the problem nor recused."""
    if finding.created_by_id == user.pk:
        return "问题由您登记，请由另一位同事确认。"
    place = finding.settlement
    return recusal_from_place(user, place.county, {place.code}, day_of(finding))


FINDING = Course(
    Lifecycle(
        "督查问题",
        dict(S.choices),
        (
            Transition("confirm", "确认问题", (S.RECORDED,), S.CONFIRMED, Nobody(), clause="随督查、抽查由第二人确认"),
            Transition(
                "confirm_question", "确认问题", (S.RECORDED,), S.CONFIRMED, INSPECTOR, is_from_question,
                clause="由核实问题单登记的，由第二人确认",
            ),
            Transition("issue_notice", "发整改通知", (S.CONFIRMED,), S.NOTIFIED, OFFICE, clause=f"同时扣分；{D}"),
            Transition("receive", "签收通知", (S.NOTIFIED,), S.RECEIVED, UNIT, clause=f"{RECEIVE_WITHIN} 个工作日；{D}"),
            Transition(
                "submit_plan", "报送整改方案", (S.RECEIVED, S.PLAN_RETURNED, S.REOPENED), S.PLANNED, UNIT,
                clause=f"{PLAN_WITHIN} 个工作日；{D}",
            ),
            Transition("accept_plan", "方案通过", (S.PLANNED,), S.PLAN_ACCEPTED, OFFICE, clause=D),
            Transition("return_plan", "退回方案", (S.PLANNED,), S.PLAN_RETURNED, OFFICE, needs_reason=True, clause=D),
            Transition("start_rectifying", "开始整改", (S.PLAN_ACCEPTED,), S.RECTIFYING, UNIT, clause=D),
            Transition(
                "report_stage", "报告阶段完成", (S.RECTIFYING,), S.RECTIFYING, UNIT, may_report_stage, needs_reason=True,
                clause=f"长期整改，附印证；{D}",
            ),
            Transition(
                "report_done", "报告完成", (S.RECTIFYING,), S.REPORTED, UNIT, stages_are_done, needs_reason=True, clause=D
            ),
            Transition("start_verifying", "开始复查", (S.REPORTED,), S.VERIFYING, INSPECTOR, clause=f"{VERIFY_WITHIN} 个工作日；{D}"),
            Transition("close", "复查销号", (S.VERIFYING,), S.CLOSED, INSPECTOR, needs_reason=True, clause=f"扣分恢复；{D}"),
            Transition("reopen", "未整改到位", (S.VERIFYING,), S.REOPENED, INSPECTOR, needs_reason=True, clause=D),
            *ladder(FINDING_DUE, UNIT),
            Transition(
                "withdraw", "撤销问题", (S.CONFIRMED, *FINDING_OPEN), S.WITHDRAWN, LEADER, needs_reason=True,
                clause="单位申辩成立；扣分恢复；domain §6.3",
            ),
        ),
    ),
    {"confirm_question": may_confirm, "start_verifying": may_verify, "close": may_verify, "reopen": may_verify},
    ASIDE | {"return_plan", "reopen", "withdraw"},
    {"confirm_question": from_question, "report_stage": in_stages},
)  # fmt: skip
