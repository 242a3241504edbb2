"""办件, 一次性告知, 好差评, 权益衔接 (item 15)."""

from __future__ import annotations

from typing import Any

from hehuo.kit.asking import Step
from hehuo.kit.casework import CaseLedger, asked
from hehuo.kit.ledger import Child
from hehuo.kit.waiting import Waiting
from hehuo.services.service_cases import after_service, forms, services
from hehuo.services.service_cases.imports import CaseImporter, EntitlementImporter
from hehuo.services.service_cases.lifecycle import CASE, ENTITLEMENT, RATING
from hehuo.services.service_cases.models import (
    CasePause,
    EntitlementLink,
    OneTimeNotice,
    ServiceCase,
    ServiceRating,
)

SECTION, ITEM = "政务服务", "第15项"
S = ServiceCase.State
RUNNING = (S.CONSULTED, S.REGISTERED, S.NOTICED, S.ACCEPTED, S.FORWARDED, S.PAUSED)
BY_APPLICANT = ("applicant__name", "applicant__name_initials")


def _movable(case: Any) -> str:
    return "" if case.state in RUNNING else "办件已办完，不用转交。"


def _asked_to_take(case: Any) -> str:
    return "" if case.handover_to_id else "没有等待接手的转交。"


class ServiceCaseLedger(CaseLedger):
    """Cases from the first question to the archive."""

    model, slug, section, item, help = ServiceCase, "service-cases", SECTION, ITEM, "service-cases"
    purpose = "群众来办的每一件事：谁先接待谁负责，缺什么一次说清，几天办好说到做到。"
    card_title = "item"
    columns = (
        "case_no", "item", "applicant", "state", "lamp", "submitted_on", "due_on", "decided_on", "owner", "agency"
    )  # fmt: skip
    filters = (
        "settlement", "state", "item__department", "agency", "result", "submitted_on", "due_on", "decided_on", "item",
    )  # fmt: skip
    fields = {
        "申请": ("item", "applicant", "submitted_on"),
        "帮办代办": ("agency", "agent_name", "authority_no"),
    }
    facts = {
        "责任": ("case_no", "state", "first_contact", "owner", "handover_to"),
        "期限": (
            "accepted_on",
            "due_on",
            "paused_days",
            "forwarded_to",
            "forwarded_on",
            "joint_units",
            "joint_from",
        ),
        "办结": ("decided_on", "result", "result_reason", "explanation", "delivered_on", "delivery"),
    }
    search = ("case_no", "item__name", *BY_APPLICANT)
    ordering = ("-submitted_on", "-id")
    children = (
        Child(OneTimeNotice, "case", ("given_on", "missing", "channel", "supplemented_on"), ledger="one-time-notices"),
        Child(CasePause, "case", ("ground", "starts_on", "ends_on")),
        Child(ServiceRating, "case", ("rated_on", "level", "cause", "state", "answered_on"), ledger="service-ratings"),
    )  # fmt: skip
    form_class = forms.CaseForm
    importer = CaseImporter
    lifecycle, steps = CASE, services.STEPS
    only_new = ("item", "applicant", "submitted_on")
    asking = (
        asked(CASE, "notify", "把缺少的材料一次说全，收到申请后 5 个工作日内告知。", forms.NoticeForm, services.give_notice),
        asked(CASE, "accept", "从受理起算承诺的工作日；超过 5 个工作日没有告知的，从收到之日算起。", forms.DayForm, services.accept_case),
        asked(CASE, "forward", "报上级或转有关部门办理，向群众承诺的期限不变。", forms.ForwardForm, services.forward_case),
        asked(CASE, "join", "需要几个单位一起办的，写明单位；仍由现责任人对群众负责，期限不变。", forms.JoinForm, services.join_units),
        asked(CASE, "pause", "依法不计入期限的时间，恢复后期限顺延。", forms.PauseForm, services.pause_case),
        asked(CASE, "resume", "从这一天起继续计时。", forms.DayForm, services.resume_case),
        asked(CASE, "decide", "登记结果；超期的写明向申请人的说明。", forms.DecideForm, services.decide_case),
        asked(CASE, "deliver", "结果已经交到申请人手里。", forms.DeliverForm, services.deliver_case),
        asked(CASE, "rate", "照申请人的意思代录，经办人不能代录自己的办件。", forms.RateForm, after_service.rate_case),
        Step("hand-over", "转交同事", "同事确认接手以前，仍由现责任人负责。", forms.HandOverForm, services.hand_over, _movable),
        Step("take-over", "确认接手", "从现在起由您负责这个办件。", forms.DayForm, services.take_over, _asked_to_take),
    )  # fmt: skip
    assigned = ("owner", "handover_to")
    waiting = (
        Waiting("待受理的申请", {"state": "registered"}, due="submitted_on"),
        Waiting("等申请人补材料的办件", {"state": "noticed"}),
        Waiting("办理中的办件", {"state": "accepted"}, due="due_on"),
        Waiting("等上级答复的办件", {"state": "forwarded"}, due="due_on"),
        Waiting("暂停计时的办件", {"state": "paused"}),
        Waiting("已办结、待送达的办件", {"state": "decided"}),
        Waiting(
            "30 天内送达、待听取评价的办件",
            {"state": "delivered"},
            name="rate",
            rows=services.delivered_lately,
        ),
        Waiting("已评价、待归档的办件", {"state": "rated"}),
        Waiting("不予受理、待归档的办件", {"state": "not_accepted"}),
        Waiting("已撤回、待归档的办件", {"state": "withdrawn"}),
    )

    def perform_save(self, form: Any) -> ServiceCase:
        """Whoever takes the case in is its first contact."""
        return self.saved_by(services.save_case, self.entered(form))


