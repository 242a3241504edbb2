"""Elections: every state × every event, the way from rules to the roll, and off it again within 24 hours."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from hehuo.culture.education.lifecycle import HALL
from hehuo.culture.honours import roll, services
from hehuo.culture.honours.lifecycle import ELECTION, NOMINATION, OBJECTION, ROLL
from hehuo.culture.honours.queries import entries_shown
from hehuo.culture.honours.voting import count_votes
from hehuo.culture.legal_education.lifecycle import REFERRAL
from hehuo.culture.models import (
    HonourElection,
    HonourNomination,
    HonourObjection,
    HonourRollEntry,
    JuryMember,
)
from hehuo.culture.tests.culture_rows import put
from hehuo.kit.testing.world import build_world
from hehuo.org.workdays import WorkCalendar
from hehuo.records.stepping import take_step
from hehuo.records.writing import save_record
from hehuo.residents.models import Person

TABLES = (HALL, REFERRAL, ELECTION, NOMINATION, OBJECTION, ROLL)
CELLS = [
    (t, state, event)
    for t in TABLES
    for state in t.states
    for event in dict.fromkeys(s.event for s in t.transitions)
]


@pytest.mark.parametrize(("table", "state", "event"), CELLS, ids=[f"{t.name}-{s}-{e}" for t, s, e in CELLS])
def test_an_event_is_refused_where_the_table_does_not_name_it(table, state, event):
    if any(t.event == event and state in t.sources for t in table.transitions):
        pytest.skip("legal; its guards are tested on the way below")
    with pytest.raises(ValidationError, match="可以办理"):
        table.check(SimpleNamespace(state=state), event, by=None)


@pytest.fixture
def world(db):
    return build_world()


def election_of(world, days_ago, **values):
    start = timezone.localdate() - timedelta(days_ago)
    plain = {"rules_published_on": start, "nominate_from": start, "nominate_to": start + timedelta(10)}
    return put(HonourElection, world.here, world.committee, **{**plain, **values})


def nominate(world, election, **values):
    person = save_record(
        Person(settlement=world.here, name="韦小花", sex="2", birth_date=date(1980, 2, 3), no_id_reason="lost"), by=world.committee
    )  # fmt: skip
    row = HonourNomination(
        settlement=world.here, election=election, person=person, nominator="neighbour", nominated_on=election.nominate_from,
        deeds="常年帮邻居接送孩子",
    )  # fmt: skip
    for name, value in values.items():
        setattr(row, name, value)
    return services.save_nomination(row, by=world.committee)


CONSENT = {
    "paper": "TY-1",
    "display_name": "韦家",
    "guardian": False,
    "scopes": ["shows_publicity", "shows_roll"],
}


def take(table, record, event, by, **kw):
    return take_step(table, record, event, by=by, **kw)


def to_publicity(world):
    """An election with one nomination, public since twenty days ago."""
    election = election_of(world, 60)
    take(ELECTION, election, "nominate", world.committee)
    row = nominate(world, election)
    services.review_deeds(row, by=world.secretary)
    take(ELECTION, election, "collect", world.committee)
    row.election = election
    services.record_consent(row, by=world.committee, on=election.nominate_to, **CONSENT)
    take(ELECTION, election, "check", world.committee)
    take(NOMINATION, row, "qualify", world.secretary)
    for number in range(3):
        put(JuryMember, world.here, world.committee, election=election, name=f"评委{number}")
    take(ELECTION, election, "vote", world.committee)
    start = timezone.localdate() - timedelta(20)
    with pytest.raises(ValidationError, match="登记票数"):
        services.publicise(election, by=world.committee, on=start, until=start + timedelta(14))
    election.refresh_from_db()
    count_votes(
        election, by=world.committee, on=start, vote_mode="jury", ballots=3, places=1, votes={row.pk: 2}
    )
    services.publicise(election, by=world.committee, on=start, until=start + timedelta(14))
    row.refresh_from_db()
    return election, row


def voting(world, number):
    """An election before the count, with so many qualified nominations."""
    election = election_of(world, 60, state="voting_or_jury")
    for place in range(3):
        put(JuryMember, world.here, world.committee, election=election, name=f"评委{place}")
    homes = [
        save_record(Person(settlement=world.here, name=f"韦{n}花", sex="2", birth_date=date(1980, 2, 3), no_id_reason="lost"), by=world.committee)
        for n in range(number)
    ]  # fmt: skip
    rows = [
        put(HonourNomination, world.here, world.committee, election=election, person=person, nominator="self", nominated_on=election.nominate_from,
            deeds="好事", state="qualified", shows_publicity=True, consented_on=election.nominate_to)
        for person in homes
    ]  # fmt: skip
    return election, rows


@pytest.mark.parametrize(
    ("mode", "ballots", "places", "votes", "problem"),
    [
        ("jury", 5, 1, (3, 1, 0), "评委回避后是 3 人"),
        ("residents", 2, 1, (3, 1, 0), "多于有效票"),
        ("residents", 9, 1, (4, 4, 1), "第 1 名并列"),
        ("residents", 9, 2, (5, 3, 3), "第 2 名并列"),
        ("residents", 9, 2, (5, 3), "每一条"),
    ],
)
def test_a_count_that_does_not_decide_is_refused(world, mode, ballots, places, votes, problem):
    election, rows = voting(world, 3)
    counted = dict(zip([row.pk for row in rows], votes, strict=False))
    with pytest.raises(ValidationError, match=problem):
        count_votes(
            election,
            by=world.committee,
            on=timezone.localdate(),
            vote_mode=mode,
            ballots=ballots,
            places=places,
            votes=counted,
        )
    assert not HonourNomination.objects.filter(votes__isnull=False).exists()


def test_the_most_votes_go_to_publicity_and_the_rest_are_told_by_the_places(world):
    election, rows = voting(world, 4)
    start = timezone.localdate() - timedelta(20)
    votes = dict(zip([row.pk for row in rows], (3, 7, 0, 5), strict=True))
    count_votes(
        election, by=world.committee, on=start, vote_mode="residents", ballots=9, places=3, votes=votes
    )
    services.publicise(election, by=world.committee, on=start, until=start + timedelta(14))
    states = [HonourNomination.objects.get(pk=row.pk).state for row in rows]
    assert states == ["publicised", "publicised", "not_awarded", "publicised"]


def test_votes_are_asked_for_on_the_page(world, client):
    election, rows = voting(world, 2)
    client.force_login(world.committee)
    address = f"/ledgers/honour-elections/{election.pk}/ask/count/"
    assert "韦" in client.get(address).content.decode()
    typed = {"on": timezone.localdate().isoformat(), "vote_mode": "jury", "ballots": 3, "places": 1}
    typed |= {f"votes_{row.pk}": number for row, number in zip(rows, (1, 2), strict=True)}
    assert client.post(address, typed).status_code == 302
    assert [HonourNomination.objects.get(pk=row.pk).votes for row in rows] == [1, 2]


def board(client, user, **wanted):
    """The page of the honour roll as a user sees it."""
    client.force_login(user)
    return client.get("/ledgers/honour-roll/board/", {"place": "S001", **wanted}).content.decode()


def test_from_rules_to_the_roll_and_off_it(world, client):
    election, row = to_publicity(world)
    assert row.state == "publicised"
    services.decide(election, by=world.secretary)
    services.award(election, by=world.committee, on=timezone.localdate())
    services.show_on_roll(election, by=world.committee)
    entry = HonourRollEntry.objects.get()
    today = timezone.localdate()
    assert (entry.display_name, entry.shown_from, entry.on_site) == ("韦家", today, False)
    assert list(entries_shown(world.here, today)) == [entry]
    assert "韦家" in board(client, world.committee)
    assert "韦家" not in board(client, world.committee, where="site")
    assert "韦家" not in board(client, world.stranger)
    assert not entries_shown(world.here, today, "site")
    row.refresh_from_db()
    services.withdraw_nomination(row, by=world.committee, on=today)
    entry.refresh_from_db()
    assert (entry.state, entry.take_down_by - entry.withdrawn_at) == ("withdrawn", timedelta(hours=24))
    assert not entries_shown(world.here, today)
    assert "韦家" not in board(client, world.committee)
    roll.take_down_entry(entry, by=world.committee)
    assert entry.taken_down_at <= entry.take_down_by


def test_an_objection_holds_the_decision_and_may_overturn_it(world):
    election, row = to_publicity(world)
    objection = services.save_objection(
        HonourObjection(settlement=world.here, nomination=row, received_on=election.publicity_from, content="有不同说法"), by=world.committee
    )  # fmt: skip
    election.refresh_from_db()
    assert election.state == "objection"
    with pytest.raises(ValidationError, match="异议"):
        services.decide(election, by=world.secretary)
    told = {"on": timezone.localdate(), "outcome": "upheld", "reply": "已核对"}
    with pytest.raises(PermissionDenied):
        services.answer_objection(objection, by=world.committee, **told)
    services.answer_objection(objection, by=world.secretary, **told)
    services.decide(election, by=world.secretary)
    row.refresh_from_db()
    assert (row.state, row.decision) == ("not_awarded", "not")


@pytest.mark.parametrize(
    ("values", "message"),
    [({"nominate_to": date(2018, 6, 9), "nominate_from": date(2018, 6, 1)}, "不少于 10 天"), ({"state": "nominating"}, "不能再改")],
)  # fmt: skip
def test_rules_come_first_and_stay(world, values, message):
    made = election_of(world, 60)
    for name, value in values.items():
        setattr(made, name, value)
    with pytest.raises(ValidationError, match=message):
        services.save_election(made, by=world.committee)


def test_guards_say_what_is_missing(world):
    election = election_of(world, 5)
    take(ELECTION, election, "nominate", world.committee)
    with pytest.raises(ValidationError, match="推荐期到"):
        take(ELECTION, election, "collect", world.committee)
    row = nominate(world, election, deeds="虽是低保户仍热心助人")
    with pytest.raises(ValidationError, match="低保"):
        services.review_deeds(row, by=world.secretary)
    row.deeds = "热心助人"
    services.save_nomination(row, by=world.committee)
    with pytest.raises(PermissionDenied):
        services.review_deeds(nominate_by_secretary(world, election), by=world.secretary)
    services.review_deeds(row, by=world.secretary)
    with pytest.raises(ValidationError, match="没有同意公示"):
        services.record_consent(
            row, by=world.committee, on=row.nominated_on, **{**CONSENT, "scopes": ["shows_roll"]}
        )
    row.person.birth_date = timezone.localdate() - timedelta(365 * 12)
    with pytest.raises(ValidationError, match="监护人"):
        services.record_consent(row, by=world.committee, on=row.nominated_on, **CONSENT)


def nominate_by_secretary(world, election):
    made = nominate(world, election)
    HonourNomination.objects.filter(pk=made.pk).update(created_by=world.secretary)
    made.refresh_from_db()
    return made


def test_publicity_is_long_enough(world):
    election = election_of(world, 60, state="voting_or_jury")
    start = date(2018, 9, 28)
    with pytest.raises(ValidationError, match="5 个工作日"):
        services.publicise(election, by=world.committee, on=start, until=date(2018, 10, 7))


@settings(max_examples=50, deadline=None)
@given(start=st.dates(date(2018, 1, 1), date(2025, 12, 31)))
def test_five_working_days_never_end_before_the_week_is_over(start):
    calendar = WorkCalendar({})
    last = calendar.add_working_days(start, services.LEAST_PUBLICITY_WORKING_DAYS).day
    assert calendar.working_days_between(start, last) == 5
    assert calendar.is_workday(last)
    assert last - start >= timedelta(5)


def test_a_roll_entry_shows_no_more_than_was_agreed(world):
    election, row = to_publicity(world)
    services.decide(election, by=world.secretary)
    services.award(election, by=world.committee, on=timezone.localdate())
    row.refresh_from_db()
    today = timezone.localdate()
    entry = HonourRollEntry(
        settlement=world.here,
        nomination=row,
        display_name="韦家",
        shown_from=today,
        shown_to=today + timedelta(360),
        on_site=True,
    )
    with pytest.raises(ValidationError, match="社区网站"):
        roll.save_entry(entry, by=world.committee)
    entry.on_site, entry.shown_to = False, today + timedelta(366)
    with pytest.raises(ValidationError, match="12 个月"):
        roll.save_entry(entry, by=world.committee)
