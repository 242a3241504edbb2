"""The training chain (item 11): plans, classes, enrolments, attendance, certificates, follow-ups, exemptions."""

from __future__ import annotations

from typing import Any

from hehuo.kit.asking import SteppedLedger
from hehuo.kit.filled_steps import filled
from hehuo.kit.ledger import Child
from hehuo.kit.waiting import Waiting
from hehuo.livelihood.pages import PEOPLE_SEARCH
from hehuo.livelihood.training import due
from hehuo.livelihood.training.imports import (
    CertificateImporter,
    ClassImporter,
    EnrolmentImporter,
    ExemptionImporter,
    PlanImporter,
)
from hehuo.livelihood.training.lifecycle import CLASS, ENROLMENT, PLAN
from hehuo.livelihood.training.models import (
    Certificate,
    Enrolment,
    PostTrainingFollowup,
    TrainingAttendance,
    TrainingClass,
    TrainingExemption,
    TrainingPlan,
)
from hehuo.livelihood.training.services import (
    CLASS_STEPS,
    ENROLMENT_STEPS,
    PLAN_STEPS,
    save_attendance,
    save_certificate,
    save_class,
    save_enrolment,
    save_exemption,
    save_training_followup,
)

THROUGH_ENROLMENT = (
    "enrolment__person__name",
    "enrolment__person__name_initials",
    "enrolment__person__id_no",
)


class TrainingPlanLedger(SteppedLedger):
    """Plans of a year."""

    model, slug, section, item, help = TrainingPlan, "training-plans", "就业培训", "第11项", "training-plans"
    purpose = "登记每年打算办什么培训、多少名额，批准后公布。"
    columns = ("year", "kind", "trade", "organiser", "basis", "seats", "hours", "state")
    filters = ("settlement", "year", "kind", "organiser", "state")
    fields = {"计划": ("year", "organiser", "kind", "trade", "basis"), "规模": ("seats", "hours")}
    facts = {"办理": ("state",)}
    search = ("trade", "basis")
    importer = PlanImporter
    totals = ("seats",)
    children = (
        Child(TrainingClass, "plan", ("class_no", "starts_on", "ends_on", "state"), ledger="training"),
    )
    lifecycle, steps = PLAN, PLAN_STEPS
    waiting = (
        Waiting("待批准的培训计划", {"state": "draft"}, need="approve"),
        Waiting("已批准、待公布的培训计划", {"state": "approved"}),
    )


class TrainingClassLedger(SteppedLedger):
    """Classes and the five papers of their file."""

    model, slug, section, item, help = TrainingClass, "training", "就业培训", "第11项", "training"
    purpose = "登记每个培训班和它的五样资料：开班报告、课程表、花名册、考勤、考核结果。"
    card_title = "trade"
    columns = (
        "class_no", "trade", "provider_name", "starts_on", "ends_on", "hours_planned", "state", "open_report_no",
        "has_attendance", "has_result",
    )  # fmt: skip
    filters = ("settlement", "state", "starts_on", "ends_on", "has_attendance", "has_result", "plan")
    fields = {
        "培训班": ("class_no", "plan", "trade", "place", "teacher"),
        "机构": ("provider_name", "provider_uscc"),
        "时间": ("starts_on", "ends_on", "hours_planned"),
        "资料": ("open_report_no", "has_timetable", "has_roll", "has_attendance", "has_result"),
    }
    facts = {"办理": ("state",)}
    search = ("class_no", "trade", "provider_name", "teacher")
    totals = ("hours_planned",)
    children = (
        Child(Enrolment, "training_class", ("person", "state", "hours_due", "hours_present", "completed_on"),
              ledger="enrolments", shown=60),
        Child(Certificate, "training_class", ("person", "certificate_no", "level", "issued_on"), ledger="certificates"),
    )  # fmt: skip
    importer = ClassImporter
    lifecycle, steps = CLASS, CLASS_STEPS
    asking = (filled(CLASS, CLASS_STEPS, "open", "开班前要有开班报告。", "open_report_no"),)
    waiting = (
        Waiting("待报开班的培训班", {"state": "proposed"}, due="starts_on"),
        Waiting("已报开班、待开始的培训班", {"state": "opened"}, due="starts_on"),
        Waiting("培训中的培训班，结束后登记", {"state": "running"}, due="ends_on"),
        Waiting("已结束、待考核的培训班", {"state": "ended"}),
        Waiting("已考核、待申请补贴的培训班", {"state": "assessed"}),
        Waiting("待兑现补贴的培训班", {"state": "subsidy_applied"}),
        Waiting("待归档的培训班", {"state": "paid"}),
        Waiting("已结束、五样资料不齐的培训班", name="papers", rows=due.incomplete_files),
    )

    def perform_save(self, form: Any) -> TrainingClass:
        """The provider's code is checked."""
        return self.saved_by(save_class, self.entered(form))


