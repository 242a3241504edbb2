"""From an opening to a day's work: verified, pushed, recommended with consent, hired, started, left."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from hehuo.livelihood.employment.services import demand_working_age, end_employment, start_employment
from hehuo.livelihood.jobs.lifecycle import LIVE, OPENING, RECOMMENDATION, RUNNING
from hehuo.livelihood.jobs.models import FOLLOW_UP_DAYS, JobEvent, JobOpening, JobRecommendation
from hehuo.records.stepping import demand_second_person
from hehuo.records.writing import save_record, update_records

WORK_PLACE_OF = {
    "public_post": "settlement", "nearby_company": "county", "nearby_industry": "county", "community": "settlement",
    "factory": "settlement", "city": "city", "province": "province", "out_province": "out_province",
}  # fmt: skip
"""Where somebody works who took an opening of this source, unless the entry says otherwise."""
WORK_KIND_OF = {"public_post": "public_post", "factory": "workshop"}


def _step(opening: JobOpening, event: str, *, by: Any, reason: str = "") -> JobOpening:
    OPENING.apply(opening, event, by=by, reason=reason)
    return save_record(opening, by=by, action=event, reason=reason)


@transaction.atomic
def verify_opening(opening: JobOpening, *, by: Any, reason: str = "") -> JobOpening:
    """Licence, lawful wage, no fee, no discrimination; by somebody other than the author."""
    OPENING.check(opening, "verify_opening", by=by, reason=reason)
    demand_second_person(opening, by, what="岗位核验")
    return _step(opening, "verify_opening", by=by, reason=reason)


@transaction.atomic
def publish_opening(opening: JobOpening, *, by: Any, reason: str = "") -> JobOpening:
    """招聘中."""
    return _step(opening, "publish", by=by, reason=reason)


@transaction.atomic
def edit_opening(opening: JobOpening, *, by: Any) -> JobOpening:
    """Save an entered or edited opening; a changed text or wage is verified again."""
    watched = ("title", "requirements", "wage_min_yuan", "wage_max_yuan", "employer_id")
    old = JobOpening._base_manager.filter(pk=opening.pk).first() if opening.pk else None
    changed = old is not None and any(getattr(old, name) != getattr(opening, name) for name in watched)
    if changed and opening.state in (
        JobOpening.State.VERIFIED,
        JobOpening.State.OPEN,
        JobOpening.State.PAUSED,
    ):
        opening.state = JobOpening.State.DRAFT
    return save_record(opening, by=by)


@transaction.atomic
def expire_openings(settlement: Any, *, at: date, by: Any = None) -> int:
    """Openings whose validity has passed; run by the nightly job."""
    states = (JobOpening.State.VERIFIED, JobOpening.State.OPEN, JobOpening.State.PAUSED)
    rows = list(JobOpening.objects.live().filter(settlement=settlement, state__in=states, valid_to__lt=at))
    for row in rows:
        row.state = JobOpening.State.EXPIRED
    update_records(rows, ["state"], by=by, reason="有效期已过")
    return len(rows)


@transaction.atomic
def blacklist_openings(employer: Any, *, by: Any, reason: str) -> int:
    """All live openings of an employer that is not worked with any more."""
    rows = list(JobOpening.objects.live().filter(employer=employer, state__in=LIVE))
    for row in rows:
        OPENING.apply(row, "blacklist", by=by, reason=reason)
    update_records(rows, ["state"], by=by, reason=reason, action="blacklist")
    return len(rows)


@transaction.atomic
def save_job_event(event: JobEvent, openings: Any = (), *, by: Any) -> JobEvent:
    """Enter or edit an event with the openings that were shown."""
    shown, held_on = list(openings), event.held_on
    if held_on > timezone.localdate():
        raise ValidationError({"held_on": "活动日期不能晚于今天。"})
    stale = [
        str(o)
        for o in shown
        if not o.valid_from <= held_on <= o.valid_to or o.employer.check_result == "blocked"
    ]
    if stale:
        raise ValidationError({"openings": f"这些岗位在活动当天无效：{'、'.join(stale)}。"})
    if shown:
        event.openings_count, event.jobs_count = len(shown), sum(o.headcount for o in shown)
    if not event.openings_count:
        raise ValidationError({"openings_count": "至少要有一条当天有效的岗位。"})
    event.occurred_on = held_on
    save_record(event, by=by)
    event.openings.set(shown)
    return event


def follow_up_event(event: JobEvent, *, by: Any, on: date, asked: int, hired: int) -> JobEvent:
    """Thirty days later: how many were asked, how many of them have work. May be asked again; the newest word stands."""
    ready = event.held_on + timedelta(days=FOLLOW_UP_DAYS)
    if on < ready:
        raise ValidationError({"on": f"活动满 {FOLLOW_UP_DAYS} 天（{ready}）以后再回访。"})
    if asked > event.reached:
        raise ValidationError({"asked": f"回访人数不能大于覆盖人数（{event.reached} 人）。"})
    if hired > asked:
        raise ValidationError({"hired": "入职人数不能大于回访人数。"})
    event.followed_up_on, event.asked_30d, event.hired_30d = on, asked, hired
    return save_record(event, by=by, action="follow_up", reason=f"{on} 回访 {asked} 人")


def cannot_follow_up(event: JobEvent) -> str:
    """Why nobody is asked yet."""
    ready = event.held_on + timedelta(days=FOLLOW_UP_DAYS)
    return "" if timezone.localdate() >= ready else f"活动满 {FOLLOW_UP_DAYS} 天（{ready}）以后再回访。"


def events_to_follow_up(today: date) -> Q:
    """Events of the last quarter whose thirty days are over and where nobody has been asked."""
    since, until = today - timedelta(days=FOLLOW_UP_DAYS + 92), today - timedelta(days=FOLLOW_UP_DAYS)
    return Q(hired_30d__isnull=True, held_on__gte=since, held_on__lte=until)


@transaction.atomic
def recommend_opening(
    person: Any,
    opening: JobOpening,
    *,
    by: Any,
    on: date | None = None,
    zero_case: Any = None,
    suitable: bool = True,
) -> JobRecommendation:
    """拟推荐: nothing is shown to the employer yet."""
    row = JobRecommendation(
        settlement_id=person.settlement_id,
        person=person,
        opening=opening,
        zero_case=zero_case,
        suitable=suitable,
        occurred_on=on or timezone.localdate(),
    )
    return save_recommendation(row, by=by)


@transaction.atomic
def save_recommendation(row: JobRecommendation, *, by: Any) -> JobRecommendation:
    """Enter or edit: an open opening, somebody of working age, one running recommendation for both."""
    day, opening = row.occurred_on, row.opening
    demand_working_age(row.person, day)
    if row._state.adding:
        if opening.state != JobOpening.State.OPEN or not opening.valid_from <= day <= opening.valid_to:
            raise ValidationError({"opening": "只能推荐正在招聘、当天有效的岗位。"})
        same = JobRecommendation.objects.live().filter(person=row.person, opening=opening)
        if same.filter(state__in=RUNNING).exists():
            raise ValidationError({"opening": "这个岗位已推荐给这个人，请在原记录上办理。"})
    late = [
        name
        for name in ("candidate_consent_on", "started_on")
        if (on := getattr(row, name)) and on > timezone.localdate()
    ]
    if late:
        raise ValidationError(dict.fromkeys(late, "日期不能晚于今天。"))
    return save_record(row, by=by)


def _move(row: JobRecommendation, event: str, *, by: Any, reason: str = "") -> JobRecommendation:
    RECOMMENDATION.apply(row, event, by=by, reason=reason)
    return save_record(row, by=by, action=event, reason=reason)


@transaction.atomic
def record_consent(
    row: JobRecommendation, *, by: Any, on: date | None = None, reason: str = ""
) -> JobRecommendation:
    """本人同意, dated; before that no referral."""
    RECOMMENDATION.check(row, "consent", by=by, reason=reason)
    row.candidate_consent_on = on or row.candidate_consent_on or timezone.localdate()
    return _move(row, "consent", by=by, reason=reason)


@transaction.atomic
def record_result(
    row: JobRecommendation, event: str, *, by: Any, no_reason: str = "", reason: str = ""
) -> JobRecommendation:
    """decline, refer, interview, offer, hire or reject."""
    if event not in ("decline", "refer", "interview", "offer", "hire", "reject"):
        raise ValidationError("请用上岗、离岗的专门步骤办理。")
    row.no_reason = no_reason or row.no_reason
    return _move(row, event, by=by, reason=reason)


@transaction.atomic
def start_work(
    row: JobRecommendation, *, by: Any, on: date | None = None, proof_kind: str = "phone", place: str = "", kind: str = "",
    contract_kind: str = "", confirmed_on: date | None = None, reason: str = "",
) -> JobRecommendation:  # fmt: skip
    """已上岗: the employment ledger gets its row with proof in the same transaction."""
    RECOMMENDATION.check(row, "start", by=by, reason=reason)
    row.started_on = on or row.started_on or timezone.localdate()
    opening = row.opening
    start_employment(
        row.person, by=by, on=row.started_on, kind=kind or WORK_KIND_OF.get(opening.source_kind, "unit"),
        place=place or WORK_PLACE_OF[opening.source_kind], proof_kind=proof_kind, employer=opening.employer,
        job_title=opening.title[:40], contract_kind=contract_kind, recommendation=row,
        confirmed_on=confirmed_on,
    )  # fmt: skip
    _move(row, "start", by=by, reason=reason)
    started = opening.recommendations.filter(state=JobRecommendation.State.STARTED).count()
    if opening.state == JobOpening.State.OPEN and started >= opening.headcount:
        _step(opening, "fill", by=by)
    return row


@transaction.atomic
def leave_work(
    row: JobRecommendation, *, by: Any, on: date | None = None, reason: str = ""
) -> JobRecommendation:
    """已离岗: the spell ends, the person is looking for work again."""
    RECOMMENDATION.check(row, "leave", by=by, reason=reason)
    for spell in row.spells.live().filter(valid_to__isnull=True):
        end_employment(spell, by=by, on=on or timezone.localdate(), reason=reason)
    return _move(row, "leave", by=by, reason=reason)


OPENING_STEPS = {"verify_opening": verify_opening, "publish": publish_opening}
RECOMMENDATION_STEPS = {"consent": record_consent, "start": start_work, "leave": leave_work}
