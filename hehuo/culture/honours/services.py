"""Elections of honours: every step of the election, and of the nominations that it carries along."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from hehuo.culture.honours.lifecycle import ELECTION, LEAST_NOMINATION_DAYS, NOMINATION, OBJECTION
from hehuo.culture.honours.models import HonourElection, HonourNomination, HonourObjection, JuryMember
from hehuo.culture.honours.roll import choose_photo as choose_photo
from hehuo.culture.honours.roll import end_entries, open_entries, withdraw_entries
from hehuo.culture.honours.voting import chosen
from hehuo.org.workdays import WorkCalendar
from hehuo.records.models import Status
from hehuo.records.stepping import take_step
from hehuo.records.writing import save_record

E, N, O = HonourElection.State, HonourNomination.State, HonourObjection.State  # noqa: E741
LEAST_PUBLICITY_WORKING_DAYS = 5


# -- what is typed -------------------------------------------------------------
def save_election(election: HonourElection, *, by: Any) -> HonourElection:
    """Rules are published first; nomination is open for at least ten days; fixed once it has begun."""
    if election.state != E.RULES:
        raise ValidationError("推荐开始以后，办法和日期不能再改。")
    if (election.nominate_to - election.nominate_from).days + 1 < LEAST_NOMINATION_DAYS:
        raise ValidationError({"nominate_to": f"推荐期不少于 {LEAST_NOMINATION_DAYS} 天。"})
    election.occurred_on = election.rules_published_on
    return save_record(election, by=by)


def save_jury_member(member: JuryMember, *, by: Any) -> JuryMember:
    """Until the vote begins."""
    if member.election.state not in (E.RULES, E.NOMINATING, E.CONSENT, E.CHECK):
        raise ValidationError({"election": "投票或评议已经开始，评委不能再改。"})
    return save_record(member, by=by)


def save_nomination(row: HonourNomination, *, by: Any) -> HonourNomination:
    """Inside the nomination period, about somebody of the settlement; deeds that were reviewed stay as they are."""
    election = row.election
    if row.state != N.NOMINATED:
        raise ValidationError("事迹审核以后不能再改；需要改的请先退出再推荐。")
    if election.state != E.NOMINATING:
        raise ValidationError({"election": f"这次评比现在是“{election.get_state_display()}”，不能登记推荐。"})
    if not election.nominate_from <= row.nominated_on <= election.nominate_to:
        raise ValidationError({"nominated_on": "推荐日期不在推荐期内。"})
    for name in ("election", "household", "person"):
        other = getattr(row, name)
        if other is not None and other.settlement_id != row.settlement_id:
            raise ValidationError({name: "不属于所选安置点。"})
    row.occurred_on = row.nominated_on
    return save_record(row, by=by)


@transaction.atomic
def save_objection(row: HonourObjection, *, by: Any) -> HonourObjection:
    """During publicity; the election waits until it is answered."""
    nomination = row.nomination
    election = nomination.election
    if row.state != O.OPEN:
        raise ValidationError("已答复的异议不能修改。")
    if nomination.state != N.PUBLICISED or election.state not in (E.PUBLICISED, E.OBJECTION):
        raise ValidationError({"nomination": "这条推荐不在公示中，不能登记异议。"})
    if not election.publicity_from <= row.received_on <= election.publicity_to:
        raise ValidationError({"received_on": "收到日期不在公示期内。"})
    row.occurred_on = row.received_on
    saved = save_record(row, by=by)
    if election.state == E.PUBLICISED:
        take_step(ELECTION, election, "object", by=by)
    return saved


def answer_objection(row: HonourObjection, *, by: Any, on: date, outcome: str, reply: str) -> HonourObjection:
    """Upheld or dismissed, with words to whoever objected."""
    if on < row.received_on:
        raise ValidationError({"on": "答复日期不能早于收到日期。"})
    return take_step(
        OBJECTION,
        row,
        "answer",
        by=by,
        second_person="答复异议",
        answered_on=on,
        outcome=outcome,
        reply=reply,
    )


# -- nominations ---------------------------------------------------------------
def review_deeds(row: HonourNomination, *, by: Any, reason: str = "") -> HonourNomination:
    """Somebody else reads the deeds before anybody is asked for consent."""
    return take_step(
        NOMINATION,
        row,
        "review",
        by=by,
        reason=reason,
        second_person="事迹审核",
        reviewed_on=timezone.localdate(),
    )


def record_consent(
    row: HonourNomination, *, by: Any, on: date, paper: str, display_name: str, guardian: bool, scopes: list[str]
) -> HonourNomination:  # fmt: skip
    """The person agreed in writing to be shown: where, and under which name (domain §6.5)."""
    if on < row.nominated_on:
        raise ValidationError({"on": "同意日期不能早于推荐日期。"})
    if "shows_publicity" not in scopes:
        raise ValidationError({"scopes": "没有同意公示的不能参加评比。"})
    if row.person is not None and _is_minor(row.person.birth_date, on) and not guardian:
        raise ValidationError({"guardian": "未成年人须有监护人同意。"})
    shown = {name: name in scopes for name in ("shows_publicity", "shows_roll", "shows_site", "shows_media")}
    return take_step(
        NOMINATION, row, "consent", by=by, consented_on=on, consent_paper=paper, display_name=display_name,
        guardian_consented=guardian, **shown,
    )  # fmt: skip


def _is_minor(born: date, on: date) -> bool:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day)) < 18


def disqualify(row: HonourNomination, *, by: Any, reason: str) -> HonourNomination:
    """Not by the rules that were published."""
    return take_step(NOMINATION, row, "disqualify", by=by, reason=reason, decision="not")


@transaction.atomic
def withdraw_nomination(row: HonourNomination, *, by: Any, on: date) -> HonourNomination:
    """The person steps out, at any time; what is shown is hidden in the same moment."""
    if on < row.nominated_on:
        raise ValidationError({"on": "退出日期不能早于推荐日期。"})
    saved = take_step(NOMINATION, row, "withdraw", by=by, withdrawn_on=on, decision="withdrawn")
    withdraw_entries(row, by=by)
    return saved


NOMINATION_STEPS = {"review": review_deeds, "disqualify": disqualify}


# -- the election and what goes with it ------------------------------------------
def _rows(election: HonourElection, state: str) -> list[HonourNomination]:
    return list(
        election.nominations.exclude(status=Status.VOID).filter(state=state).select_related("election")
    )


def _carry(
    election: HonourElection, event: str, rows: list[HonourNomination], *, by: Any, **facts: Any
) -> None:
    for row in rows:
        row.election = election
        take_step(NOMINATION, row, event, by=by, **facts)


@transaction.atomic
def publicise(election: HonourElection, *, by: Any, on: date, until: date) -> HonourElection:
    """Publicity of at least five working days, of those the count has chosen; only those who agreed in writing are shown."""
    last = WorkCalendar().add_working_days(on, LEAST_PUBLICITY_WORKING_DAYS).day
    if until < last:
        raise ValidationError(
            {"until": f"公示不少于 {LEAST_PUBLICITY_WORKING_DAYS} 个工作日，最早到 {last}。"}
        )
    if election.voted_on is not None and on < election.voted_on:
        raise ValidationError({"on": f"公示开始不能早于投票（评议）日期 {election.voted_on}。"})
    top, rest = chosen(election)
    take_step(ELECTION, election, "publicise", by=by, publicity_from=on, publicity_to=until)
    _carry(election, "publicise", top, by=by)
    told = f"名额 {election.places} 个，未入选"
    _carry(election, "drop", rest, by=by, reason=told, decision="not")
    return election


@transaction.atomic
def decide(election: HonourElection, *, by: Any, reason: str = "") -> HonourElection:
    """Publicity is over, objections are answered; who was rightly objected to drops out."""
    take_step(ELECTION, election, "decide", by=by, reason=reason, decided_on=timezone.localdate())
    upheld = [
        row
        for row in _rows(election, N.PUBLICISED)
        if row.objections.exclude(status=Status.VOID).filter(outcome="upheld").exists()
    ]
    _carry(election, "refuse", upheld, by=by, decision="not")
    return election


@transaction.atomic
def award(election: HonourElection, *, by: Any, on: date) -> HonourElection:
    """The honour is given."""
    if election.publicity_to is not None and on <= election.publicity_to:
        raise ValidationError({"on": "表彰日期应在公示期满之后。"})
    take_step(ELECTION, election, "award", by=by, awarded_on=on)
    _carry(election, "award", _rows(election, N.PUBLICISED), by=by, decision="award")
    return election


@transaction.atomic
def show_on_roll(election: HonourElection, *, by: Any, reason: str = "") -> HonourElection:
    """An entry for everybody who was honoured and agreed to the roll."""
    take_step(ELECTION, election, "show", by=by, reason=reason)
    open_entries([row for row in _rows(election, N.AWARDED) if row.shows_roll], by=by)
    return election


@transaction.atomic
def take_off_roll(election: HonourElection, *, by: Any, reason: str = "") -> HonourElection:
    """The year of the roll is over."""
    take_step(ELECTION, election, "take_off", by=by, reason=reason)
    end_entries(election, by=by)
    return election


ELECTION_STEPS = {"decide": decide, "show": show_on_roll, "take_off": take_off_roll}
