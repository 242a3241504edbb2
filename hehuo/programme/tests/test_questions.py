"""Questions instead of suspicion: what each rule sees, who asks, answers and concludes, and that residents are never asked about."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from hehuo.assessment.editions import install_shipped
from hehuo.assessment.models import Deduction
from hehuo.evidence.models import EvidenceFile, Proof
from hehuo.kit.testing.world import build_world, make_user
from hehuo.livelihood.models import AccuracyCheck, JobOpening
from hehuo.livelihood.tests.cast import make_employer, make_household, make_person
from hehuo.notices.models import Notice
from hehuo.org.models import Building, OrgUnit
from hehuo.org.roles import Role
from hehuo.programme.models import Finding, QuestionState, Signal, VerificationQuery
from hehuo.programme.models.questions import target_model
from hehuo.programme.nightly import look_around
from hehuo.programme.questions.asking import ask_new_questions, hits_of
from hehuo.programme.questions.lifecycle import QUESTION
from hehuo.programme.questions.registering import register_finding
from hehuo.programme.questions.rules import RULES
from hehuo.programme.questions.services import STEPS, answer_question, ask_question
from hehuo.programme.supervision.findings.steps import confirm_from_question, issue_notice
from hehuo.records.models import Source
from hehuo.records.writing import create_records, save_record
from hehuo.residents.models import Dwelling, Household
from hehuo.safety.models import SafetyHazard

TODAY = date(2018, 11, 20)


@pytest.fixture
def world(db):
    return build_world()


def hazard(world, day=TODAY, recorded=None, **kw):
    values = {
        "category": "fire", "level": "general", "place": "3栋", "situation": "堆放杂物", "found_by": "grid", "found_on": day,
        "due_on": day, "occurred_on": day, "settlement": world.here,
    }  # fmt: skip
    return save_record(SafetyHazard(**{**values, **kw}), by=world.committee, at=recorded)


def photo(world, about, fingerprint, *, day=TODAY, taken=None, shared=False):
    file = EvidenceFile(
        settlement=world.here, occurred_on=day, sha256=f"{fingerprint:x}", original_sha256=f"{about.pk}-{fingerprint:x}", size=1,
        kind="photo", format="jpeg", original_name="照片.jpg", fingerprint=fingerprint, taken_at=taken,
    )  # fmt: skip
    save_record(file, by=world.committee, at=at(day), validate=False)
    proof = Proof(
        settlement=world.here,
        kind="file",
        file=file,
        record_model=about._meta.label_lower,
        record_id=about.pk,
        shared=shared,
    )
    save_record(proof, by=world.committee, validate=False)
    return file


def at(day, hour=9, minute=0):
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def codes(world, on=TODAY):
    return [code for code, _ in hits_of([world.here], on)]


# -- what the rules see ---------------------------------------------------------
@pytest.mark.parametrize(("bits", "found"), [(0, 1), (6, 1), (7, 0)])
def test_alike_photos_of_two_records_are_asked_about(world, bits, found):
    first, second = hazard(world), hazard(world)
    photo(world, first, 0)
    photo(world, second, (1 << bits) - 1)
    assert codes(world).count(Signal.SAME_PHOTO) == found


def test_one_photo_that_serves_two_records_by_reference_is_no_question(world):
    first, second = hazard(world), hazard(world)
    photo(world, first, 5)
    photo(world, second, 5, shared=True)
    assert Signal.SAME_PHOTO not in codes(world)


@pytest.mark.parametrize(("days", "found"), [(3, 0), (4, 1), (-4, 1)])
def test_a_photo_of_another_day_is_asked_about(world, days, found):
    photo(world, hazard(world), 1, taken=at(TODAY + timedelta(days)))
    assert codes(world).count(Signal.PHOTO_DATE) == found


@pytest.mark.parametrize(
    ("number", "days", "minutes", "found"), [(10, 5, 3, 1), (9, 9, 3, 0), (12, 4, 2, 0), (10, 10, 4, 0)]
)
def test_ten_records_of_many_days_within_half_an_hour_are_asked_about(world, number, days, minutes, found):
    for n in range(number):
        hazard(world, TODAY - timedelta(30 + n % days), at(TODAY, 9, 0) + timedelta(minutes=n * minutes))
    assert codes(world).count(Signal.ENTERED_IN_A_ROW) == found


def test_imported_records_are_not_typed_in_a_row(world):
    rows = [hazard(world, TODAY - timedelta(n), at(TODAY)) for n in range(12)]
    SafetyHazard.objects.filter(pk__in=[row.pk for row in rows]).update(source=Source.IMPORT)
    assert Signal.ENTERED_IN_A_ROW not in codes(world)


@pytest.mark.parametrize(("late", "found"), [(6, 1), (5, 0)])
def test_most_of_a_quarter_entered_in_its_last_week_is_asked_about(world, late, found):
    for n in range(10):
        recorded = at(date(2018, 9, 28), n) if n < late else at(date(2018, 9, 1) + timedelta(n))
        hazard(world, date(2018, 9, 1), recorded)
    assert codes(world, date(2018, 10, 10)).count(Signal.ENTERED_IN_A_ROW) == found


@pytest.mark.parametrize(("checks", "right", "found"), [(5, 7, 1), (5, 8, 0), (4, 1, 0)])
def test_sampled_checks_that_contradict_the_ledger_are_asked_about(world, checks, right, found):
    person = make_person(make_household(world.here, world.committee), world.committee)
    rows = [
        AccuracyCheck(
            settlement=world.here, person=person, book="labour", checked_on=TODAY, occurred_on=TODAY, fields_checked=10,
            fields_right=right, mode="phone",
        )
        for _ in range(checks)
    ]  # fmt: skip
    create_records(rows, by=world.committee)
    assert codes(world).count(Signal.REVISIT) == found


@pytest.mark.parametrize(("stated", "found"), [(2, 0), (7, 0), (8, 1)])
def test_stated_people_are_held_against_the_registers(world, stated, found):
    home = make_household(world.here, world.committee)
    for _ in range(2):
        make_person(home, world.committee)
    Household.objects.filter(settlement=world.here).update(member_count_at_allocation=stated)
    world.here.planned_persons, world.here.dwellings_built = 9999, 0
    hits = [hit for code, hit in hits_of([world.here], TODAY) if code == Signal.TOTALS]
    assert len(hits) == found and all(f"相差 {stated - 2}" in hit.question for hit in hits)


def test_dwellings_that_are_stated_stand_in_the_register(world):
    building = Building.objects.filter(settlement=world.here).first()
    for number in range(3):
        row = Dwelling(
            settlement=world.here, building=building, unit_no="1", room_no=f"10{number}", area_m2=80
        )
        save_record(row, by=world.committee, validate=False)
    world.here.dwellings_built = 4
    (hit,) = [hit for code, hit in hits_of([world.here], TODAY) if code == Signal.TOTALS]
    assert "“套数” 4" in hit.question and "相差 1" in hit.question
    world.here.dwellings_built = 3
    assert Signal.TOTALS not in codes(world)


def test_every_signal_of_the_list_is_explained_once():
    assert {rule.signal for rule in RULES} <= set(Signal)
    assert len({rule.signal for rule in RULES}) == len(RULES)
    assert all(rule.find or rule.instead for rule in RULES)


# -- asking, answering, concluding --------------------------------------------------
def test_what_was_asked_is_not_asked_again(world):
    photo(world, hazard(world), 1, taken=at(TODAY + timedelta(9)))
    (query,) = ask_new_questions([world.here], TODAY)
    assert query.created_by is None and query.source == Source.SYSTEM and query.due_on > TODAY
    assert ask_new_questions([world.here], TODAY + timedelta(1)) == []
    assert Notice.objects.get(subject_model="programme.verificationquery").due_on == query.due_on


def test_the_nightly_round_asks_once(world):
    photo(world, hazard(world), 1, taken=at(TODAY + timedelta(9)))
    gone = JobOpening(
        settlement=world.here, employer=make_employer(world.here, world.committee), title="缝纫工", headcount=2, state="open",
        source_kind="nearby_company", wage_min_yuan=2500, wage_max_yuan=4000, valid_from=TODAY - timedelta(60), valid_to=TODAY - timedelta(1),
    )  # fmt: skip
    save_record(gone, by=world.committee, validate=False)
    found = look_around(TODAY)
    assert (found["questions"], found["openings_expired"]) == (1, 1)
    assert look_around(TODAY)["openings_expired"] == 0
    assert look_around(TODAY)["questions"] == 0


def test_a_unit_is_not_buried_in_questions(world):
    for n in range(23):
        photo(world, hazard(world), n * 255, taken=at(TODAY + timedelta(9)))
    assert len([q for q in ask_new_questions([world.here], TODAY) if q.rule_code == Signal.PHOTO_DATE]) == 20


@pytest.mark.parametrize(
    "label", ["residents.person", "residents.household", "livelihood.labourprofile", "org.user", "x.y", ""]
)
def test_nothing_is_asked_about_a_resident(world, label):
    assert target_model(label) is None
    if label:
        with pytest.raises(ValidationError, match="不问居民"):
            VerificationQuery(settlement=world.here, target_model=label, target_id=1).clean()


def test_the_question_stays_in_its_settlement(world):
    other = hazard(world, settlement=world.there)
    with pytest.raises(ValidationError, match="没有这条记录"):
        ask_question(world.here, Signal.PHOTO_DATE, "请核对。", by=world.county_reviewer, about=other)


def test_from_question_to_conclusion(world):
    query = ask_question(
        world.here, Signal.PHOTO_DATE, "请核对日期。", by=world.county_reviewer, about=hazard(world)
    )
    with pytest.raises(ValidationError, match="请先等答复"):
        STEPS["confirm_problem"](query, by=world.county_reviewer, reason="未答复")
    with pytest.raises(PermissionDenied):
        answer_question(query, by=world.county_reviewer, reason="代答")
    query = answer_question(
        VerificationQuery.objects.get(pk=query.pk), by=world.secretary, reason="日期填错，已更正。"
    )
    assert (
        query.answer == "日期填错，已更正。"
        and not Notice.objects.open().filter(subject_id=query.pk).exists()
    )
    with pytest.raises(PermissionDenied):
        STEPS["correct"](query, by=world.secretary, reason="自己下结论")
    query = STEPS["send_back"](
        VerificationQuery.objects.get(pk=query.pk), by=world.county_reviewer, reason="请附原始签到"
    )
    assert (
        query.state == QuestionState.OPEN and Notice.objects.open().filter(subject_id=query.pk).count() == 1
    )
    query = answer_question(VerificationQuery.objects.get(pk=query.pk), by=world.secretary, reason="已附。")
    query = STEPS["correct"](query, by=world.county_reviewer, reason="看过更正后的记录")
    assert (query.state, query.concluded_by) == (QuestionState.CORRECTED, world.county_reviewer)


def test_an_unanswered_question_is_concluded_after_its_deadline(world):
    query = ask_question(
        world.here,
        Signal.PHOTO_DATE,
        "请核对。",
        by=world.county_reviewer,
        on=date(2018, 1, 3),
        occasion="一",
    )
    assert query.is_overdue
    assert (
        STEPS["confirm_problem"](query, by=world.county_reviewer, reason="逾期未答复").state
        == QuestionState.PROBLEM
    )


@pytest.fixture
def confirmed(world):
    """A question about a hazard with the conclusion that something is wrong; headquarters, editions, two of the city."""
    install_shipped()
    world.office = make_user("市指挥部办公室", Role.CITY_OFFICE, world.city)
    OrgUnit.objects.create(
        code="here-hq", name="甲县指挥部", level=OrgUnit.Level.COUNTY, area=world.here.county
    )
    asked = ask_question(
        world.here, Signal.PHOTO_DATE, "请核对日期。", by=world.inspector, about=hazard(world)
    )
    query = answer_question(
        VerificationQuery.objects.get(pk=asked.pk), by=world.secretary, reason="照片是去年的。"
    )
    return STEPS["confirm_problem"](
        VerificationQuery.objects.get(pk=query.pk), by=world.inspector, reason="旧照片冒用"
    )


def test_a_confirmed_question_becomes_a_problem_by_the_filled_form(world, confirmed, client):
    assert not Finding.objects.exists(), "the conclusion itself makes no problem"
    assert Notice.objects.open().filter(subject_id=confirmed.pk, ask__contains="登记为督查问题").exists()
    client.force_login(world.inspector)
    page = f"/ledgers/questions/{confirmed.pk}/"
    assert "登记为督查问题</a>" in client.get(page).content.decode()
    form = client.get(f"{page}ask/register/").context["form"]
    told = {name: form.initial.get(name, "") for name in form.fields if name != "due_on"}
    assert (
        told["criterion"].startswith("6.")
        and "照片是去年的" in told["fact"]
        and confirmed.record_no in told["basis"]
    )
    assert all(told[name] for name in ("points", "requirement", "responsible", "urgency"))
    assert client.post(f"{page}ask/register/", told | {"residents_concerned": ""}).status_code == 302
    finding = Finding.objects.get()
    assert (finding.query, finding.settlement, finding.state, finding.kind) == (
        confirmed,
        world.here,
        "recorded",
        "question",
    )
    assert not Deduction.objects.exists()
    assert f"/supervision/findings/{finding.pk}/" in client.get(page).content.decode()
    assert page in client.get(f"/supervision/findings/{finding.pk}/").content.decode()
    with pytest.raises(ValidationError, match="已登记"):
        register_finding(confirmed, by=world.office, **told)
    with pytest.raises(PermissionDenied, match="另一位"):
        confirm_from_question(finding, by=world.inspector)
    confirm_from_question(finding, by=world.office)
    finding.refresh_from_db()
    assert finding.state == "problem_confirmed"
    issue_notice(finding, by=world.office)
    assert Deduction.objects.get().source_id == finding.pk


def test_only_the_city_registers_and_only_what_is_confirmed(world, confirmed, client):
    client.force_login(world.county_reviewer)
    page = f"/ledgers/questions/{confirmed.pk}/"
    assert "登记为督查问题</a>" not in client.get(page).content.decode()
    client.post(f"{page}ask/register/", {})
    with pytest.raises(PermissionDenied):
        register_finding(confirmed, by=world.county_reviewer)
    other = ask_question(world.here, Signal.PHOTO_DATE, "请核对。", by=world.inspector, occasion="另一件")
    with pytest.raises(ValidationError, match="先写结论"):
        register_finding(other, by=world.inspector)
    assert not Finding.objects.exists()


def test_pages_of_questions_do_not_offer_what_questions_do_not_have(world, client):
    query = ask_question(world.here, Signal.PHOTO_DATE, "请核对。", by=world.county_reviewer, occasion="一")
    for user in (world.inspector, world.county_reviewer, world.secretary):
        client.force_login(user)
        page = client.get(f"/ledgers/questions/{query.pk}/").content.decode()
        assert "/verify/" not in page and "/return/" not in page
        assert ("/void/" in page) == (user == world.county_reviewer)
    client.force_login(world.inspector)
    assert client.post(f"/ledgers/questions/{query.pk}/void/", {"reason": "问错"}).status_code == 403
    assert client.post(f"/ledgers/questions/{query.pk}/verify/").status_code == 403


LEGAL = {
    "open": {"answer", "confirm_problem"},
    "answered": {"send_back", "explain", "correct", "confirm_problem"},
    "explained": set(), "corrected": set(), "confirmed_problem": set(),
}  # fmt: skip


@pytest.mark.parametrize("state", [str(s) for s in QuestionState])
def test_every_state_offers_exactly_its_steps(world, state):
    query = VerificationQuery(settlement=world.here, state=state, answer="答", due_on=TODAY)
    assert {offer.transition.event for offer in QUESTION.offers(query, world.county_reviewer)} == LEGAL[state]
    for event in STEPS:
        if event not in LEGAL[state]:
            with pytest.raises(ValidationError, match="可以办理"):
                QUESTION.check(query, event, by=world.county_reviewer, reason="试")


def test_the_help_page_prints_the_same_steps():
    from pathlib import Path

    text = Path("docs/ledgers/questions.md").read_text(encoding="utf-8")
    for source, label, target, clause in QUESTION.table():
        assert f"| {source} | {label} | {target} | {clause} |" in text
