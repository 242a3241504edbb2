"""创业扶持政策, 创业扶持申请 (body of item 16)."""

from __future__ import annotations

from typing import Any

from hehuo.kit.casework import CaseLedger, asked
from hehuo.kit.ledger import Child, LedgerView
from hehuo.kit.waiting import Waiting
from hehuo.services.startups import forms, services
from hehuo.services.startups.imports import ApplicationImporter, PolicyImporter
from hehuo.services.startups.lifecycle import STARTUP
from hehuo.services.startups.models import StartupApplication, StartupFollowup, StartupPolicy

SECTION, ITEM = "内外互融互通", "第16项"


class StartupPolicyLedger(LedgerView):
    """Policies on offer."""

    model, slug, section, item, help = StartupPolicy, "startup-policies", SECTION, ITEM, "startups"
    purpose = "登记扶贫发展基金、小微企业补助等创业扶持政策，面向谁、最多多少、怎么申请。"
    columns = ("name", "kind", "issuer", "document_no", "most_fen", "valid_from", "valid_to")
    filters = ("settlement", "kind", "for_relocated", "for_students", "for_returning", "valid_from")
    fields = {
        "政策": ("name", "kind", "issuer", "document_no", "valid_from", "valid_to"),
        "面向": ("for_relocated", "for_students", "for_returning"),
        "内容": ("most_fen", "how_to"),
    }
    search = ("name", "document_no")
    importer = PolicyImporter
    children = (
        Child(StartupApplication, "policy", ("project", "applicant_group", "applied_on", "state"), ledger="startup-applications"),
    )  # fmt: skip


class StartupApplicationLedger(CaseLedger):
    """Applications and what became of them."""

    model, slug, section, item, help = StartupApplication, "startup-applications", SECTION, ITEM, "startups"
    purpose = "登记搬迁群众、大学生、返乡农民工的创业扶持申请，批没批、拨没拨、店开得怎么样。"
    columns = (
        "applied_on", "project", "state", "policy", "applicant_group", "person", "asked_fen", "granted_fen", "paid_fen",
        "outcome", "followed_on",
    )  # fmt: skip
    filters = (
        "settlement",
        "state",
        "applicant_group",
        "outcome",
        "applied_on",
        "policy",
        "business",
        "person",
    )
    fields = {
        "申请人": ("applicant_group", "person", "applicant_name"),
        "申请": ("policy", "project", "business", "applied_on", "asked_fen"),
    }
    facts = {
        "办理": ("state", "decided_on", "granted_fen", "paid_on", "paid_fen"),
        "经营": ("outcome", "followed_on"),
    }
    search = ("project", "applicant_name", "person__name", "person__name_initials")
    importer = ApplicationImporter
    totals = ("asked_fen", "granted_fen", "paid_fen")
    ordering = ("-applied_on", "-id")
    children = (Child(StartupFollowup, "application", ("followed_on", "outcome", "jobs", "needs")),)
    lifecycle, steps = STARTUP, services.STEPS
    asking = (
        asked(STARTUP, "grant", "按批复文件登记，由登记人以外的人办理。", forms.GrantForm, services.grant),
        asked(STARTUP, "pay", "钱到账以后登记。", forms.PayForm, services.pay),
        asked(STARTUP, "follow", "到店里看看，问问需要什么帮助。", forms.FollowForm, services.follow),
    )  # fmt: skip
    waiting = (
        Waiting("待审核的创业扶持申请", {"state": "applied"}),
        Waiting("待登记批复的创业扶持申请", {"state": "reviewing"}, need="approve"),
        Waiting("待拨付的创业扶持资金", {"state": "granted"}),
        Waiting("已拨付、待回访的创业扶持", {"state": "paid"}),
    )

    def perform_save(self, form: Any) -> StartupApplication:
        """The policy fits who applies and how much is asked."""
        return self.saved_by(services.save_application, self.entered(form))
