"""人民调解员, 调解案件, 调解记录, 经办授权, 零案件说明 (item 3)."""

from __future__ import annotations

from hehuo.kit.asking import Step, StepForm
from hehuo.kit.casework import DatedLedger, asked
from hehuo.kit.ledger import Child
from hehuo.kit.waiting import Waiting
from hehuo.neighbourhood.mediation import forms, services
from hehuo.neighbourhood.mediation.imports import MediatorImporter
from hehuo.neighbourhood.mediation.lifecycle import ACTIVE, MEDIATION
from hehuo.neighbourhood.mediation.models import (
    CaseHandler,
    MediationCase,
    MediationSession,
    Mediator,
    ZeroCaseStatement,
)


def _not_active(case: MediationCase) -> str:
    return "" if case.state in ACTIVE and not case.extended else "只有正在办理的案件可以延长一次。"


def _not_written(case: MediationCase) -> str:
    return "" if case.outcome == "written" and case.state != "archived" else "只有书面协议可以申请司法确认。"


def _archived(case: MediationCase) -> str:
    return "案件已归档。" if case.state == "archived" else ""


ASKING = (
    asked(MEDIATION, "accept", "受理当日告知双方权利义务，从受理起 30 天内调解。不收任何费用。", forms.ConsentForm, services.accept_case),
    asked(MEDIATION, "agree", "先登记调解记录。协议内容加密保存，只有承办人和主任能看。", forms.AgreementForm, services.record_agreement),
    asked(MEDIATION, "perform", "协议履行完毕的日期；30 天后回访。", StepForm, services.record_performance),
    asked(MEDIATION, "revisit", "再次发生的，请另登记一件，并在“以前的案件”中选这一件。", forms.RevisitForm, services.record_revisit),
    asked(MEDIATION, "archive", "一案一卷。", forms.ArchiveForm, services.archive_case),
    Step("extend", "延长 15 天", "双方同意才能延长，只能延长一次。", forms.ConsentForm, services.extend_case, _not_active),
    Step("judicial", "登记司法确认", "双方共同申请，协议生效后 30 天内。", forms.JudicialForm, services.record_judicial, _not_written),
    Step("assign", "更换承办调解员", "当事人可以拒绝调解员；由主任更换。", forms.AssignForm, services.assign_case, _archived),
)  # fmt: skip


class MediatorLedger(DatedLedger):
    """The roster."""

    model, slug, section, item, help = Mediator, "mediators", "居民自治", "第3项", "mediation"
    purpose = "登记群众推选和聘任的人民调解员。绑定账号后，调解员才能登记和查看自己承办的案件。"
    columns = (
        "name", "chosen_by", "chosen_on", "is_chair", "is_relocated", "languages", "training_hours", "account", "left_on",
    )  # fmt: skip
    filters = ("settlement", "chosen_by", "is_chair", "chosen_on")
    fields = {
        "调解员": (
            "name",
            "chosen_by",
            "chosen_on",
            "is_chair",
            "is_relocated",
            "languages",
            "training_hours",
        ),
        "离任": ("left_on",),
    }
    facts = {"账号": ("account",)}
    search = ("name", "name_initials")
    importer = MediatorImporter
    asking = (Step("bind", "绑定账号", "填写调解员的登录账号名。", forms.AccountForm, services.bind_account),)
    happened = "chosen_on"


