"""制度, 值班人员, 月值班表, 值班班次, 补休 (item 3)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import models
from django.utils import timezone

from hehuo.kit.asking import Step
from hehuo.kit.casework import CaseLedger, DatedLedger, asked
from hehuo.kit.ledger import Child
from hehuo.kit.waiting import Waiting
from hehuo.neighbourhood.duty import forms, mine, services
from hehuo.neighbourhood.duty.imports import DutyPersonImporter, RestImporter, ShiftImporter
from hehuo.neighbourhood.duty.lifecycle import ROSTER, SHIFT
from hehuo.neighbourhood.duty.models import DutyPerson, DutyRest, DutyRoster, DutyShift, SystemDocument
from hehuo.neighbourhood.duty.planning import publish_by
from hehuo.neighbourhood.duty.queries import COLUMNS, wall_of, with_rest
from hehuo.neighbourhood.duty.standing_in import concerns_about
from hehuo.records.models import Status

ASKING = (
    asked(SHIFT, "check_in", "到岗后在社区办公场所登记。", forms.CheckInForm, services.check_in),
    asked(SHIFT, "hand_over", "写明接待件数和要交给下一班的事。", forms.HandOverForm, services.hand_over),
    asked(SHIFT, "substitute", "由别人替岗，补休记给替岗的人。", forms.SubstituteForm, services.substitute),
    asked(SHIFT, "ask_swap", "和对方商量好后申请，由有审核权的同事同意。", forms.SwapForm, services.ask_swap),
)


class SystemLedger(DatedLedger):
    """The ten systems of item 3."""

    model, slug, section, item = SystemDocument, "system-documents", "居民自治", "第3项"
    purpose = "登记联系群众、值班轮休、首问负责等十项制度的现行文本。"
    card_title = "title"
    columns = ("system", "title", "valid_from", "valid_to", "posted_places", "reviewed_on")
    filters = ("settlement", "system", "valid_from", "reviewed_on")
    fields = {
        "制度": ("system", "title", "text"),
        "施行": ("valid_from", "valid_to", "posted_places", "reviewed_on"),
    }
    search = ("title",)
    happened, service = "valid_from", services.save_system


class DutyPersonLedger(CaseLedger):
    """Who takes part in the rota, with the rest still owed."""

    model, slug, section, item, help = DutyPerson, "duty-people", "居民自治", "第3项", "duty"
    purpose = "登记参加值班的人和公开的值班电话；每人还应补休多少小时一目了然。"
    columns = ("name", "work_phone", "account", "valid_from", "valid_to", "rest_left")
    filters = ("settlement", "valid_from")
    fields = ("name", "work_phone", "valid_from", "valid_to")
    search = ("name", "name_initials")
    importer = DutyPersonImporter
    ordering = ("name", "id")
    facts = {"账号": ("account",)}
    asking = (Step("bind", "绑定账号", "选择这个人的登录账号，本人就能在首页看到自己的班次。", forms.AccountForm, services.bind_account),)  # fmt: skip
    children = (Child(DutyRest, "person", ("rested_on", "kind", "hours"), ledger="duty-rests"),)

    def get_queryset(self) -> models.QuerySet:
        """With the hours of rest, summed by the database."""
        return with_rest(super().get_queryset())


class RosterLedger(DatedLedger):
    """Month plans."""

    model, slug, section, item, help = DutyRoster, "duty-rosters", "居民自治", "第3项", "duty"
    purpose = "每月的值班表：按规则自动排班，可以再改，检查无误后提前 7 天公布。"
    columns = ("month_name", "state", "checked_on", "publish_by", "published_on", "notice")
    filters = ("settlement", "state", "late", "month")
    fields = ("month",)
    facts = {"办理情况": ("state", "checked_on", "publish_by", "published_on", "notice")}
    ordering = ("-month", "-id")
    lifecycle, steps = ROSTER, services.ROSTER_STEPS
    waiting = (
        Waiting("待检查的值班表", {"state": "draft"}, due="publish_by"),
        Waiting("待公布的值班表", {"state": "checked"}, due="publish_by"),
    )
    only_new = ("settlement", "month")
    happened, service = "month", services.save_roster

    def show_detail(self, request: Any, status: int = 200, **context: Any) -> Any:
        """The month as people read it on the wall: a line a day, a column a slot."""
        rows = (
            DutyShift.objects.visible_to(request.user).filter(roster=self.object).exclude(status=Status.VOID)
        )
        context["wall"] = wall_of(rows.select_related("planned"))
        context["slots"] = [label for _, label in COLUMNS]
        context["today"], context["due"] = timezone.localdate(), publish_by(self.object.month)
        return super().show_detail(request, status=status, **context)

    def show_list(self, request: Any) -> Any:
        """With how many of the rows that are asked for were published late: a number, not a reproach."""
        response = super().show_list(request)
        rows = response.context_data["filterset"].qs.exclude(status=Status.VOID).order_by()
        told = rows.aggregate(
            published=models.Count("pk", filter=models.Q(state=DutyRoster.State.PUBLISHED)),
            late=models.Count("pk", filter=models.Q(late=True)),
        )
        response.context_data["told"] = told
        return response

    def show_form(self, request: Any) -> Any:
        """A roster has nothing of its own to change; its shifts have."""
        if not self.object:
            return super().show_form(request)
        messages.info(request, "值班表本身没有要改的内容，请点开要改的班次。")
        return self.back()


class ShiftLedger(DatedLedger):
    """Shifts as planned and as they were."""

    model, slug, section, item, help = DutyShift, "duty-shifts", "居民自治", "第3项", "duty"
    purpose = "登记每个班谁来值、接待了几件、交接了什么；休息日和夜间值班记应补休。"
    columns = (
        "duty_on",
        "slot",
        "planned",
        "state",
        "actual",
        "visits_handled",
        "handover_note",
        "rest_owed_hours",
    )
    filters = ("settlement", "slot", "state", "duty_on", "planned", "roster")
    fields = {"计划": ("roster", "duty_on", "slot", "planned")}
    facts = {
        "值班情况": ("state", "actual", "checked_in_at", "checked_out_at", "visits_handled", "handover_note"),
        "调班和补休": ("swap_with", "rest_owed_hours"),
    }
    search = ("planned__name", "planned__name_initials")
    totals = ("visits_handled", "rest_owed_hours")
    ordering = ("-duty_on", "-id")
    importer = ShiftImporter
    lifecycle, steps, asking = SHIFT, services.SHIFT_STEPS, ASKING
    waiting = (
        Waiting("待同意的调班", {"state": "swap_asked"}, need="approve", due="duty_on"),
        Waiting("缺岗待安排替岗的班", {"state": "absent"}, due="duty_on"),
        Waiting("已到岗待交接的班", {"state": "checked_in"}, due="duty_on"),
        Waiting("已替岗待交接的班", {"state": "substituted"}, due="duty_on"),
        Waiting(
            "今天要到岗，或过了还没有登记的班",
            {"state": "due"},
            due="duty_on",
            name="today",
            rows=services.shifts_up_to,
        ),
    )
    only_new = ("roster",)
    happened, service = "duty_on", services.save_shift

    @classmethod
    def get_urls(cls) -> list[Any]:
        """The usual addresses, and one's own shifts."""
        return [*mine.URLS, *super().get_urls()]

    def show_detail(self, request: Any, status: int = 200, **context: Any) -> Any:
        """A swap that waits shows what the rules say about it, before somebody agrees."""
        if self.object.state == DutyShift.State.SWAP_ASKED and self.object.swap_with:
            context["concerns"] = concerns_about(self.object, self.object.swap_with)
        return super().show_detail(request, status=status, **context)


class RestLedger(DatedLedger):
    """Rest and leave taken."""

    model, slug, section, item, help = DutyRest, "duty-rests", "居民自治", "第3项", "duty"
    purpose = "登记值班后的补休和请假；补休不超过应补休的时长。半天以上的，这天不再排班。"
    columns = ("rested_on", "person", "kind", "hours")
    filters = ("settlement", "kind", "rested_on", "person")
    fields = ("person", "kind", "rested_on", "hours")
    search = ("person__name",)
    importer = RestImporter
    totals = ("hours",)
    ordering = ("-rested_on", "-id")
    happened, service = "rested_on", services.save_rest
