"""居规民约, 居规民约践行 (item 1)."""

from __future__ import annotations

from typing import Any

from hehuo.kit.asking import StepForm
from hehuo.kit.casework import CaseLedger, DatedLedger, asked
from hehuo.kit.ledger import Child
from hehuo.kit.waiting import Waiting
from hehuo.neighbourhood.covenants import forms, services
from hehuo.neighbourhood.covenants.imports import PracticeImporter
from hehuo.neighbourhood.covenants.lifecycle import COVENANT
from hehuo.neighbourhood.covenants.models import CovenantPractice, ResidentCovenant

ASKING = (
    asked(COVENANT, "consult", "开会、入户、张榜都可以，时间不少于 7 天。", forms.ConsultForm, services.record_consultation),
    asked(COVENANT, "draft", "草案定稿的日期。定稿后正文不能直接修改。", StepForm, services.record_draft),
    asked(COVENANT, "review", "乡镇（街道）在表决前审核。居规民约只能倡导和劝导，不能设处罚。", forms.ReviewForm, services.record_review),
    asked(COVENANT, "vote", "选择表决的居民会议，人数和票数取自会议记录。", forms.VoteForm, services.record_vote),
    asked(COVENANT, "publish", "通过后 10 日内备案。公布之日起施行，旧版本同日废止。", forms.PublishForm, services.publish_covenant),
)  # fmt: skip


class CovenantLedger(CaseLedger):
    """Covenants by version."""

    model, slug, section, item, help = ResidentCovenant, "covenants", "居民自治", "第1项", "covenants"
    purpose = "登记居规民约从征集民意到备案公布的每一步。"
    columns = ("title", "version_no", "state", "adopted_on", "filed_on", "published_on", "valid_to")
    filters = ("settlement", "state", "published_on")
    fields = {
        "约定": ("title", "version_no", "text", "audio_languages"),
        "内容主题": (
            "speaks_kindly",
            "behaves_well",
            "mutual_respect",
            "courtesy",
            "healthy_life",
            "other_themes",
        ),
    }
    facts = {
        "征集和拟定": ("state", "consulted_from", "consulted_to", "opinions", "drafted_on"),
        "审核": ("reviewed_on", "reviewer", "review_result", "penalty_clause", "penalty_note"),
        "表决": ("meeting", "adopted_on", "quorum_met"),
        "备案公布": ("filed_on", "filed_to", "filing_no", "published_on", "published_places", "valid_to"),
    }
    search = ("title",)
    lifecycle, steps, asking = COVENANT, services.STEPS, ASKING
    children = (
        Child(
            CovenantPractice,
            "covenant",
            ("held_on", "kind", "place", "audience"),
            ledger="covenant-practices",
        ),
    )
    waiting = (
        Waiting("待征集民意的居规民约", {"state": "planned"}),
        Waiting("已征集民意、待拟草案的居规民约", {"state": "consulted"}),
        Waiting("待乡镇（街道）审核的居规民约", {"state": "drafted"}),
        Waiting("待表决的居规民约", {"state": "reviewed"}),
        Waiting("待备案公布的居规民约", {"state": "adopted"}),
    )

    def perform_save(self, form: Any) -> ResidentCovenant:
        """The text is free until it is a draft."""
        return self.saved_by(services.save_covenant, self.entered(form))


class PracticeLedger(DatedLedger):
    """What is done with the covenant."""

    model, slug, section, item, help = (
        CovenantPractice,
        "covenant-practices",
        "居民自治",
        "第1项",
        "covenants",
    )
    purpose = "登记宣传、入户发放、劝导、评议。不写任何违约人的姓名。"
    columns = ("held_on", "kind", "place", "audience", "clauses", "outcome", "staff")
    filters = ("settlement", "kind", "held_on", "covenant")
    fields = ("covenant", "kind", "held_on", "place", "audience", "clauses", "outcome", "staff")
    search = ("place", "outcome")
    totals = ("audience",)
    ordering = ("-held_on", "-id")
    importer = PracticeImporter
    happened, service = "held_on", services.save_practice
