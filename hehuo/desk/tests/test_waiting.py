"""Nothing that somebody must do stays out of the to-do lists: every state with a next step is asked for or rests for a reason."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hehuo.desk.contents import LEDGERS
from hehuo.desk.heaps import heaps_of, piles_of
from hehuo.kit.testing.world import build_world
from hehuo.kit.waiting import Heap, Waiting

RESTS: dict[str, dict[str, str]] = {
    "old-houses": {"exempt_certified": "settled"},
    "asset-lists": {"confirmed": "settled unless somebody objects"},
    "assets": dict.fromkeys(("leased", "stored", "shared", "reclaimed", "operating"), "the contract's own deadlines ask"),
    "share-contracts": {"certificate_issued": "settled"},
    "dividend-payments": {"planned": "the batch asks", "paid": "settled"},
    "zero-employment": {"closed": "settled"},
    "job-recommendations": {"started": "visits of the employment ledger ask"},
    "jobs": {"open": "the night lets openings expire"},
    "public-welfare-posts": {
        "on_duty": "asked month by month", "paid": "asked month by month", "renewed": "asked month by month", "ended": "settled",
    },
    "enrolments": {"attending": "the class asks", "completed": "certificates where there is an exam", "failed": "no second exam is owed"},
    "education-venues": {"active": "in use"},
    "legal-referrals": {"closed": "settled"},
    "honour-elections": {"on_roll": "entries run out by themselves"},
    "honour-nominations": dict.fromkeys(("qualified", "publicised", "awarded"), "the election asks"),
    "honour-roll": {"shown": "until its day"},
    "covenants": {"in_force": "in force"},
    "meeting-resolutions": {"answered": "settled"},
    "requests": {"merged": "the main request asks"},
    "patrols": {"missed": "may be entered late"},
    "safety-tickets": {"closed": "settled"},
    "hazards": {"closed": "settled"},
    "repairs": {"closed": "settled; a rating is the reporter's own will"},
    "visits": {"done": "settled"},
    "service-cases": {"consulted": "the applicant's own will"},
    "service-ratings": {"answered": "the applicant's own will"},
    "entitlements": dict.fromkeys(("done", "not_needed", "refused"), "settled"),
    "publications": {"published": "published"},
}  # fmt: skip
CYCLES = [ledger for ledger in LEDGERS if ledger.lifecycle]


@pytest.mark.parametrize("ledger", CYCLES, ids=lambda ledger: ledger.slug)
def test_every_state_with_a_next_step_is_asked_for_or_rests(ledger):
    cycle = ledger.lifecycle
    asked = {str(waiting.filters.get(cycle.state_field)) for waiting in ledger.waiting}
    open_states = {str(source) for step in cycle.transitions for source in step.sources}
    rests = RESTS.get(ledger.slug, {})
    assert open_states - asked == set(rests), (
        "each state is asked for, or rests for a reason, never both or neither"
    )


def test_names_of_what_comes_round_are_the_ledger_s_own():
    for ledger in LEDGERS:
        dated = [waiting.name for waiting in ledger.waiting if waiting.rows or waiting.name]
        assert all(dated), ledger.slug
        assert len(dated) == len(set(dated)), ledger.slug


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ledger", "waiting"),
    [(ledger, waiting) for ledger in LEDGERS for waiting in ledger.waiting if waiting.rows],
    ids=lambda value: value.name if isinstance(value, Waiting) else value.slug,
)
def test_the_list_opens_with_the_rows_that_a_line_counts(ledger, waiting, client):
    world = build_world()
    client.force_login(world.secretary)
    today = timezone.localdate()
    assert not ledger.model.objects.filter(waiting.condition(today)).exists()
    answer = client.get(f"{ledger.url('list')}?{waiting.query()}")
    assert answer.status_code == 200
    assert f'value="{waiting.name}" selected' in answer.content.decode()


@pytest.mark.django_db
def test_what_comes_round_is_counted_and_opens_its_rows(client):
    from hehuo.livelihood.employment.ledger import EmploymentLedger
    from hehuo.livelihood.employment.models import EmploymentSpell, RetentionFollowup
    from hehuo.records.writing import save_record
    from hehuo.residents.models import Person
    from hehuo.residents.tests.homes import make_household

    world, today = build_world(), timezone.localdate()
    home = make_household(world.here, by=world.committee)
    person = Person(settlement=world.here, household=home, name="韦小花", sex="2", no_id_reason="lost",
                    birth_date=today - timedelta(9000))  # fmt: skip
    save_record(person, by=world.committee)
    spell = EmploymentSpell(
        settlement=world.here, person=person, kind="employed", place="county", employer_name="茶厂", job_title="采茶", proof_kind="call",
        valid_from=today - timedelta(40), confirmed_on=today - timedelta(26),
    )  # fmt: skip
    EmploymentSpell.objects.bulk_create([spell])
    labels = {heap.label: heap for heap in heaps_of([EmploymentLedger], world.committee)}
    heap = labels["7 天内要再核实的就业（31 天有效）"]
    assert (heap.count, heap.url) == (1, "/ledgers/employment/?waits=confirm")
    client.force_login(world.committee)
    assert len(client.get(heap.url).context["page"].rows) == 1
    EmploymentSpell.objects.update(confirmed_on=today - timedelta(20))
    assert not heaps_of([EmploymentLedger], world.committee)
    assert not RetentionFollowup.objects.exists()


@pytest.mark.django_db
def test_what_is_mine_comes_first_and_apart_from_the_area_s(client):
    from hehuo.services.service_cases.ledger import ServiceCaseLedger
    from hehuo.services.tests.desks import case

    world = build_world()
    found = case(world.here, world.committee)
    label = str(found._meta.verbose_name)
    mine, _ = piles_of(world.committee, [])
    assert [(heap.ledger, heap.count) for heap in mine.heaps if heap.ledger == label] == [(label, 1)]
    client.force_login(world.committee)
    url = next(heap.url for heap in mine.heaps if heap.ledger == label)
    assert url.startswith(ServiceCaseLedger.url("list"))
    assert len(client.get(url).context["page"].rows) == 1
    other, piles = piles_of(world.secretary, [])
    assert not [heap for heap in other.heaps if heap.ledger == label]
    assert [heap.count for pile in piles for heap in pile.heaps if heap.ledger == label] == [1]


@pytest.mark.django_db
def test_what_the_area_may_do_is_piled_by_how_soon_it_is_due(monkeypatch):
    world, today = build_world(), timezone.localdate()
    dues = {"昨天": today - timedelta(1), "今天": today, "七天": today + timedelta(7), "八天": today + timedelta(8),
            "旧账": today - timedelta(366), "不急": None}  # fmt: skip
    found = [Heap(label, "台账", 1, due, "/") for label, due in dues.items()]
    monkeypatch.setattr("hehuo.desk.heaps.heaps_of", lambda ledgers, user: found)
    _, piles = piles_of(world.committee, [])
    told = {pile.title: [heap.label for heap in pile.heaps] for pile in piles}
    assert told == {
        "已逾期的": ["昨天"], "7 天内到期的": ["今天", "七天"], "以后到期的": ["八天"], "没有期限或早已过期的": ["旧账", "不急"],
    }  # fmt: skip