class EnrolmentLedger(SteppedLedger):
    """People in classes."""

    model, slug, section, item, help = Enrolment, "enrolments", "就业培训", "第11项", "enrolments"
    purpose = "登记谁报了哪个班、到课多少，到课满 80% 才算结业。"
    columns = (
        "person", "person__household__household_no", "training_class", "state", "hours_due", "hours_present", "completed_on",
    )  # fmt: skip
    filters = ("settlement", "state", "completed_on", "was_unemployed", "training_class", "person")
    fields = {"报名": ("training_class", "person", "wish_match")}
    facts = {
        "办理": ("state", "hours_due", "hours_present", "completed_on", "drop_reason"),
        "报名时": ("was_unemployed", "question"),
    }
    search = (*PEOPLE_SEARCH, "training_class__class_no", "training_class__trade")
    totals = ("hours_due", "hours_present")
    children = (
        Child(TrainingAttendance, "enrolment", ("session_on", "slot", "hours", "mark"), ledger="training-attendance"),
        Child(PostTrainingFollowup, "enrolment", ("due_month", "employed", "confirmed_mode"), ledger="training-followups"),
    )  # fmt: skip
    importer = EnrolmentImporter
    lifecycle, steps = ENROLMENT, ENROLMENT_STEPS
    waiting = (
        Waiting("有意愿、待确认报名的", {"state": "wish"}),
        Waiting("已报名、待开始参训的", {"state": "enrolled"}),
        Waiting("该做训后回访的（结业后 3、6 个月）", name="follow-up", rows=due.followups),
    )

    def perform_save(self, form: Any) -> Enrolment:
        """Age, life, one class at a time."""
        return self.saved_by(save_enrolment, self.entered(form))


class TrainingAttendanceLedger(SteppedLedger):
    """Marks of sessions; hours follow from them."""

    model, slug, section, item = TrainingAttendance, "training-attendance", "就业培训", "第11项"
    help = "training-attendance"
    purpose = "按课次登记到、缺、假，课时自动合计。点名、扫码或纸质签到都可以，不采集人脸指纹。"
    columns = (
        "enrolment__person",
        "enrolment__training_class",
        "session_on",
        "slot",
        "hours",
        "mark",
        "mode",
    )
    filters = ("settlement", "session_on", "mark", "mode", "enrolment")
    fields = ("enrolment", "session_on", "slot", "hours", "mark", "mode")
    search = (*THROUGH_ENROLMENT, "enrolment__training_class__class_no")
    ordering = ("-session_on", "-id")

    def perform_save(self, form: Any) -> TrainingAttendance:
        """Inside the class's dates, in one class at a time."""
        return self.saved_by(save_attendance, self.entered(form))


class CertificateLedger(SteppedLedger):
    """Examinations and certificates."""

    model, slug, section, item, help = Certificate, "certificates", "就业培训", "第11项", "certificates"
    purpose = "登记结业考核成绩和证书。"
    columns = ("person", "training_class", "exam_score", "certificate_no", "level", "issuer", "issued_on")
    filters = ("settlement", "issued_on", "training_class", "person")
    fields = {
        "学员": ("person", "training_class"),
        "证书": ("certificate_no", "level", "issuer", "issued_on", "exam_score"),
    }
    search = (*PEOPLE_SEARCH, "certificate_no")
    importer = CertificateImporter

    def perform_save(self, form: Any) -> Certificate:
        """The place in the class becomes 已取证."""
        return self.saved_by(save_certificate, self.entered(form))


class TrainingFollowupLedger(SteppedLedger):
    """What became of people three and six months later."""

    model, slug, section, item = PostTrainingFollowup, "training-followups", "就业培训", "第11项"
    help = "training-followups"
    purpose = "结业满 3 个月、6 个月各跟踪一次，看有没有就业、对不对口。"
    columns = (
        "enrolment__person",
        "enrolment__training_class",
        "due_month",
        "employed",
        "related_to_training",
        "confirmed_mode",
    )
    filters = ("settlement", "due_month", "employed", "related_to_training", "enrolment")
    fields = ("enrolment", "due_month", "occurred_on", "employed", "related_to_training", "confirmed_mode")
    search = THROUGH_ENROLMENT

    def perform_save(self, form: Any) -> PostTrainingFollowup:
        """Once a month of the plan, not before it is due."""
        return self.saved_by(save_training_followup, self.entered(form))


class TrainingExemptionLedger(SteppedLedger):
    """Documented exemptions from the base of 11.2."""

    model, slug, section, item = TrainingExemption, "training-exemptions", "就业培训", "第11项"
    help = "training-exemptions"
    purpose = "登记暂不需要参加培训的人和依据，另一位同事核实后才从应培训人数中扣除。"
    columns = (
        "person",
        "person__household__household_no",
        "kind",
        "valid_from",
        "valid_to",
        "review_on",
        "proof",
    )
    filters = ("settlement", "kind", "valid_to", "review_on", "person")
    fields = {"豁免": ("person", "kind", "proof"), "时间": ("valid_from", "valid_to", "review_on")}
    search = PEOPLE_SEARCH
    importer = ExemptionImporter
    waiting = (
        Waiting("14 天内要复核的培训豁免", due="review_on", name="review", rows=due.exemptions_to_review),
    )

    def perform_save(self, form: Any) -> TrainingExemption:
        """A proof; a review within half a year for a sole carer."""
        record = self.entered(form)
        record.occurred_on = record.valid_from
        return self.saved_by(save_exemption, record)
