"""普法宣传, 资料发放, 依法诉求引导, 知晓度测评, 法律顾问 (item 5)."""

from __future__ import annotations

from typing import Any

from django import forms

from hehuo.culture.gathering_pages import PEOPLE, WHEN, WHERE, GatheringLedger, rows_of_event
from hehuo.culture.legal_education import services
from hehuo.culture.legal_education.imports import (
    AdviserImporter,
    AwarenessImporter,
    LegalSessionImporter,
    MaterialImporter,
    ReferralImporter,
)
from hehuo.culture.legal_education.lifecycle import REFERRAL
from hehuo.culture.legal_education.models import (
    AwarenessCheck,
    LegalAdviser,
    LegalReferral,
    LegalSession,
    MaterialDistribution,
)
from hehuo.kit.asking import StepForm
from hehuo.kit.casework import DatedLedger, asked
from hehuo.kit.ledger import Child
from hehuo.kit.waiting import Waiting


class AnswerForm(StepForm):
    """登记答复."""

    outcome = forms.ChoiceField(label="结果", choices=LegalReferral.Outcome.choices)


class LegalSessionLedger(GatheringLedger):
    """Legal education."""

    model, slug, section, item, help = LegalSession, "legal-sessions", "教育和文化", "第5项", "legal-sessions"
    purpose = "登记每场普法宣传和法制教育：讲什么法、谁来讲、来了多少人、有哪些资料。"
    columns = (
        "held_on",
        "title",
        "form",
        "law_topics",
        "lecturer_org",
        "audience",
        "headcount_declared",
        "headcount_checked",
    )
    filters = (
        "settlement", "held_on", "form", "lecturer_org", "audience", "has_materials", "has_pictures", "has_sign_in", "venue",
    )  # fmt: skip
    fields = {
        "普法": ("title", "form", "law_topics", "lecturer_org", "audience"),
        "时间地点": (*WHEN, *WHERE),
        "人数": PEOPLE,
        "资料": ("has_materials", "has_pictures"),
    }
    search = ("title", "law_topics")
    importer = LegalSessionImporter
    waiting = (Waiting("待核实的普法宣传", {"status": "submitted"}, need="approve"),)
    totals = ("headcount_declared",)
    children = (
        Child(
            MaterialDistribution, "session", ("handed_out_on", "title", "copies"), ledger="legal-materials"
        ),
        *rows_of_event("legal_session"),
    )


class MaterialDistributionLedger(DatedLedger):
    """What was given out."""

    happened = "handed_out_on"
    model, slug, section, item = MaterialDistribution, "legal-materials", "教育和文化", "第5项"
    help = "legal-sessions"
    purpose = "登记发了什么宣传资料、什么文种、多少份、发在哪里。"
    columns = ("handed_out_on", "title", "languages", "copies", "places", "session")
    filters = ("settlement", "handed_out_on", "session")
    fields = ("title", "languages", "copies", "places", "handed_out_on", "session")
    search = ("title", "places")
    importer = MaterialImporter
    totals = ("copies",)
    ordering = ("-handed_out_on", "-id")


class LegalReferralLedger(DatedLedger):
    """Lawful channels for claims."""

    model, slug, section, item = LegalReferral, "legal-referrals", "教育和文化", "第5项"
    help = "legal-referrals"
    purpose = "群众的诉求引导到法律规定的渠道，登记转给谁、什么时候答复。信访数量不考核、不扣分。"
    columns = ("referred_on", "category", "referred_to", "person", "state", "due_on", "answered_on")
    filters = ("settlement", "state", "category", "referred_on", "due_on")
    fields = {"引导": ("category", "referred_to", "referred_on", "due_on"), "当事人": ("person",)}
    facts = {"办理": ("state", "answered_on", "outcome")}
    search = ("referred_to",)
    importer = ReferralImporter
    ordering = ("-referred_on", "-id")
    lifecycle, steps = REFERRAL, services.STEPS
    asking = (
        asked(REFERRAL, "answer", "转介单位答复、进入法定程序或本人撤回以后登记。", AnswerForm, services.answer_referral),
    )  # fmt: skip
    waiting = (Waiting("待答复的依法诉求引导", {"state": "open"}, due="due_on"),)

    def perform_save(self, form: Any) -> LegalReferral:
        """With a deadline."""
        return self.saved_by(services.save_referral, self.entered(form))


class AwarenessCheckLedger(DatedLedger):
    """Anonymous quizzes."""

    happened = "checked_on"
    model, slug, section, item = AwarenessCheck, "awareness-checks", "教育和文化", "第5项"
    help = "awareness-checks"
    purpose = "登记匿名普法小测验或访问的结果，只有人数和题数，没有姓名。"
    columns = (
        "checked_on",
        "mode",
        "people",
        "questions_asked",
        "answers_correct",
        ("correct_rate", "答对率"),
    )
    filters = ("settlement", "checked_on", "mode")
    fields = ("checked_on", "mode", "people", "questions_asked", "answers_correct")
    totals = ("people", "questions_asked", "answers_correct")
    importer = AwarenessImporter
    ordering = ("-checked_on", "-id")


class LegalAdviserLedger(DatedLedger):
    """Whom residents can ask."""

    happened = "valid_from"
    model, slug, section, item, help = LegalAdviser, "legal-advisers", "教育和文化", "第5项", "legal-advisers"
    purpose = "登记法律顾问或法律咨询点，公开电话和服务时间，群众有事问得到人。"
    columns = ("name", "kind", "organisation", "public_phone", "service_hours", "valid_from", "valid_to")
    filters = ("settlement", "kind", "valid_from", "valid_to")
    fields = {
        "顾问": ("kind", "name", "organisation"),
        "服务": ("public_phone", "service_hours", "valid_from", "valid_to"),
    }
    search = ("name", "name_initials", "organisation")
    importer = AdviserImporter
