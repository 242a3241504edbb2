"""Zero-employment cases: found by the system, verified by two people, closed by proof. Nothing closes itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from hehuo.livelihood.employment.models import EmploymentSpell
from hehuo.livelihood.employment.queries import has_confirmed_job
from hehuo.livelihood.jobs.models import JobRecommendation
from hehuo.livelihood.jobs.services import recommend_opening, record_consent, record_result, start_work
from hehuo.livelihood.zero_employment.lifecycle import ZERO_EMPLOYMENT
from hehuo.livelihood.zero_employment.models import ZeroEmploymentCase
from hehuo.livelihood.zero_employment.queries import RUNNING, households_without_a_job, running_case_of
from hehuo.measures.parameters import months_from
from hehuo.records.stepping import demand_second_person
from hehuo.records.writing import create_records, save_record
from hehuo.residents.people.queries import household_of_people, running_at

WATCH_DAYS = 90
REVIEW_MONTHS = 6
S, R = ZeroEmploymentCase.State, JobRecommendation.State


@transaction.atomic
def find_zero_employment_households(settlement: Any, at: date, by: Any = None) -> list[ZeroEmploymentCase]:
    """Open a suspected case for every household without a job that has none; closes and dismisses nothing."""
    known = set(
        ZeroEmploymentCase.objects.live()
        .filter(settlement=settlement, state__in=RUNNING)
        .values_list("household_id", flat=True)
    )
    fresh = [
        ZeroEmploymentCase(
            settlement_id=settlement.pk, household=household, found_by=ZeroEmploymentCase.FoundBy.SYSTEM, found_on=at,
            occurred_on=at, source="system",
        )
        for household in households_without_a_job(settlement, at).order_by("pk")
        if household.pk not in known
    ]  # fmt: skip
    return create_records(fresh, by=by, reason="系统比对就业台账")


@transaction.atomic
def save_case(case: ZeroEmploymentCase, *, by: Any) -> ZeroEmploymentCase:
    """Enter or edit a case; a household has one running case."""
    running = running_case_of(case.household)
    if running and running.pk != case.pk and (case._state.adding or case.state in RUNNING):
        raise ValidationError({"household": "这户已有一个未结的个案，请在原个案上办理。"})
    if case.found_on > timezone.localdate():
        raise ValidationError({"found_on": "发现日期不能晚于今天。"})
    if case._state.adding:
        case.occurred_on = case.found_on
    return save_record(case, by=by)


def _take(case: ZeroEmploymentCase, event: str, *, by: Any, reason: str = "") -> ZeroEmploymentCase:
    ZERO_EMPLOYMENT.apply(case, event, by=by, reason=reason)
    return save_record(case, by=by, action=event, reason=reason)


@transaction.atomic
def give_opinion(case: ZeroEmploymentCase, *, by: Any, reason: str = "") -> ZeroEmploymentCase:
    """认定 by the first of two people."""
    ZERO_EMPLOYMENT.apply(case, "give_opinion", by=by, reason=reason)
    case.first_confirmer, case.first_confirmer_user = str(by)[:50], by
    return save_record(case, by=by, action="give_opinion", reason=reason)


@transaction.atomic
def verify_zero_employment(
    case: ZeroEmploymentCase, *, by: Any, on: date | None = None, reason: str = ""
) -> ZeroEmploymentCase:
    """认定 by the second, who is somebody else; help is due within thirty days from now."""
    ZERO_EMPLOYMENT.check(case, "verify_case", by=by, reason=reason)
    if case.first_confirmer_user_id == by.pk or (
        not case.first_confirmer_user_id and case.first_confirmer == str(by)
    ):
        raise PermissionDenied("认定要两位同事分别确认，您已登记过意见，请另一位同事认定。")
    case.second_confirmer, case.second_confirmer_user = str(by)[:50], by
    case.confirmed_on = on or timezone.localdate()
    if case.confirmed_on < case.found_on:
        raise ValidationError("认定日期不能早于发现日期。")
    return _take(case, "verify_case", by=by, reason=reason)


@transaction.atomic
def dismiss_zero_employment(case: ZeroEmploymentCase, *, by: Any, reason: str) -> ZeroEmploymentCase:
    """不属实, with a reason, by somebody other than the finder."""
    demand_second_person(case, by, what="核实不属实")
    return _take(case, "dismiss", by=by, reason=reason)


@transaction.atomic
def plan_help(
    case: ZeroEmploymentCase,
    *,
    by: Any,
    plan: str = "",
    obstacles: str = "",
    on: date | None = None,
    reason: str = "",
) -> ZeroEmploymentCase:
    """帮扶计划: what stands in the way and what will be done."""
    case.plan, case.obstacles = plan or case.plan, obstacles or case.obstacles
    ZERO_EMPLOYMENT.check(case, "plan", by=by, reason=reason)
    case.planned_on = on or timezone.localdate()
    return _take(case, "plan", by=by, reason=reason)


@transaction.atomic
def offer_opening(
    case: ZeroEmploymentCase, person: Any, opening: Any, *, by: Any, on: date | None = None
) -> Any:
    """One suitable opening for a member; with the third the case is 推荐岗位中."""
    if case.state not in (S.PLANNED, S.OFFERING):
        raise ValidationError("请先定帮扶计划，再推荐岗位。")
    _demand_member(case, person, on or timezone.localdate())
    row = recommend_opening(person, opening, by=by, on=on, zero_case=case)
    offer = next(t for t in ZERO_EMPLOYMENT.transitions if t.event == "offer")
    if case.state == S.PLANNED and not offer.guard(case):
        _take(case, "offer", by=by)
    return row


def _demand_member(case: ZeroEmploymentCase, person: Any, on: date) -> None:
    if household_of_people([person.pk], on).get(person.pk) != case.household_id:
        raise ValidationError("这个人在这一天不是本户成员，请核对。")


def _watch(case: ZeroEmploymentCase, spell: EmploymentSpell, *, by: Any, proof: str) -> ZeroEmploymentCase:
    case.employed_person, case.employed_on = spell.person, spell.valid_from
    case.proof = (proof or case.proof or spell.get_proof_kind_display())[:100]
    _take(case, "employ", by=by)
    case.watch_until = case.employed_on + timedelta(days=WATCH_DAYS)
    return _take(case, "watch", by=by)


def _bring_to_hired(row: JobRecommendation, *, by: Any, consent_on: date | None) -> None:
    """Take the steps that lie between a recommendation and its first day of work, each by its own rule."""
    if row.state == R.PROPOSED:
        if not (consent_on or row.candidate_consent_on):
            raise ValidationError({"consent_on": "请填写本人同意日期，本人同意以后才能推荐上岗。"})
        record_consent(row, by=by, on=consent_on)
    if row.state == R.CONSENTED:
        record_result(row, "refer", by=by)
    if row.state in (R.REFERRED, R.INTERVIEWED, R.OFFERED):
        record_result(row, "hire", by=by)


@transaction.atomic
def start_recommended_work(
    row: JobRecommendation, *, by: Any, on: date | None = None, proof_kind: str = "phone", consent_on: date | None = None,
    reason: str = "",
) -> JobRecommendation:  # fmt: skip
    """已上岗: the employment ledger gets its row; a case of the household goes on to the ninety days of watching."""
    case, day = row.zero_case, on or row.started_on or timezone.localdate()
    if case is None:
        return start_work(row, by=by, on=day, proof_kind=proof_kind, reason=reason)
    ZERO_EMPLOYMENT.check(case, "employ", by=by)
    _demand_member(case, row.person, day)
    _bring_to_hired(row, by=by, consent_on=consent_on)
    start_work(row, by=by, on=day, proof_kind=proof_kind, confirmed_on=timezone.localdate(), reason=reason)
    _watch(case, row.spells.live().latest("id"), by=by, proof="")
    return row


@transaction.atomic
def link_case_employment(case: ZeroEmploymentCase, *, by: Any, reason: str = "") -> ZeroEmploymentCase:
    """The button: takes the member's row from the employment ledger, which must be there already."""
    ZERO_EMPLOYMENT.check(case, "employ", by=by, reason=reason)
    today = timezone.localdate()
    spells = EmploymentSpell.objects.live().filter(
        running_at(today), valid_from__gte=case.found_on - timedelta(days=31)
    )
    if case.employed_person_id:
        spells = spells.filter(person_id=case.employed_person_id)
    people = household_of_people(
        spells.filter(settlement_id=case.settlement_id).values_list("person_id", flat=True), today
    )
    own = [pk for pk, household in people.items() if household == case.household_id]
    spell = spells.filter(person_id__in=own).order_by("-confirmed_on").first()
    if spell is None:
        raise ValidationError(
            "就业台账里还没有这户成员的就业记录，请先登记就业（写明单位和印证），再回到这里办理。"
        )
    return _watch(case, spell, by=by, proof=reason)


