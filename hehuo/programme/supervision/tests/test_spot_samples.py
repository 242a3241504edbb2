"""Drawn records as extracts, rates with intervals, interviews without names, and a rule that is too thin."""

from decimal import Decimal as D
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from hehuo.audit.models import Entry
from hehuo.programme.models import SpotHousehold
from hehuo.programme.supervision.pages.checks import check_detail
from hehuo.programme.supervision.spot_checks import steps as checks
from hehuo.programme.supervision.spot_checks.interviews import answers_of
from hehuo.programme.supervision.spot_checks.outlook import enough, outlook
from hehuo.programme.supervision.spot_checks.rates import rates_of, wilson
from hehuo.programme.supervision.spot_checks.results import codes_of_items
from hehuo.programme.supervision.spot_checks.rules import Rule, rule_from
from hehuo.programme.supervision.spot_checks.steps.submit_judgement import Judgement
from hehuo.programme.supervision.tests.cast import START
from hehuo.programme.tests.stage import settle
from hehuo.residents.interviews.models import Interview

pytestmark = pytest.mark.db_portable
HOMES = 6


@pytest.fixture
def on_site(cast):
    """A check on site; every unit has six households of two persons."""
    for unit in cast.units():
        settle(unit.settlements.get(), HOMES, cast.world.secretary)
    rule = Rule(others=3, items=(9,), ledgers=("residents.person",), record_least=10, households=15)
    check = checks.draft_check("入住抽查", cast.edition, START, rule, by=cast.office, at=cast.later())
    checks.draw_check(check, by=cast.office, seed="s", at=cast.later())
    for site in check.sites.all():
        cast.team(site)
    checks.finish_assigning(check, by=cast.office, at=cast.later())
    checks.begin_on_site(check, by=cast.first, at=cast.later())
    return type(check).objects.get(pk=check.pk)


def page(client, user, site, **headers):
    client.force_login(user)
    return client.get(reverse("spot-judge", args=[site.check_of_id, site.pk]), headers=headers)


def points(check):
    return {code: (full, "") for code, full in codes_of_items(check, rule_from(check.rule)).items()}


def judgement(site, *, result="agrees", wrong=0, **answers):
    rows = list(site.records.all())
    records = {r.pk: ("wrong" if n < wrong else "right", "") for n, r in enumerate(rows)}
    homes = {h.pk: (result, "") for h in site.households.all()}
    return Judgement(points(site.check_of), uuid4(), records, homes, dict.fromkeys(homes, answers))


def test_members_read_masked_extracts_of_drawn_records_only(cast, on_site, client):
    site = on_site.sites.first()
    text = page(client, cast.first, site).content.decode()
    drawn = list(site.records.values_list("record_id", flat=True))
    frame = site.frames.get(source="residents.person").ids
    assert len(drawn) == 10
    assert len(frame) == 2 * HOMES
    assert all(f"-{pk:06d}" in text for pk in drawn)
    assert not [pk for pk in set(frame) - set(drawn) if f"-{pk:06d}" in text]
    assert "出生日期" in text
    assert "1980-01-01" not in text
    assert "1980年" in text
    other = page(client, cast.second, site).content.decode()
    assert f"-{drawn[0]:06d}" in other
    assert "record-" not in other


def test_reading_is_logged_with_its_purpose_and_closes_with_the_judgement(cast, on_site, client):
    site = on_site.sites.first()
    before = Entry.objects.filter(action="look").count()
    page(client, cast.first, site)
    page(client, cast.first, site, **{"X-Requested-With": "keep"})
    first, kept = Entry.objects.filter(action="look").order_by("seq")[before:]
    assert (first.actor_id, first.object_type, first.object_id) == (
        cast.first.pk,
        "programme.spotsite",
        site.pk,
    )
    assert (first.data["reason"], first.data["kept_offline"], kept.data["kept_offline"]) == (
        "抽查核对台账",
        False,
        True,
    )
    assert sum(first.data["records"].values()) == 10
    number = f"-{site.records.first().record_id:06d}"
    checks.submit_judgement(site, judgement(site), by=cast.first, at=cast.later())
    assert number not in page(client, cast.first, site).content.decode()
    assert page(client, cast.third, site).status_code == 404
    assert Entry.objects.filter(action="look").count() == before + 2


