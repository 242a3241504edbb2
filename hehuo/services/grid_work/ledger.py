"""走访台账 (item 14)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from hehuo.kit.casework import CaseLedger, asked
from hehuo.kit.waiting import Waiting
from hehuo.services.grid_work import planning, services
from hehuo.services.grid_work.forms import ConfirmForm, VisitForm
from hehuo.services.grid_work.imports import VisitImporter
from hehuo.services.grid_work.lifecycle import VISIT
from hehuo.services.grid_work.models import WorkVisit


class WorkVisitLedger(CaseLedger):
    """Visits to households, planned by month."""

    model, slug, section, item, help = WorkVisit, "visits", "组织与网格", "第14项", "visits"
    purpose = "每月按网格安排走访，去了登记一次；从最久没有走访的户排起。"
    columns = (
        "household",
        "household__grid",
        "planned_on",
        "visited_on",
        "state",
        "outcome",
        "visitor",
        "confirmed",
    )
    filters = (
        "settlement", "household__grid", "state", "planned_on", "visited_on", "outcome", "confirmed", "household"
    )  # fmt: skip
    fields = {"计划": ("household", "planned_on"), "走访": ("visited_on", "outcome", "matters")}
    facts = {"办理": ("state", "visitor", "tries", "confirmed")}
    search = ("household__household_no", "household__head_name", "household__head_initials")
    ordering = ("-planned_on", "-id")
    importer = VisitImporter
    lifecycle, steps = VISIT, services.STEPS
    asking = (
        asked(VISIT, "visit", "在家里见到人以后登记。结果选“已登记诉求”的，下一步就登记诉求，内容会带过去。", VisitForm, services.record_visit),
        asked(VISIT, "confirm", "由走访人以外的同事抽样打电话或上门问一问。", ConfirmForm, services.confirm_visit),
    )  # fmt: skip
    waiting = (
        Waiting("待走访的户", {"state": "planned"}, due="planned_on"),
        Waiting("没遇到人、要再去的户", {"state": "absent"}, due="planned_on"),
    )
    only_new = ("household", "planned_on", "visited_on", "outcome")

    @classmethod
    def get_urls(cls) -> list[Any]:
        """The usual addresses, and the month's plan."""
        return [*planning.URLS, *super().get_urls()]

    def after_step(self, shown: Any) -> Any:
        """What was raised is registered next, with what the visit knows filled in."""
        if self.taken.event == "visit" and shown.outcome == WorkVisit.Outcome.REQUEST:
            return self.on_to_the_request(shown)
        return super().after_step(shown)

    def on_to_the_request(self, visit: WorkVisit) -> Any:
        """The form of a request, begun with what was said at the visit."""
        messages.info(self.request, "走访已登记。请接着登记这件诉求，内容已为您填好。")
        return redirect(f"{reverse('requests-create')}?origin={visit._meta.label_lower}:{visit.pk}")

    def save_form(self, request: Any) -> Any:
        """A visit outside the plan leads on as well."""
        response = super().save_form(request)
        visit = getattr(self, "made", None)
        if self.object is None and response.status_code == 302 and visit.outcome == WorkVisit.Outcome.REQUEST:
            return self.on_to_the_request(visit)
        return response

    def perform_save(self, form: Any) -> WorkVisit:
        """A visit that was made has its day and its visitor."""
        self.made = self.saved_by(services.save_visit, self.entered(form))
        return self.made