@transaction.atomic
def close_after_watch(
    case: ZeroEmploymentCase, *, by: Any, on: date | None = None, reason: str = ""
) -> ZeroEmploymentCase:
    """销号: ninety days are over and somebody still works, confirmed in time."""
    ZERO_EMPLOYMENT.check(case, "close", by=by, reason=reason)
    day = on or timezone.localdate()
    if case.watch_until and day < case.watch_until:
        raise ValidationError(f"跟踪期到 {case.watch_until}，期满后再销号。")
    if not has_confirmed_job(case.household, day):
        raise ValidationError(
            "这户现在没有成员在岗（或就业超过 31 天没有核实），不能销号。请先核实就业，或“重新打开”。"
        )
    case.closed_on = day
    return _take(case, "close", by=by, reason=reason)


@transaction.atomic
def reopen_zero_employment(
    case: ZeroEmploymentCase, *, by: Any, on: date | None = None, reason: str = ""
) -> ZeroEmploymentCase:
    """The job was lost or the exemption has ended: the thirty days of help begin anew; history keeps the rest."""
    ZERO_EMPLOYMENT.check(case, "reopen", by=by, reason=reason)
    other = (
        ZeroEmploymentCase.objects.live()
        .filter(household=case.household, state__in=RUNNING)
        .exclude(pk=case.pk)
    )
    if other.exists():
        raise ValidationError("这户已有另一个未结的个案，请在那个个案上办理。")
    case.confirmed_on = on or timezone.localdate()
    case.planned_on = case.employed_on = case.watch_until = case.closed_on = case.employed_person = None
    case.plan = ""
    if case.exempt_review_on:  # earlier days stay exempt
        case.exempt_review_on = min(case.exempt_review_on, case.confirmed_on - timedelta(days=1))
    return _take(case, "reopen", by=by, reason=reason)