class OneTimeNoticeLedger(CaseLedger):
    """Notices; they are given from the page of the case."""

    model, slug, section, item, help = OneTimeNotice, "one-time-notices", SECTION, ITEM, "service-cases"
    purpose = "缺什么材料一次告知清楚。告知请在办件页面办理，这里可以查看和登记补正日期。"
    columns = ("case", "case__item", "given_on", "missing", "channel", "supplemented_on")
    filters = ("settlement", "channel", "given_on", "supplemented_on")
    fields = ("case", "given_on", "missing", "channel", "supplemented_on")
    search = ("case__case_no", "missing")
    only_new = ("case", "given_on", "missing")

    def perform_save(self, form: Any) -> OneTimeNotice:
        """A new notice takes the step of its case; an old one keeps what was said."""
        notice = self.entered(form)
        return self.saved_by(services.change_notice if notice.pk else services.enter_notice, notice)


class ServiceRatingLedger(CaseLedger):
    """Ratings of five grades."""

    model, slug, section, item, help = ServiceRating, "service-ratings", SECTION, ITEM, "service-ratings"
    purpose = "办件的五级评价。差评一个工作日内联系，整改答复后可以追评一次。"
    columns = (
        "case", "case__item", "rated_on", "level", "cause", "state", "contact_due_on", "contacted_on", "answer_due_on",
        "answered_on", "second_level",
    )  # fmt: skip
    filters = ("settlement", "level", "state", "cause", "rated_on", "answer_due_on")
    fields = {"评价": ("case", "level", "cause", "words", "rated_on")}
    facts = {
        "差评办理": ("state", "contact_due_on", "contacted_on", "answer_due_on", "answered_on", "answer"),
        "追评": ("second_level", "second_rated_on"),
    }
    search = ("case__case_no", "case__item__name")
    ordering = ("-rated_on", "-id")
    lifecycle = RATING
    only_new = ("case", "level", "rated_on")
    asking = (
        asked(RATING, "contact", "打电话或当面向申请人了解情况。", forms.DayForm, after_service.record_contact),
        asked(RATING, "answer", "写明怎么整改的，并已告诉申请人。", forms.AnswerForm, after_service.record_answer),
        asked(RATING, "rerate", "申请人对整改的评价，只登记一次，原来的评价保留。", forms.SecondForm, after_service.rate_again),
    )  # fmt: skip
    waiting = (
        Waiting("待联系的差评", {"state": "open"}, due="contact_due_on"),
        Waiting("待整改答复的差评", {"state": "contacted"}, due="answer_due_on"),
    )

    def perform_save(self, form: Any) -> ServiceRating:
        """A new rating takes the step of its case; the level stays as it was said."""
        rating = self.entered(form)
        return self.saved_by(after_service.change_rating if rating.pk else after_service.enter_rating, rating)


class EntitlementLinkLedger(CaseLedger):
    """Rights that follow a person who moves."""

    model, slug, section, item, help = EntitlementLink, "entitlements", SECTION, ITEM, "entitlements"
    purpose = "户籍、就学、医保、低保等权益在搬迁后接得上，不因搬迁中断。事项内容须说明原因才能查看。"
    columns = ("person", "person__household__household_no", "kind", "state", "due_on", "settled_on")
    filters = ("settlement", "state", "due_on", "settled_on", "person")
    fields = {"权益": ("person", "kind"), "办理": ("next_action", "due_on")}
    facts = {"结果": ("state", "settled_on")}
    search = ("person__name", "person__name_initials", "person__household__household_no")
    importer = EntitlementImporter
    ordering = ("-id",)
    lifecycle, steps = ENTITLEMENT, {}
    only_new = ("person", "kind")
    asking = (
        asked(ENTITLEMENT, "link", "在安置地已经能享受。", forms.DayForm, after_service.link_entitlement),
        asked(ENTITLEMENT, "lose", "写明怎么恢复、什么时候办好。", forms.NextForm, after_service.lose_entitlement),
        asked(ENTITLEMENT, "reopen", "写明下一步和期限。", forms.NextForm, after_service.reopen_entitlement),
    )  # fmt: skip
    waiting = (
        Waiting("待衔接的权益", {"state": "pending"}, due="due_on"),
        Waiting("中断、要恢复的权益", {"state": "lost"}, due="due_on"),
    )

    def perform_save(self, form: Any) -> EntitlementLink:
        """A person of the settlement, a next action while it is pending."""
        return self.saved_by(after_service.save_entitlement, self.entered(form))
