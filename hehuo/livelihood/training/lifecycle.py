"""培训 as tables (domain §3.9): plan, class, enrolment."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from hehuo.livelihood.training.models import Enrolment, TrainingClass, TrainingPlan
from hehuo.records.lifecycle import Lifecycle, Transition
from hehuo.residents.predicates import may_decide, may_handle

ATTENDANCE_PERCENT = 80
P, C, E = TrainingPlan.State, TrainingClass.State, Enrolment.State
CLAUSE = "第11项 劳动力就业培训全覆盖"
FILE_PARTS = {
    "open_report_no": "开班报告",
    "has_timetable": "课程表",
    "has_roll": "花名册",
    "has_attendance": "考勤记录",
    "has_result": "考核结果",
}


def missing_papers(training_class: Any) -> list[str]:
    """What the class file still lacks (11.3)."""
    return [label for name, label in FILE_PARTS.items() if not getattr(training_class, name)]


def _report(training_class: Any) -> str:
    return "" if training_class.open_report_no else "请先在“修改”中填写开班报告编号，开班前要有开班报告。"


def _has_begun(training_class: Any) -> str:
    if training_class.starts_on > timezone.localdate():
        return f"开班日期是 {training_class.starts_on}，还没有到。"
    return "" if training_class.enrolments.live().exists() else "还没有学员报名，请先登记报名。"


def _has_ended(training_class: Any) -> str:
    return (
        f"结束日期是 {training_class.ends_on}，还没有到。"
        if training_class.ends_on > timezone.localdate()
        else ""
    )


def _has_result(training_class: Any) -> str:
    return "" if training_class.has_result else "请先在“修改”中勾选“有考核结果”并登记证书。"


def _file_complete(training_class: Any) -> str:
    missing = missing_papers(training_class)
    return f"归档前请补齐：{'、'.join(missing)}。" if missing else ""


def attended_enough(enrolment: Any) -> bool:
    """At least 80 per cent of the hours due, exact integers."""
    return (
        enrolment.hours_due > 0 and enrolment.hours_present * 100 >= enrolment.hours_due * ATTENDANCE_PERCENT
    )


def _attended(enrolment: Any) -> str:
    if attended_enough(enrolment):
        return ""
    return f"到课 {enrolment.hours_present} 课时，应到 {enrolment.hours_due} 课时，不到 {ATTENDANCE_PERCENT}%，不能结业。"


PLAN = Lifecycle(
    "培训计划",
    dict(P.choices),
    (
        Transition("approve", "批准", (P.DRAFT,), P.APPROVED, may_decide, clause=CLAUSE),
        Transition("publish", "公布", (P.APPROVED,), P.PUBLISHED, may_handle, clause=CLAUSE),
        Transition("withdraw", "退回草拟", (P.APPROVED,), P.DRAFT, may_decide, needs_reason=True, clause=CLAUSE),
    ),
)  # fmt: skip
CLASS = Lifecycle(
    "培训班",
    dict(C.choices),
    (
        Transition("open", "报开班", (C.PROPOSED,), C.OPENED, may_handle, _report, clause="开班报告在开班前"),
        Transition("run", "开始培训", (C.OPENED,), C.RUNNING, may_handle, _has_begun, clause=CLAUSE),
        Transition("end", "培训结束", (C.RUNNING,), C.ENDED, may_handle, _has_ended, clause=CLAUSE),
        Transition("assess", "完成考核", (C.ENDED,), C.ASSESSED, may_handle, _has_result, clause=CLAUSE),
        Transition("apply_subsidy", "申请补贴", (C.ASSESSED,), C.SUBSIDY_APPLIED, may_handle, _file_complete, clause=CLAUSE),
        Transition("pay", "补贴已兑现", (C.SUBSIDY_APPLIED,), C.PAID, may_decide, clause="发给学员本人"),
        Transition("archive", "归档", (C.ASSESSED, C.PAID), C.ARCHIVED, may_handle, _file_complete, clause="第11项 有相应培训资料"),
        Transition("cancel", "取消", (C.PROPOSED, C.OPENED), C.CANCELLED, may_handle, needs_reason=True, clause=CLAUSE),
    ),
)  # fmt: skip
ENROLMENT = Lifecycle(
    "培训报名",
    dict(E.choices),
    (
        Transition("enrol", "确认报名", (E.WISH,), E.ENROLLED, may_handle, clause="因人施培"),
        Transition("attend", "开始参训", (E.ENROLLED,), E.ATTENDING, may_handle, clause=CLAUSE),
        Transition("complete", "结业", (E.ENROLLED, E.ATTENDING), E.COMPLETED, may_handle, _attended, clause="到课满 80%"),
        Transition("certify", "取得证书", (E.COMPLETED, E.FAILED), E.CERTIFICATED, may_handle, clause=CLAUSE),
        Transition("fail", "考核未过", (E.COMPLETED,), E.FAILED, may_handle, clause="参加过培训仍计入覆盖"),
        Transition("drop", "退出", (E.WISH, E.ENROLLED, E.ATTENDING), E.DROPPED, may_handle, needs_reason=True, clause=CLAUSE),
    ),
)  # fmt: skip
