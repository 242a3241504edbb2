"""居民诉求 (items 3 and 14)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from hehuo.kit.asking import Step, StepForm
from hehuo.kit.casework import DatedLedger, asked
from hehuo.kit.forms import record_form
from hehuo.kit.ledger import Child
from hehuo.kit.waiting import Waiting
from hehuo.neighbourhood.practical_matters.models import PracticalMatter
from hehuo.neighbourhood.requests import forms, services, views
from hehuo.neighbourhood.requests.imports import RequestImporter
from hehuo.neighbourhood.requests.lifecycle import REQUEST
from hehuo.neighbourhood.requests.models import WORKING, RequestPause, ResidentRequest
from hehuo.neighbourhood.requests.origins import origin_asked, origin_of


def _not_working(request: ResidentRequest) -> str:
    return "" if request.state in WORKING else "现在没有等待承办单位办理的事项。"


ASKING = (
    asked(REQUEST, "accept", "1 个工作日内受理。难易决定办理期限。", forms.AcceptForm, services.accept_request),
    asked(REQUEST, "settle", "当场办好、当面说清的，一次登记完；是否解决仍由群众说。", forms.ResultForm, services.settle_request),
    asked(REQUEST, "merge", "几个人反映同一件事，合并办理，分别反馈。", forms.MergeForm, services.merge_request),
    asked(REQUEST, "dispatch", "派给承办单位，对方会收到待办。", forms.UnitForm, services.dispatch_request),
    asked(REQUEST, "transfer", "换一个承办单位，办理期限不变。", forms.UnitForm, services.transfer_request),
    asked(REQUEST, "suspend", "因季节、资金等确实不能马上办的，写明原因和最迟恢复日期；期间不计时限。", forms.SuspendForm, services.suspend_request),
    asked(REQUEST, "resume", "剩余的工作日从恢复次日起算。", StepForm, services.resume_request),
    asked(REQUEST, "handle", "写明办了什么、结果怎样，并在下方附印证。", forms.ResultForm, services.handle_request),
    asked(REQUEST, "feed_back", "1 个工作日内告诉反映人。", forms.FeedBackForm, services.feed_back_request),
    asked(REQUEST, "check", "由没有经办的人核对：事情是不是真的办了。不属实的退回重办。", forms.CheckForm, services.check_request),
    asked(REQUEST, "to_mediation", "属于民间纠纷、双方愿意的，转给人民调解委员会；调解员会收到待办。", forms.ToMediationForm, services.pass_to_mediation),
    asked(REQUEST, "to_petition", "按信访规定 15 日内受理、60 日内办结。", forms.PassOnForm, services.pass_to_petition),
    asked(REQUEST, "to_police", "属于公安职责的，交派出所或警务室。", forms.PassOnForm, services.pass_to_police),
    asked(REQUEST, "to_emergency", "先打 110、119、120，再回来登记。", forms.PassOnForm, services.pass_to_emergency),
    asked(REQUEST, "rate", "是否解决只由群众说，请如实登记。没有解决的自动返工。", forms.RateForm, services.rate_request),
    Step("urge", "催办", "提醒承办单位，24 小时内只催一次。", StepForm, services.urge_request, _not_working),
    Step("supervise", "督办", "要求在指定日期前办结。", forms.SuperviseForm, services.supervise_request, _not_working),
)  # fmt: skip


class RequestLedger(DatedLedger):
    """What residents ask for."""

    model, slug, section, item = ResidentRequest, "requests", "居民自治", "第3、14项"
    purpose = "登记群众的诉求，从上报办到群众自己说解决了。遇紧急情况请先拨打 110、119、120。"
    card_title = "category"
    columns = (
        "request_no",
        "reported_on",
        "category",
        "building",
        "state",
        "lamp",
        "unit",
        "due_on",
        "handled_on",
        "solved",
    )
    filters = (
        "settlement",
        "state",
        "category",
        "channel",
        "urgency",
        "unit",
        "solved",
        "reported_on",
        "due_on",
        "building",
        "merged_into",
    )
    fields = {
        "诉求": ("channel", "category", "urgency", "building", "place", "content", "reported_on"),
        "反映人": ("anonymous", "reporter", "callback_phone"),
    }
    facts = {
        "编号和时限": ("request_no", "state", "lamp", "accept_due_on", "due_on", "supervised_on"),
        "受理和派遣": ("accepted_on", "level", "unit", "dispatched_on", "returns", "merged_into"),
        "处置": ("suspended_on", "suspended_until", "on_the_spot", "handled_on", "result", "reworks"),
        "核查": ("checked_on", "checked_by", "check_note"),
        "群众的话": ("fed_back_on", "told_by", "solved", "rating", "rated_on", "closed_on"),
    }
    search = ("request_no", "callback_phone", "place")
    ordering = ("-reported_on", "-id")
    importer = RequestImporter
    lifecycle, steps, asking = REQUEST, services.STEPS, ASKING
    elsewhere = ("rework", "escalate", "told_along", "check_failed")
    children = (
        Child(RequestPause, "request", ("starts_on", "why", "until", "resumed_on", "days_left")),
        Child(ResidentRequest, "merged_into", ("request_no", "reported_on", "channel"), ledger="requests"),
        Child(PracticalMatter, "request", ("title", "promised_on", "state"), ledger="practical-matters"),
    )
    assigned = ("handled_by",)
    waiting = (
        Waiting("待受理的诉求", {"state": "reported"}, due="accept_due_on"),
        Waiting("待派遣的诉求", {"state": "accepted"}),
        Waiting("承办退回、待重新派遣的诉求", {"state": "rejected_by_unit"}, due="due_on"),
        Waiting("待接单的诉求", {"state": "dispatched"}, due="due_on"),
        Waiting("处置中的诉求", {"state": "processing"}, due="due_on"),
        Waiting("挂起的诉求", {"state": "suspended"}, due="suspended_until"),
        Waiting("待反馈的诉求", {"state": "handled"}),
        Waiting("待核查、待听取群众评价的诉求", {"state": "fed_back"}),
        Waiting("已核查、待听取群众评价的诉求", {"state": "checked"}),
        Waiting("上交的诉求", {"state": "escalated"}),
    )
    happened, service = "reported_on", services.save_request

    @classmethod
    def get_urls(cls) -> list[Any]:
        """The usual addresses, and what other records show of requests raised there."""
        return [*views.URLS, *super().get_urls()]

    def origin_asked(self) -> Any:
        """The record at which a new request was raised, as the address names it."""
        asked = "" if self.object else self.request.GET.get("origin", "")
        return origin_asked(asked, self.request.user) if asked else None

    def get_form(self, data: Any = None, files: Any = None) -> Any:
        """A request raised at a visit begins with what was said there."""
        origin = self.origin_asked()
        if self.action != "create" or origin is None or data is not None:
            return super().get_form(data, files)
        names = [name for group in self.groups().values() for name in group]
        first = {name: value for name, value in origin.as_request().items() if name in names}
        return record_form(self.model, names, self.form_class)(
            initial=first, user=self.request.user, choices_url=self.url("choices")
        )

    def perform_save(self, form: Any) -> Any:
        """A new request keeps where it was raised."""
        origin = self.origin_asked()
        if origin is not None:
            if origin.settlement_id != form.instance.settlement_id:
                raise ValidationError({"settlement": "请选择走访所在的安置点。"})
            form.instance.origin_model, form.instance.origin_id = origin._meta.label_lower, origin.pk
        return super().perform_save(form)

    def show_detail(self, request: Any, status: int = 200, **context: Any) -> Any:
        """With the way back to where it was raised."""
        if self.object.origin_model:
            origin = origin_of(self.object, request.user)
            words = origin._meta.verbose_name if origin else ""
            context |= {"origin": origin, "origin_words": words}
        return super().show_detail(request, status=status, **context)