def test_the_page_asks_the_same_number_of_questions_however_many_records(
    cast, on_site, client, django_assert_max_num_queries
):
    small, large = on_site.sites.all()[:2]
    page(client, cast.first, small)
    with django_assert_max_num_queries(40) as some:
        page(client, cast.first, small)
    count = len(some)
    type(large.records.first()).objects.bulk_create(
        type(large.records.first())(site=large, source="residents.person", order_no=50 + n, record_id=pk)
        for n, pk in enumerate(
            set(large.frames.get(source="residents.person").ids)
            - set(large.records.values_list("record_id", flat=True))
        )
    )
    page(client, cast.first, large)
    with django_assert_max_num_queries(count):
        page(client, cast.first, large)


def test_the_leader_sends_all_results_at_once(cast, on_site):
    site = on_site.sites.first()
    with pytest.raises(ValidationError) as refused:
        checks.submit_judgement(site, Judgement(points(on_site), uuid4()), by=cast.first, at=cast.later())
    assert "还有 10 条台账记录没有核对结果。" in refused.value.messages
    assert f"还有 {HOMES} 户没有登记结果。" in refused.value.messages
    checks.submit_judgement(site, Judgement(points(on_site), uuid4()), by=cast.second, at=cast.later())


def test_rates_with_n_and_interval(cast, on_site):
    sites = list(on_site.sites.all())
    for number, site in enumerate(sites):
        checks.submit_judgement(
            site, judgement(site, wrong=1 if number == 0 else 0), by=cast.first, at=cast.later()
        )
    together, by_site = rates_of(on_site)
    assert len(together) == 1
    first = by_site[sites[0].pk][0]
    assert (first.frame, first.drawn, first.checked, first.right, first.percent) == (12, 10, 10, 9, D("90.0"))
    assert first.interval == (D("59.5"), D("98.3"))
    assert (together[0].checked, together[0].right) == (10 * len(sites), 10 * len(sites) - 1)
    seen = check_detail(on_site, cast.office)
    assert seen["sites"][0]["rates"] == by_site[sites[0].pk]
    assert not seen["rates"]


@pytest.mark.parametrize(
    ("right", "count", "whole", "expected"),
    [
        (9, 10, False, (D("59.5"), D("98.3"))),  # Wilson by hand: 0.59585 to 0.98212
        (10, 10, False, (D("72.2"), D("100.0"))),
        (0, 10, False, (D("0.0"), D("27.8"))),
        (2, 3, True, (D("66.6"), D("66.7"))),
        (0, 0, False, None),
    ],
)
def test_wilson(right, count, whole, expected):
    assert wilson(right, count, whole=whole) == expected


def test_answers_are_filed_without_the_household(cast, on_site):
    site = on_site.sites.first()
    said = {"age_band": "middle", "covenants_named": "3", "feels_safe": "safe", "satisfied": ""}
    checks.submit_judgement(site, judgement(site, **said), by=cast.first, at=cast.later())
    made = Interview.objects.all()
    assert made.count() == HOMES
    assert {(i.draw, i.asker, i.covenants_named, i.feels_safe, i.satisfied) for i in made} == {
        ("random", "city", 3, "safe", "")
    }
    assert {f.name for f in Interview._meta.fields if "household" in f.name or "person" in f.name} == set()
    counts = answers_of(on_site)
    assert (counts["interviews"], counts["refused"]) == (HOMES, 0)
    assert next(line for line in counts["lines"] if line["words"] == "觉得安全吗")["parts"] == [
        ("安全", HOMES)
    ]
    other = on_site.sites.all()[1]
    checks.submit_judgement(other, judgement(other, result="refused"), by=cast.first, at=cast.later())
    assert answers_of(on_site)["refused"] == HOMES


def test_few_interviews_are_not_broken_down(cast, on_site):
    site = on_site.sites.first()
    given = judgement(site, age_band="old", feels_safe="safe")
    last = list(given.answers)[-4:]
    few = Judgement(
        given.points, given.client_uuid, given.records, given.households, {k: given.answers[k] for k in last}
    )
    checks.submit_judgement(site, few, by=cast.first, at=cast.later())
    counts = answers_of(on_site)
    assert counts["too_few"]
    assert not counts["lines"]