class MediationCaseLedger(DatedLedger):
    """Cases, for those who handle them."""

    model, slug, section, item, help = MediationCase, "mediation-cases", "居民自治", "第3项", "mediation"
    purpose = "登记自己承办的调解案件。只有承办调解员和主任能打开，当事人的话加密保存。"
    columns = (
        "case_no",
        "applied_on",
        "case_source",
        "state",
        "due_on",
        "concluded_on",
        "revisit_due_on",
        "revisited_on",
    )
    filters = ("settlement", "state", "case_source", "applied_on", "due_on", "earlier")
    fields = {
        "案件": ("case_source", "dispute_type", "violence", "applied_on", "earlier"),
        "当事人": ("party_a", "phone_a", "party_b", "phone_b", "other_parties"),
        "情况": ("facts", "claims"),
    }
    facts = {
        "进度": ("case_no", "state", "mediator", "accepted_on", "rights_notice_on", "due_on", "extended"),
        "结果": (
            "outcome",
            "concluded_on",
            "agreement_no",
            "agreement",
            "amount_fen",
            "copies",
            "perform_due_on",
            "performed_on",
            "judicial",
        ),
        "回访归档": (
            "revisit_due_on",
            "revisited_on",
            "revisit_result",
            "volume_no",
            "archived_on",
            "retention",
        ),
    }
    search = ("case_no",)
    ordering = ("-applied_on", "-id")
    lifecycle, steps, asking = MEDIATION, services.STEPS, ASKING
    children = (
        Child(MediationSession, "case", ("held_on", "kind", "place"), ledger="mediation-sessions"),
        Child(CaseHandler, "case", ("mediator", "reason", "valid_from", "valid_to"), ledger="case-handlers"),
        Child(MediationCase, "earlier", ("case_no", "applied_on", "state"), ledger="mediation-cases"),
    )
    waiting = (
        Waiting("待受理的调解申请", {"state": "applied"}),
        Waiting("主动提出、待双方同意的调解", {"state": "offered"}),
        Waiting("已受理待调查的案件", {"state": "accepted"}, due="due_on"),
        Waiting("调查中的案件", {"state": "investigating"}, due="due_on"),
        Waiting("调解中的案件", {"state": "mediating"}, due="due_on"),
        Waiting("履行中的协议", {"state": "performing"}, due="perform_due_on"),
        Waiting("没有履行的协议", {"state": "breached"}),
        Waiting("待回访的案件", {"state": "performed"}, due="revisit_due_on"),
        Waiting("待归档的案件", {"state": "revisited"}),
        Waiting("不予受理、待归档的案件", {"state": "declined"}),
        Waiting("已转保护程序、待归档的案件", {"state": "protected"}),
        Waiting("未达成协议、待归档的案件", {"state": "no_agreement"}),
        Waiting("当事人撤回、待归档的案件", {"state": "withdrawn"}),
        Waiting("依法移送、待归档的案件", {"state": "referred"}),
    )
    happened, service = "applied_on", services.save_case


class MediationSessionLedger(DatedLedger):
    """Talks."""

    model, slug, section, item, help = (
        MediationSession,
        "mediation-sessions",
        "居民自治",
        "第3项",
        "mediation",
    )
    purpose = "登记调查和调解的每一次谈话。内容加密保存。"
    columns = ("held_on", "case", "kind")
    filters = ("settlement", "kind", "held_on", "case")
    fields = ("case", "held_on", "kind", "place", "record")
    search = ("case__case_no",)
    ordering = ("-held_on", "-id")
    happened, service = "held_on", services.save_session
    only_new = ("case",)


class CaseHandlerLedger(DatedLedger):
    """Who else may open a case."""

    model, slug, section, item, help = CaseHandler, "case-handlers", "居民自治", "第3项", "mediation"
    purpose = "由主任授权另一名调解员共同经办一件案件，写明原因和起止。"
    columns = ("case", "mediator", "reason", "valid_from", "valid_to")
    filters = ("settlement", "valid_from", "case")
    fields = ("case", "mediator", "reason", "valid_from", "valid_to")
    search = ("case__case_no", "mediator__name")
    happened, service = "valid_from", services.save_handler


class ZeroCaseLedger(DatedLedger):
    """Quarters without cases."""

    model, slug, section, item, help = (
        ZeroCaseStatement,
        "zero-case-statements",
        "居民自治",
        "第3项",
        "mediation",
    )
    purpose = "一个季度没有调解案件的，签字说明一次。没有案件不扣分。"
    columns = ("quarter_start", "signed_by", "signed_on", "statement")
    filters = ("settlement", "quarter_start")
    fields = ("quarter_start", "signed_by", "signed_on", "statement")
    search = ("signed_by",)
    happened, service = "signed_on", services.save_zero
