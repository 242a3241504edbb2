"""零就业家庭台账 (item 12): found by the system, verified by two, closed by the proof of a job."""

from __future__ import annotations

from typing import Any

from hehuo.kit.asking import SteppedLedger
from hehuo.kit.filled_steps import filled
from hehuo.kit.ledger import Child
from hehuo.kit.waiting import Waiting
from hehuo.livelihood.jobs.models import JobRecommendation
from hehuo.livelihood.zero_employment import due, views
from hehuo.livelihood.zero_employment.forms import ExemptForm, OfferForm, StartForm
from hehuo.livelihood.zero_employment.lifecycle import HELPED, OFFERABLE, ZERO_EMPLOYMENT
from hehuo.livelihood.zero_employment.models import ZeroEmploymentCase
from hehuo.livelihood.zero_employment.queries import members_of, next_step
from hehuo.livelihood.zero_employment.services import STEPS, save_case
from hehuo.residents.predicates import may_decide, may_handle


class ZeroEmploymentLedger(SteppedLedger):
    """Cases of households with labour and without a job."""

    model, slug, section, item = ZeroEmploymentCase, "zero-employment", "就业", "第12项"
    help = "zero-employment"
    purpose = "有劳动力而没有一人就业的家庭，一户一案，帮到有人上岗并稳定 90 天。"
    columns = (
        "household", "state", "found_by", "found_on", "confirmed_on", ("days_open", "已过天数"), "planned_on", "employed_on",
        "watch_until",
    )  # fmt: skip
    filters = ("settlement", "state", "found_by", "found_on", "watch_until", "household")
    fields = {"发现": ("household", "found_by", "found_on"), "困难和计划": ("obstacles", "plan")}
    facts = {
        "认定": ("state", "first_confirmer", "second_confirmer", "confirmed_on", "planned_on"),
        "就业": ("employed_person", "employed_on", "proof", "watch_until", "closed_on"),
        "豁免": ("exempt", "exempt_from", "exempt_review_on"),
    }
    search = ("household__head_name", "household__head_initials", "household__household_no")
    children = (
        Child(JobRecommendation, "zero_case", ("person", "opening__title", "opening__employer", "state", "no_reason"),
              ledger="job-recommendations"),
    )  # fmt: skip
    lifecycle, steps = ZERO_EMPLOYMENT, STEPS
    asking = (
        filled(
            ZERO_EMPLOYMENT, STEPS, "plan", "写明有什么困难、打算怎么帮，30 天内帮扶。", "obstacles", "plan"
        ),
    )
    waiting = (
        Waiting("待核实的零就业家庭线索", {"state": "suspected"}),
        Waiting("待定帮扶计划的零就业家庭", {"state": "verified"}),
        Waiting("待推荐岗位的零就业家庭", {"state": "planned"}),
        Waiting("推荐岗位中的零就业家庭", {"state": "offering"}),
        Waiting("已有人就业、待开始跟踪的零就业家庭", {"state": "employed"}),
        Waiting("跟踪中的零就业家庭", {"state": "watching"}, due="watch_until"),
        Waiting("重新打开、待定帮扶计划的零就业家庭", {"state": "reopened"}),
        Waiting(
            "14 天内要复核豁免的零就业家庭",
            {"state": "exempted"},
            due="exempt_review_on",
            name="review",
            rows=due.exemptions_to_review,
        ),
    )

    @classmethod
    def get_urls(cls) -> list[Any]:
        """The usual addresses, and the acts of a case."""
        return [*views.URLS, *super().get_urls()]

    def show_list(self, request: Any) -> Any:
        """The list, with the search of the register for those who may."""
        self.may_search = views.may_search(request.user)
        return super().show_list(request)

    def show_detail(self, request: Any, status: int = 200, **context: Any) -> Any:
        """Who lives here, how each stands, and what to do next."""
        case, user = self.object, request.user
        handles = may_handle(user, case) and case.status != "void"
        guide = {
            "members": members_of(case, user),
            "next_step": next_step(case),
            "start_form": StartForm(case=case, user=user) if handles and case.state in HELPED else None,
            "offer_form": OfferForm(case=case, user=user) if handles and case.state in OFFERABLE else None,
            "exempt_form": ExemptForm() if may_decide(user, case) and case.state in HELPED else None,
        }
        return super().show_detail(request, status, **guide, **context)

    def perform_save(self, form: Any) -> ZeroEmploymentCase:
        """One running case a household."""
        return self.saved_by(save_case, self.entered(form))
