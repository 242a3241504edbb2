"""讲习场所, 年度计划, 教育培训, 主题实践活动 (item 2)."""

from __future__ import annotations

from typing import Any

from hehuo.culture.education import services
from hehuo.culture.education.imports import HallImporter, PlanImporter, SessionImporter, ThemeImporter
from hehuo.culture.education.lifecycle import HALL
from hehuo.culture.education.models import EducationPlan, EducationSession, EducationVenue, ThemeActivity
from hehuo.culture.gathering_pages import PEOPLE, WHEN, WHERE, GatheringLedger, rows_of_event
from hehuo.kit.asking import StepForm
from hehuo.kit.casework import DatedLedger, asked
from hehuo.kit.ledger import Child
from hehuo.kit.waiting import Waiting


class EducationVenueLedger(DatedLedger):
    """Halls."""

    model, slug, section, item = EducationVenue, "education-venues", "教育和文化", "第2项"
    help = "education-venues"
    purpose = "登记新时代讲习所、道德讲堂、妇女夜校等，谁负责、设在哪里。"
    columns = ("name", "kind", "venue", "host", "responsible", "opened_on", "state")
    filters = ("settlement", "kind", "host", "state", "opened_on", "venue")
    fields = {"讲习场所": ("kind", "name", "venue"), "负责": ("host", "responsible", "opened_on")}
    facts = {"使用": ("state", "paused_on", "closed_on")}
    search = ("name", "responsible")
    importer = HallImporter
    children = (
        Child(EducationPlan, "lecture_hall", ("year", "title", "sessions_planned", "starts_on", "ends_on"),
              ledger="education-plans"),
        Child(EducationSession, "lecture_hall", ("held_on", "title", "topic", "headcount_declared", "status"),
              ledger="education-sessions"),
    )  # fmt: skip
    lifecycle, steps = HALL, services.STEPS
    asking = (
        asked(HALL, "pause", "从这一天起暂时不用；恢复后再点“恢复使用”。", StepForm, services.pause_hall),
        asked(HALL, "close", "从这一天起不再办；已登记的场次保留。", StepForm, services.close_hall),
    )
    waiting = (Waiting("暂停使用的讲习场所，待恢复或停办", {"state": "paused"}),)

    def perform_save(self, form: Any) -> EducationVenue:
        """In a venue of the settlement."""
        return self.saved_by(services.save_hall, self.entered(form))


class EducationPlanLedger(DatedLedger):
    """Plans of a year."""

    model, slug, section, item, help = (
        EducationPlan,
        "education-plans",
        "教育和文化",
        "第2项",
        "education-venues",
    )
    purpose = "每个讲习场所每年一份计划，计划文本作为印证上传。"
    columns = ("year", "lecture_hall", "title", "sessions_planned", "starts_on", "ends_on")
    filters = ("settlement", "year", "lecture_hall")
    fields = ("lecture_hall", "year", "title", "sessions_planned", "starts_on", "ends_on")
    search = ("title", "lecture_hall__name")
    importer = PlanImporter
    totals = ("sessions_planned",)
    ordering = ("-year", "-id")

    def perform_save(self, form: Any) -> EducationPlan:
        """Begins in its year."""
        return self.saved_by(services.save_plan, self.entered(form))


class EducationSessionLedger(GatheringLedger):
    """Sessions."""

    model, slug, section, item = EducationSession, "education-sessions", "教育和文化", "第2项"
    help = "education-sessions"
    purpose = "登记每场教育培训：讲什么、谁来讲、来了多少人、有哪些资料。不要求照片。"
    columns = (
        "held_on", "title", "series", "topic", "lecturer", "headcount_declared", "headcount_checked", "has_lesson", "sign_in_mode",
    )  # fmt: skip
    filters = (
        "settlement", "held_on", "series", "topic", "sign_in_mode", "has_lesson", "has_sign_in", "lecture_hall", "venue",
    )  # fmt: skip
    fields = {
        "培训": ("lecture_hall", "title", "topic", "lecturer", "lecturer_org", "language"),
        "时间地点": (*WHEN, *WHERE),
        "人数": PEOPLE,
        "资料": ("has_lesson", "has_slides", "has_test", "has_pictures"),
        "群众反馈": ("feedback_score", "feedback_note"),
    }
    facts = {"核对": ("series", *GatheringLedger.facts["核对"])}
    search = ("title", "lecturer")
    totals = ("headcount_declared",)
    children = rows_of_event("session")
    waiting = (Waiting("待核实的教育培训", {"status": "submitted"}, need="approve"),)
    importer = SessionImporter

    def perform_save(self, form: Any) -> EducationSession:
        """In a hall that is in use."""
        return self.saved_by(services.save_session, self.entered(form))


class ThemeActivityLedger(GatheringLedger):
    """Theme practice activities."""

    model, slug, section, item = ThemeActivity, "theme-activities", "教育和文化", "第2项"
    help = "theme-activities"
    purpose = "登记“明理知耻·从德向善在社区”主题实践活动。至少要有一样不是照片的印证。"
    columns = ("held_on", "title", "virtues", "form", "headcount_declared", "headcount_checked", "mix")
    filters = ("settlement", "held_on", "mix", "has_materials", "has_sign_in", "venue")
    fields = {
        "活动": ("title_printed", "title_canonical", "title", "virtues", "form"),
        "时间地点": (*WHEN, *WHERE),
        "人数": (*PEOPLE, "mix"),
        "资料": ("has_materials", "has_pictures"),
    }
    search = ("title", "form")
    totals = ("headcount_declared",)
    children = rows_of_event("theme_activity")
    waiting = (Waiting("待核实的主题实践活动", {"status": "submitted"}, need="approve"),)
    importer = ThemeImporter
