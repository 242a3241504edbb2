"""`hehuo score` and `hehuo cases`: published shapes, options, refusals."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from hehuo.assessment.editions import install_shipped
from hehuo.assessment.tests.test_scoring import TODAY, family, give_job
from hehuo.kit.testing.world import build_world
from hehuo.measures.models import MeasureCount

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db):
    """A household with a job and one without."""
    world = build_world()
    install_shipped()
    family(world, 1)
    world.jobless = family(world, 2, job=False)
    return world


def test_scores_have_the_promised_shape(hehuo, world):
    cards = hehuo.json("score", "--as-of", TODAY)
    assert [card["settlement"] for card in cards] == ["S001", "S002"]
    card = cards[0]
    assert list(card) == ["settlement", "edition", "as_of", "total", "titles", "sections", "items"]
    assert (card["edition"], card["as_of"]) == ("LPS-2018", "2026-11-24")
    assert list(card["titles"]) == ["harmonious", "vibrant"]
    assert [list(s) for s in card["sections"]] == [["no", "points"]] * 4
    assert [list(i) for i in card["items"]] == [["no", "points", "max", "criteria"]] * 16
    criteria = [c for i in card["items"] for c in i["criteria"]]
    assert [list(c) for c in criteria] == [["code", "points", "max", "met", "total", "state"]] * 65
    assert Decimal(card["total"]) == sum(Decimal(i["points"]) for i in card["items"])
    assert Decimal(card["total"]) == sum(Decimal(s["points"]) for s in card["sections"])
    assert sum(Decimal(i["max"]) for i in card["items"]) == 100


def test_what_has_no_ledger_has_no_points(hehuo, world):
    card = hehuo.json("score", "--settlement", "S001", "--as-of", TODAY)[0]
    for item in card["items"]:
        for criterion in item["criteria"]:
            if criterion["state"] in ("no_ledger", "no_data", "judged_pending"):
                assert Decimal(criterion["points"]) < Decimal(criterion["max"]), criterion
            if criterion["state"] == "no_ledger" and criterion["total"] == 0:
                assert Decimal(criterion["points"]) == 0, criterion


def test_same_question_same_bytes(hehuo, world):
    ask = ("score", "--settlement", "S001", "--as-of", TODAY, "--json")
    assert hehuo(*ask) == hehuo(*ask)


def test_days_editions_and_tables(hehuo, world):
    before = hehuo.json("score", "--settlement", "S001", "--as-of", "2017-01-01")[0]
    assert Decimal(before["total"]) == 0
    relieved = hehuo.json("score", "--settlement", "S001", "--edition", "LPS-2018-R", "--as-of", TODAY)[0]
    assert relieved["edition"] == "LPS-2018-R"
    nothing_known = hehuo.json("score", "--settlement", "S001", "--as-of", TODAY, "--known-at", "2020-01-01")[
        0
    ]
    assert Decimal(nothing_known["total"]) == 0
    assert "幸福家园" in hehuo("score", "--settlement", "S001", "--as-of", TODAY)


def test_cases_open_a_number_to_its_rows(hehuo, world):
    ask = ("cases", "12.3", "--settlement", "S001", "--as-of", TODAY)
    cases = hehuo.json(*ask)
    assert {"case_id", "met", "label", "url"} <= set(cases[0])
    zero = [case for case in cases if case["measure"] == "zero_employment_households" and not case["met"]]
    assert [case["case_id"] for case in zero] == [world.jobless[0].pk]
    assert zero[0]["label"]
    assert zero[0]["url"].startswith("/")
    give_job(world, world.jobless[1], on=TODAY)
    unmet = hehuo.json(*ask, "--unmet")
    assert [c for c in unmet if c["measure"] == "zero_employment_households"] == []
    assert "对象" in hehuo(*ask)


def test_cases_add_up_to_the_score(hehuo, world):
    card = hehuo.json("score", "--settlement", "S001", "--as-of", TODAY)[0]
    counted = {c["code"]: (c["met"], c["total"]) for i in card["items"] for c in i["criteria"]}
    cases = hehuo.json("cases", "relocation_households_moved_in", "--settlement", "S001", "--as-of", TODAY)
    assert (sum(c["met"] for c in cases), len(cases)) == counted["9.1"] == (2, 2)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("score", "--settlement", "NO"), "没有编号为 NO"), (("score", "--edition", "2030"), "没有版本 2030"),
        (("score", "--as-of", "11月24日"), "2018-11-30"), (("score", "--known-at", "昨天"), "2018-11-30"),
        (("cases", "12.3"), "--settlement"), (("cases", "99.9", "--settlement", "S001"), "没有子项 99.9"),
        (("cases", "12.3", "--settlement", "NO"), "没有编号为 NO"),
        (("cases", "12.3", "--settlement", "S001", "--as-of", "2018-02-30"), "写法不对"),
    ],
)  # fmt: skip
def test_what_is_unknown_is_refused_in_words(hehuo, world, arguments, words):
    assert words in hehuo.refused(*arguments, "--json")


def test_without_a_standard_nothing_is_scored(hehuo, db):
    build_world()
    assert "还没有考核标准" in hehuo.refused("score", "--as-of", date(2026, 1, 1))


def test_counting_again_finds_no_difference_unless_a_mark_was_missed(hehuo, world):
    hehuo.json("score", "--as-of", TODAY)
    again = hehuo.json("score", "--refresh", "--as-of", TODAY)
    assert (again["settlements"], again["differences"]) == (2, [])
    assert again["measures"] > 20
    MeasureCount.objects.filter(total__gt=0, settlement__code="S001").update(met=99)
    done = hehuo.runner.invoke(hehuo.app, ["score", "--refresh", "--as-of", str(TODAY)])
    assert done.exit_code == 1
    assert "99" in done.output
    assert "没有差异" in hehuo("score", "--refresh", "--as-of", TODAY)
    assert "--known-at" in hehuo.refused("score", "--refresh", "--known-at", "2020-01-01")
