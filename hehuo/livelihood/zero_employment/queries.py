"""Households with labour and without a job, by plain ORM; the measure of the same name is the reference."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from hehuo.livelihood.employment.queries import confirmed_workers
from hehuo.livelihood.jobs.models import JobRecommendation
from hehuo.livelihood.labour.models import LabourProfile
from hehuo.livelihood.zero_employment.lifecycle import SUITABLE_OFFERS, suitable_offers
from hehuo.livelihood.zero_employment.models import ZeroEmploymentCase
from hehuo.measures.parameters import DEFAULTS, months_from
from hehuo.records.display import Display
from hehuo.residents.models import Household, Person
from hehuo.residents.people.queries import age_on, labour_force, members_at

REVIEW_MONTHS = 6
HELP_DAYS = int(DEFAULTS["zero_case_help_days"])  # type: ignore[arg-type]
S = ZeroEmploymentCase.State
RUNNING = (S.SUSPECTED, S.VERIFIED, S.PLANNED, S.OFFERING, S.EMPLOYED, S.WATCHING, S.EXEMPTED, S.REOPENED)


def exempt_households(settlement: Any, at: date) -> set[int]:
    """Households whose exemption runs: the review day is not past and at most six months away."""
    rows = (
        ZeroEmploymentCase.objects.live()
        .filter(settlement=settlement)
        .exclude(exempt="none")
        .exclude(state=S.DISMISSED)
    )
    rows = rows.annotate(since=Coalesce("exempt_from", "confirmed_on", "found_on")).filter(since__lte=at)
    rows = rows.filter(exempt_review_on__gte=at, exempt_review_on__lte=months_from(at, REVIEW_MONTHS))
    rows = rows.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=at))
    return set(rows.values_list("household_id", flat=True))


def households_without_a_job(settlement: Any, at: date, definitions: Any = ()) -> Any:
    """LH without a member in E on the day and without a running exemption."""
    force = labour_force(settlement, at, definitions)
    working = set(confirmed_workers(at, definitions))
    employed = {worker.household_id for worker in force if worker.person_id in working}
    idle = {worker.household_id for worker in force} - employed - exempt_households(settlement, at)
    return Household.objects.filter(pk__in=idle)


def running_case_of(household: Any) -> ZeroEmploymentCase | None:
    """The one case of a household that is not finished."""
    return ZeroEmploymentCase.objects.live().filter(household=household, state__in=RUNNING).first()


def recommendations_of(case: ZeroEmploymentCase) -> Any:
    """Recommendations of the household's people: of this case, or of no case."""
    people = members_at(case.household, timezone.localdate()).values("pk")
    rows = JobRecommendation.objects.live().filter(Q(zero_case=case) | Q(zero_case=None), person__in=people)
    return rows.select_related("person", "opening__employer").order_by("-id")


@dataclass(frozen=True)
class Member:
    """One of the household as the reader may see it, with the newest labour row."""

    name: str
    relation: str
    age: int
    labour_class: str
    in_labour_force: bool
    profile: LabourProfile | None
    working: bool


def members_of(case: ZeroEmploymentCase, user: Any) -> list[Member]:
    """Members today, who of them counts as labour force, and what the labour ledger last knew."""
    today = timezone.localdate()
    people = list(members_at(case.household, today).order_by("birth_date"))
    force = {
        worker.person_id for worker in labour_force(case.settlement, today, among=[p.pk for p in people])
    }
    working = set(confirmed_workers(today).filter(person__in=people))
    rows = LabourProfile.objects.live().filter(person__in=people).order_by("snapshot_month", "id")
    newest = {row.person_id: row for row in rows}
    display = Display(Person, user)
    return [
        Member(
            display.value(person, "name"), person.relation, age_on(person.birth_date, today),
            person.get_labour_class_display(), person.pk in force, newest.get(person.pk), person.pk in working,
        )
        for person in people
    ]  # fmt: skip


def next_step(case: ZeroEmploymentCase) -> str:
    """What to do now, in one sentence."""
    due = (case.confirmed_on or case.found_on) + timedelta(days=HELP_DAYS)
    offers = suitable_offers(case)
    lacking = max(0, SUITABLE_OFFERS - offers)
    return {
        S.SUSPECTED: "先上门或电话核实，由两位同事分别登记认定；不属实的写明原因。",
        S.VERIFIED: f"填写困难和帮扶计划，再推荐至少 {SUITABLE_OFFERS} 个合适岗位。帮扶期到 {due}。",
        S.REOPENED: f"重新定帮扶计划，再推荐岗位。帮扶期到 {due}。",
        S.PLANNED: f"还要推荐 {lacking} 个合适岗位（已推荐 {offers} 个）。帮扶期到 {due}。",
        S.OFFERING: f"已推荐 {offers} 个岗位。有人上岗后在下面登记，这户即不再是零就业家庭。帮扶期到 {due}。",
        S.EMPLOYED: "开始 90 天跟踪。",
        S.WATCHING: f"跟踪到 {case.watch_until}，期间每 31 天核实一次就业；期满仍有人在岗即可销号。",
        S.EXEMPTED: f"{case.exempt_review_on} 以前复核豁免情形。",
        S.CLOSED: "已销号。再次无人就业时重新打开。",
        S.DISMISSED: "核实不属实，无需办理。",
    }[S(case.state)]