@pytest.mark.parametrize(
    ("result", "answers", "words"),
    [
        ("agrees", {"feels_safe": "safe"}, "请选择年龄段"),
        ("absent", {"age_band": "old"}, "婉拒或不在家的不填回答"),
        ("agrees", {"age_band": "minor"}, "“年龄段”请从选项中选择"),
        ("differs", {"age_band": "old", "covenants_named": "21"}, "请填 0 到 20 的整数"),
    ],
)
def test_wrong_answers_say_which_household_and_nothing_is_lost(cast, on_site, client, result, answers, words):
    site = on_site.sites.first()
    with pytest.raises(ValidationError, match=words) as refused:
        checks.submit_judgement(
            site, judgement(site, result=result, **answers), by=cast.first, at=cast.later()
        )
    assert "第 1 户" in refused.value.messages[0]
    assert not Interview.objects.exists()
    home = site.households.first()
    typed = {f"home-{home.pk}": result, **{f"say-{home.pk}-{name}": value for name, value in answers.items()}}
    client.force_login(cast.first)
    answer = client.post(reverse("spot-judge", args=[on_site.pk, site.pk]), typed)
    assert answer.status_code == 422
    asked = answer.context["homes"][0]
    assert asked["result"] == result
    assert {q.name: said for q, _, said in asked["asked"] if said} == answers
    assert set(site.households.values_list("result", flat=True)) == {SpotHousehold.Result.PENDING}


def test_a_rule_without_an_interval_is_said_before_the_draw(cast, client):
    cast.units()
    thin = outlook(cast.edition, Rule(others=2, items=(9,)))
    assert "没有 95% 区间" in thin.interval
    assert "请改为其他单位共抽 4 个" in thin.interval
    assert "只能借用其他层的差异" in outlook(cast.edition, Rule(others=3, items=(9,))).interval
    assert outlook(cast.edition, Rule(others=4, items=(9,))).interval == ""
    assert enough({"a": 3, "b": 3}) == 4
    assert enough({"a": 1, "b": 1}) == 2
    client.force_login(cast.office)
    typed = {
        "title": "抽查", "edition": cast.edition.pk, "planned_on": "2026-03-09", "items": ["9"], "demonstrations": "1", "others": "2",
        "ledgers": ["residents.person"], "record_least": "10", "record_percent": "5", "households": "15", "tolerance": "3", "factor": "2",
    }  # fmt: skip
    address = reverse("supervised-spot-checks-new")
    warned = client.post(address, typed).content.decode()
    assert "没有 95% 区间" in warned
    assert 'name="accepted"' in warned
    assert client.post(address, {**typed, "accepted": "on"}).status_code == 302


def test_the_draw_page_names_units_without_a_demonstration_site(cast, client):
    units = cast.units()
    check = cast.drafted()
    client.force_login(cast.office)
    address = reverse("supervised-spot-checks-act", args=[check.pk, "draw"])
    text = client.get(address).content.decode()
    assert "抽不到示范点：乙县（没有确定示范点）" in text
    assert "甲县 示范点" in text
    late = cast.unit_with_self_score(90, 1, demo=True)
    late.refresh_from_db()
    type(late).objects.filter(pk=units[-1].pk).update(demonstration_site=True)
    assert "抽不到示范点" not in client.get(address).content.decode()


def test_ledgers_are_grouped_by_context(cast, client):
    client.force_login(cast.office)
    form = client.get(reverse("supervised-spot-checks-new")).context["form"]
    groups = dict(form.fields["ledgers"].choices)
    assert "residents.person" in dict(groups["居民"])
    assert "residents.household" not in dict(groups["居民"])
    assert len(groups) >= 6


def test_widening_keeps_the_self_points_of_the_first_draw(cast):
    from hehuo.assessment.models import ScoreEntry

    cast.units()
    check = cast.drafted()
    checks.draw_check(check, by=cast.office, seed="s", at=cast.later())
    kept = {line["code"]: line["points"] for line in check.draws.get().frame}
    cast.evidence(check, share="0.2")
    ScoreEntry.objects.update(points=D("0.01"))
    checks.widen_sample(check, by=cast.office, at=cast.later())
    for site in check.sites.filter(stage=2):
        assert site.self_points == kept[site.unit.code]