def _check_review(review_on: date, since: date) -> None:
    latest = months_from(since, REVIEW_MONTHS)
    if not since < review_on <= latest:
        raise ValidationError(
            {"exempt_review_on": f"复核日期应在 {since} 以后、{latest} 以前（不超过 6 个月）。"}
        )


@transaction.atomic
def exempt_household(
    case: ZeroEmploymentCase,
    *,
    by: Any,
    exempt: str = "",
    review_on: date | None = None,
    on: date | None = None,
    reason: str = "",
) -> ZeroEmploymentCase:
    """豁免 for a while: by somebody other than the author, with a review within six months."""
    demand_second_person(case, by, what="豁免")
    case.exempt, case.exempt_review_on = exempt or case.exempt, review_on or case.exempt_review_on
    ZERO_EMPLOYMENT.check(case, "exempt", by=by, reason=reason)
    case.exempt_from = on or timezone.localdate()
    _check_review(case.exempt_review_on, case.exempt_from)
    return _take(case, "exempt", by=by, reason=reason)


@transaction.atomic
def review_exemption(
    case: ZeroEmploymentCase,
    *,
    by: Any,
    on: date | None = None,
    review_on: date | None = None,
    reason: str = "",
) -> ZeroEmploymentCase:
    """复核: the ground still holds; the next review is at most six months away."""
    ZERO_EMPLOYMENT.check(case, "review", by=by, reason=reason)
    day = on or timezone.localdate()
    case.exempt_review_on = review_on or months_from(day, REVIEW_MONTHS)
    _check_review(case.exempt_review_on, day)
    return _take(case, "review", by=by, reason=reason)


STEPS: dict[str, Callable[..., ZeroEmploymentCase]] = {
    "give_opinion": give_opinion,
    "verify_case": verify_zero_employment,
    "dismiss": dismiss_zero_employment,
    "plan": plan_help,
    "employ": link_case_employment,
    "close": close_after_watch,
    "exempt": exempt_household,
    "review": review_exemption,
    "reopen": reopen_zero_employment,
}
