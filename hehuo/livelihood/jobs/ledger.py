"""岗位, 岗位推送与招聘活动, 推荐 (item 12)."""

from __future__ import annotations

from typing import Any

from hehuo.kit.asking import Step, SteppedLedger
from hehuo.kit.filled_steps import filled
from hehuo.kit.ledger import Child
from hehuo.kit.waiting import Waiting
from hehuo.livelihood.jobs.forms import FollowUpForm, JobEventForm
from hehuo.livelihood.jobs.imports import EventImporter, OpeningImporter, RecommendationImporter
from hehuo.livelihood.jobs.lifecycle import OPENING, RECOMMENDATION
from hehuo.livelihood.jobs.models import JobEvent, JobOpening, JobRecommendation
from hehuo.livelihood.jobs.services import (
    OPENING_STEPS,
    RECOMMENDATION_STEPS,
    cannot_follow_up,
    edit_opening,
    events_to_follow_up,
    follow_up_event,
    save_job_event,
    save_recommendation,
)
from hehuo.livelihood.pages import PEOPLE_SEARCH
from hehuo.livelihood.zero_employment.services import start_recommended_work


class JobLedger(SteppedLedger):
    """Openings: verified, open, filled or expired."""

    model, slug, section, item, help = JobOpening, "jobs", "就业", "第12项", "jobs"
    purpose = "登记单位招聘的岗位，核验通过后发布，向搬迁群众推荐。"
    columns = (
        "title", "employer", "source_kind", "headcount", "priority_relocated", "wage_min_yuan", "wage_max_yuan", "valid_to",
        "state",
    )  # fmt: skip
    filters = ("settlement", "state", "source_kind", "priority_relocated", "valid_to", "employer")
    fields = {
        "岗位": ("employer", "title", "headcount", "source_kind", "priority_relocated"),
        "工资和要求": ("wage_min_yuan", "wage_max_yuan", "requirements"),
        "时间": ("valid_from", "valid_to"),
    }
    facts = {"办理": ("state",)}
    search = ("title", "employer__name", "employer__initials")
    totals = ("headcount",)
    children = (
        Child(JobRecommendation, "opening", ("person", "state", "started_on"), ledger="job-recommendations"),
    )
    importer = OpeningImporter
    lifecycle, steps = OPENING, OPENING_STEPS
    waiting = (
        Waiting("待核验的岗位", {"state": "draft"}, need="approve"),
        Waiting("待发布的岗位", {"state": "verified"}),
        Waiting("暂停招聘的岗位", {"state": "paused"}),
    )

    def perform_save(self, form: Any) -> JobOpening:
        """A changed text or wage is verified again."""
        return self.saved_by(edit_opening, self.entered(form))


class JobEventLedger(SteppedLedger):
    """Pushes and fairs, the unit of the two-quarter rule."""

    model, slug, section, item, help = JobEvent, "job-events", "就业", "第9、12项", "job-events"
    purpose = "登记岗位推送和招聘活动，每半年至少一次，由另一位同事核实后计入。"
    columns = (
        "kind", "held_on", ("window", "所属两季度窗口"), "place", "openings_count", "jobs_count", "reached", "intents",
        "hired",
    )  # fmt: skip
    filters = ("settlement", "kind", "held_on")
    fields = {
        "活动": ("kind", "held_on", "place"),
        "效果": ("openings_count", "jobs_count", "reached", "intents", "materials"),
    }
    facts = {"30 日回访": ("hired", "followed_up_on", "asked_30d", "hired_30d")}
    asking = (
        Step("follow_up", "登记 30 日回访", "活动满 30 天后，打电话或上门问一问：问了几个人，几个人已入职。", FollowUpForm, follow_up_event, cannot_follow_up),
    )  # fmt: skip
    waiting = (Waiting("满 30 天待回访入职情况的招聘活动", name="follow_up", rows=events_to_follow_up),)
    search = ("place", "materials")
    importer = EventImporter
    totals = ("openings_count", "jobs_count", "reached", "intents")
    children = (Child(JobOpening, "events", ("title", "employer", "headcount", "valid_to")),)
    form_class = JobEventForm

    def groups(self) -> dict[str, list[str]]:
        """The list of openings is typed here; on the page it is a table of its own."""
        found = super().groups()
        return found | {"岗位清单": ["openings"]} if self.action in ("create", "update") else found

    def perform_save(self, form: Any) -> JobEvent:
        """Counts follow from the openings, which must be valid on the day."""
        return self.saved_by(save_job_event, self.entered(form), form.cleaned_data["openings"])


class RecommendationLedger(SteppedLedger):
    """Who was recommended for which opening; nothing goes to the employer before consent."""

    model, slug, section, item = JobRecommendation, "job-recommendations", "就业", "第12项"
    help = "job-recommendations"
    purpose = "登记向谁推荐了哪个岗位，本人同意后才告诉单位，上岗即写入就业台账。"
    columns = (
        "person", "opening__title", "opening__employer", "state", "candidate_consent_on", "started_on", "no_reason",
    )  # fmt: skip
    filters = (
        "settlement",
        "state",
        "suitable",
        "no_reason",
        "occurred_on",
        "person",
        "opening",
        "zero_case",
    )
    fields = {
        "推荐": ("person", "opening", "zero_case", "suitable", "occurred_on"),
        "经过": ("candidate_consent_on", "started_on", "no_reason"),
    }
    facts = {"办理": ("state",)}
    search = (*PEOPLE_SEARCH, "opening__title", "opening__employer__name")
    importer = RecommendationImporter
    lifecycle = RECOMMENDATION
    waiting = (
        Waiting("待征求本人同意的推荐", {"state": "proposed"}),
        Waiting("本人已同意、待向单位推荐的", {"state": "candidate_consented"}),
        Waiting("待登记面试结果的推荐", {"state": "referred"}),
        Waiting("已面试、待登记是否录用的推荐", {"state": "interviewed"}),
        Waiting("已录用、待登记上岗的推荐", {"state": "offered"}),
        Waiting("待登记上岗的推荐", {"state": "hired"}),
    )
    steps = {**RECOMMENDATION_STEPS, "start": start_recommended_work}
    asking = (
        filled(
            RECOMMENDATION, RECOMMENDATION_STEPS, "decline", "就业自愿。只选一个原因，不追问。", "no_reason"
        ),
        filled(RECOMMENDATION, RECOMMENDATION_STEPS, "reject", "单位没有录用的原因。", "no_reason"),
    )

    def perform_save(self, form: Any) -> JobRecommendation:
        """Only an open opening, only somebody of working age, once at a time."""
        return self.saved_by(save_recommendation, self.entered(form))
