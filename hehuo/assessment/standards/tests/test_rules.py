"""Cases → points, for each kind of rule and for the sub-criteria that are computed today."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hehuo.assessment.standards.editions import load_edition
from hehuo.assessment.standards.rules import (
    item_points,
    measures_in,
    round_points,
    score_criterion,
    score_part,
    total_points,
)


@dataclass(frozen=True)
class Counts:
    """Cases; the amounts that they carry are the same unless given."""

    met: int
    total: int
    amounts: tuple[int, int] | None = None

    @property
    def weight_met(self) -> int:
        return (self.amounts or (self.met, self.total))[0]

    @property
    def weight_total(self) -> int:
        return (self.amounts or (self.met, self.total))[1]


EDITION = load_edition("LPS-2018")
ITEMS = [item for section in EDITION["sections"] for item in section["items"]]
SUBS = {sub["code"]: sub for item in ITEMS for sub in item["sub_criteria"]}
D = Decimal


def part(kind: str, points: str = "2", **more: Any) -> dict[str, Any]:
    return {"key": "k", "title": "试", "kind": kind, "points": points, "measure": "m", **more}


LINEAR = part("ratio_linear", full_at="80", zero_at="30")
WHOLE = part("ratio_linear", full_at="100", zero_at="0")
TRAINED = part("ratio_linear", "3", full_at="100", zero_at="60", below_full={"at": "99", "points": "2.5"})
STEPS = part("steps", steps=[["95", "0.5"], ["98", "1"], ["100", "2"]])
NONE = part("none_unmet", "2.5", otherwise={"measure": "second", "points": "1.5"})
COUNT = part("count_at_least", "1.5", each="0.375", need=4)
OF_WHICH = {**COUNT, "of_which": {"measure": "second", "title": "评议", "need": 1}}
WINDOWS = part("share_of_windows", "1")
DEDUCT = part("deduct_per_hundred", "1", denominator="base", per="0.1")
AVERAGE = part("average_at_least", "1", denominator="base", at_least="1")
LISTED = part("checklist", "1", things=["甲", "乙", "丙", "丁", "戊"])
UNLISTED = part("checklist", "1")
BINARY = part("binary", "1")

TABLE: list[tuple[dict[str, Any], dict[str, tuple[int, int]], str, str]] = [
    (LINEAR, {"m": (80, 100)}, "2.00", "computed"),
    (LINEAR, {"m": (79, 100)}, "1.96", "computed"),
    (LINEAR, {"m": (55, 100)}, "1.00", "computed"),
    (LINEAR, {"m": (30, 100)}, "0.00", "computed"),
    (LINEAR, {"m": (10, 100)}, "0.00", "computed"),
    (LINEAR, {"m": (0, 0)}, "0.00", "no_data"),
    (
        {**LINEAR, "empty": "full", "empty_proof": "looked"},
        {"m": (0, 0), "looked": (1, 2)},
        "2.00",
        "computed",
    ),
    (
        {**LINEAR, "empty": "full", "empty_proof": "looked"},
        {"m": (0, 0), "looked": (0, 2)},
        "0.00",
        "no_data",
    ),
    ({**LINEAR, "empty": "full", "empty_proof": "looked"}, {"m": (0, 0)}, "0.00", "no_ledger"),
    ({**LINEAR, "empty": "full"}, {"m": (0, 0), "looked": (1, 2)}, "0.00", "no_data"),
    ({**LINEAR, "empty": "zero"}, {"m": (0, 0)}, "0.00", "computed"),
    (LINEAR, {}, "0.00", "no_ledger"),
    (WHOLE, {"m": (2499, 2500)}, "1.99", "computed"),
    (WHOLE, {"m": (2500, 2500)}, "2.00", "computed"),
    (WHOLE, {"m": (1, 3)}, "0.67", "computed"),
    (WHOLE, {"m": (1, 400)}, "0.01", "computed"),
    (TRAINED, {"m": (100, 100)}, "3.00", "computed"),
    (TRAINED, {"m": (9999, 10000)}, "2.50", "computed"),
    (TRAINED, {"m": (99, 100)}, "2.50", "computed"),
    (TRAINED, {"m": (795, 1000)}, "1.25", "computed"),
    (TRAINED, {"m": (60, 100)}, "0.00", "computed"),
    (STEPS, {"m": (2500, 2500)}, "2.00", "computed"),
    (STEPS, {"m": (2499, 2500)}, "1.00", "computed"),
    (STEPS, {"m": (98, 100)}, "1.00", "computed"),
    (STEPS, {"m": (9799, 10000)}, "0.50", "computed"),
    (STEPS, {"m": (95, 100)}, "0.50", "computed"),
    (STEPS, {"m": (9499, 10000)}, "0.00", "computed"),
    (STEPS, {"m": (0, 0)}, "0.00", "no_data"),
    (NONE, {"m": (50, 50), "second": (0, 0)}, "2.50", "computed"),
    (NONE, {"m": (48, 50), "second": (2, 2)}, "1.50", "computed"),
    (NONE, {"m": (48, 50), "second": (1, 2)}, "0.00", "computed"),
    (NONE, {"m": (48, 50), "second": (1, 1)}, "0.00", "computed"),
    (NONE, {"m": (48, 50), "second": (0, 0)}, "0.00", "computed"),
    (NONE, {"m": (0, 0), "second": (0, 0)}, "0.00", "no_data"),
    (NONE, {"m": (48, 50)}, "0.00", "no_ledger"),
    (COUNT, {"m": (4, 9)}, "1.50", "computed"),
    (COUNT, {"m": (12, 12)}, "1.50", "computed"),
    (COUNT, {"m": (3, 3)}, "1.13", "computed"),
    (COUNT, {"m": (0, 0)}, "0.00", "computed"),
    (OF_WHICH, {"m": (5, 5), "second": (1, 1)}, "1.50", "computed"),
    (OF_WHICH, {"m": (5, 5), "second": (0, 1)}, "1.13", "computed"),
    (OF_WHICH, {"m": (2, 2), "second": (0, 0)}, "0.75", "computed"),
    (WINDOWS, {"m": (3, 3)}, "1.00", "computed"),
    (WINDOWS, {"m": (2, 3)}, "0.67", "computed"),
    (WINDOWS, {"m": (0, 0)}, "0.00", "no_data"),
    (DEDUCT, {"m": (100, 100), "base": (100, 100)}, "1.00", "computed"),
    (DEDUCT, {"m": (99, 100), "base": (0, 100)}, "0.90", "computed"),
    (DEDUCT, {"m": (199, 200), "base": (200, 200)}, "0.95", "computed"),
    (DEDUCT, {"m": (2999, 3000), "base": (3000, 3000)}, "0.99", "computed"),
    (DEDUCT, {"m": (80, 100), "base": (100, 100)}, "0.00", "computed"),
    (DEDUCT, {"m": (0, 0), "base": (0, 0)}, "0.00", "no_data"),
    (DEDUCT, {"m": (100, 100)}, "0.00", "no_ledger"),
    (AVERAGE, {"m": (100, 180), "base": (90, 100)}, "1.00", "computed"),
    (AVERAGE, {"m": (9999, 20000), "base": (1, 10000)}, "0.00", "computed"),
    (AVERAGE, {"m": (0, 0), "base": (0, 0)}, "0.00", "no_data"),
    (LISTED, {"m": (5, 5)}, "1.00", "computed"),
    (LISTED, {"m": (3, 3)}, "0.60", "computed"),
    (LISTED, {"m": (0, 0)}, "0.00", "computed"),
    (LISTED, {"m": (7, 7)}, "1.00", "computed"),
    (UNLISTED, {"m": (1, 4)}, "0.25", "computed"),
    (UNLISTED, {"m": (0, 0)}, "0.00", "no_data"),
    (BINARY, {"m": (1, 3)}, "1.00", "computed"),
    (BINARY, {"m": (0, 3)}, "0.00", "computed"),
    (BINARY, {"m": (0, 0)}, "0.00", "computed"),
]


@pytest.mark.parametrize(("rule", "counts", "points", "state"), TABLE)
def test_table(rule: dict[str, Any], counts: dict[str, tuple[int, int]], points: str, state: str) -> None:
    result = score_part(rule, {name: Counts(*pair) for name, pair in counts.items()})
    assert (str(result.points), result.state) == (points, state)
    assert result.explanation


def test_amounts_count_instead_of_cases_when_the_part_says_so() -> None:
    rule = part("ratio_linear", "1", full_at="100", zero_at="0", by="weight")
    result = score_part(rule, {"m": Counts(1, 2, (9, 10))})
    assert (str(result.points), result.met, result.total) == ("0.90", 9, 10)
    assert score_part(rule, {"m": Counts(0, 0)}).state == "no_data"


def test_voided_part() -> None:
    rule = {**LISTED, "void_if": {"measure": "bad", "title": "含有违法处罚条款"}}
    counts = {"m": Counts(5, 5), "bad": Counts(0, 1)}
    assert score_part(rule, counts).points == D("1.00")
    spoiled = score_part(rule, {**counts, "bad": Counts(1, 1)})
    assert spoiled.points == 0
    assert "违法处罚" in spoiled.explanation
    assert score_part(rule, {"m": Counts(5, 5)}).state == "no_ledger"


def test_judged_part_waits_for_people() -> None:
    rule = {**part("judged", "1"), "judge": "city", "must_see": "原始资料"}
    del rule["measure"]
    waiting = score_part(rule, {})
    assert (waiting.points, waiting.state) == (
        D("0.00"),
        "judged_pending",
    )
    assert "原始资料" in waiting.explanation
    assert score_part(rule, {}, D("0.7")).points == D("0.70")
    assert score_part(rule, {}, D("0.7")).state == "judged"
    assert score_part(rule, {}, D("9")).points == D("1.00")
    assert score_part(rule, {}, D("-1")).points == D("0.00")


def test_city_decision() -> None:
    sub = SUBS["14.2"]
    counts = {"mass_organisations_set_up": Counts(2, 3)}
    assert score_criterion(sub, counts).state == "judged_pending"
    assert score_criterion(sub, counts, decisions={"14.2": "applies"}).points == D("0.33")
    exempt = score_criterion(sub, counts, decisions={"14.2": "not_applicable"})
    assert (exempt.points, exempt.state) == (D("0.50"), "not_applicable")


def test_not_applicable_takes_full_marks() -> None:
    result = score_criterion(SUBS["9.2"], {}, decisions={"9.2": "not_applicable"})
    assert (result.points, result.state) == (D("1.50"), "not_applicable")


def score(
    code: str, judgements: dict[str, Decimal] | None = None, **counts: tuple[int, int]
) -> tuple[str, str]:
    result = score_criterion(SUBS[code], {name: Counts(*pair) for name, pair in counts.items()}, judgements)
    return str(result.points), result.state


def test_item_nine() -> None:
    assert score("9.1", relocation_households_moved_in=(2499, 2500)) == ("1.00", "computed")
    assert score("9.1", relocation_households_moved_in=(2500, 2500)) == ("2.00", "computed")
    assert score("9.2", old_houses_demolished=(9, 10), old_houses_reclaimed=(1, 3)) == ("0.93", "computed")
    assert score("9.2", old_houses_demolished=(10, 10), old_houses_reclaimed=(0, 0)) == ("0.75", "no_data")
    assert score("9.3") == ("0.00", "no_ledger")
    assert score("9.4", two_ends_cases_open=(248, 250), relocation_households=(250, 250)) == (
        "0.92",
        "computed",
    )
    assert score("9.5", verified_job_events=(1, 1)) == ("1.00", "computed")
    assert score("9.5", verified_job_events=(0, 4)) == ("0.00", "computed")


def test_item_eleven() -> None:
    full = {"labour_profiles_complete": (10, 10), "labour_profiles_timely": (5, 10)}
    assert score("11.1", **full, labour_profiles_accurate=(95, 100)) == ("1.70", "computed")
    assert score("11.1", **full, labour_profiles_accurate=(94, 100)) == ("0.90", "computed")
    assert score("11.1", **full, labour_profiles_accurate=(0, 0)) == ("0.90", "no_data")
    assert score("11.2", trainable_persons_trained=(2942, 2942)) == ("3.00", "computed")
    assert score("11.2", trainable_persons_trained=(2941, 2942)) == ("2.50", "computed")
    assert score("11.3", training_classes_documented=(3, 4)) == ("0.75", "computed")


def test_item_twelve() -> None:
    assert score("12.1", employment_windows_serving=(1, 2)) == ("1.00", "computed")
    records = {f"employment_records_{name}": (9, 10) for name in ("complete", "timely", "accurate")}
    assert score("12.2", **records) == ("1.35", "computed")
    assert (
        score("12.3", zero_employment_households=(9, 10), zero_employment_households_helped=(1, 1))[0]
        == "1.50"
    )
    assert score("12.4", job_push_windows=(1, 2)) == ("0.50", "computed")
    averages = {"employed_persons_in_labour_households": (100, 160), "labour_households": (95, 100)}
    assert score("12.5", **averages) == ("1.00", "computed")
    averages["employed_persons_in_labour_households"] = (99, 160)
    assert score("12.5", **averages) == ("0.00", "computed")


def test_what_waits_is_not_hidden_by_what_is_computed() -> None:
    counts = {"theme_activities_verified": (2, 2)}
    assert score("2.4", **counts) == ("1.00", "judged_pending")
    assert score("2.4", {"2.4.2": D("0.5")}, **counts) == ("1.50", "judged")


def test_met_and_total_of_the_first_counted_part() -> None:
    counts = {"old_houses_demolished": Counts(9, 10), "old_houses_reclaimed": Counts(1, 3)}
    result = score_criterion(SUBS["9.2"], counts)
    assert (result.met, result.total) == (9, 10)
    assert [(p.met, p.total) for p in result.parts] == [(9, 10), (1, 3)]
    average = {"employed_persons_in_labour_households": Counts(7, 9), "labour_households": Counts(3, 8)}
    assert (score_criterion(SUBS["12.5"], average).met, score_criterion(SUBS["12.5"], average).total) == (
        7,
        8,
    )


def test_rounding() -> None:
    assert round_points(Fraction(1, 200), D("1"), full=False) == D("0.01")
    assert round_points(Fraction(1, 201), D("1"), full=False) == D("0.00")
    assert round_points(Fraction(9996, 10000), D("1"), full=False) == D("0.99")
    assert item_points([D("0.25"), D("1.20")]) == D("1.5")
    assert item_points([D("0.24"), D("1.20")]) == D("1.4")
    assert item_points([]) == D("0.0")
    assert total_points([D("1.5"), D("5.9")]) == D("7.4")
    assert sum((item_points([D("0.05")]) for _ in range(4)), D(0)) == D("0.4")


def test_floats_are_refused() -> None:
    with pytest.raises(TypeError):
        score_part(part("ratio_linear", full_at=99.5, zero_at="0"), {"m": Counts(1, 2)})


pairs = st.integers(0, 400).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))
BOUNDED = [LINEAR, WHOLE, TRAINED, STEPS, WINDOWS, UNLISTED, COUNT, BINARY]


@given(st.sampled_from(BOUNDED), pairs)
def test_one_more_met_case_never_lowers(rule: dict[str, Any], pair: tuple[int, int]) -> None:
    met, total = pair
    before = score_part(rule, {"m": Counts(met, total)}).points
    turned = score_part(rule, {"m": Counts(min(met + 1, total), total)}).points
    added = score_part(rule, {"m": Counts(met + 1, total + 1)}).points
    assert before <= turned
    assert before <= added


@given(st.sampled_from([WHOLE, STEPS, WINDOWS, UNLISTED, TRAINED]), st.integers(1, 10**7))
def test_full_points_only_when_every_case_is_met(rule: dict[str, Any], total: int) -> None:
    assert score_part(rule, {"m": Counts(total, total)}).points == D(rule["points"])
    assert score_part(rule, {"m": Counts(total - 1, total)}).points < D(rule["points"])


@given(st.data())
def test_items_stay_within_their_points_and_the_total_is_their_sum(data: st.DataObject) -> None:
    names = sorted({name for sub in SUBS.values() for name in measures_in(sub)})
    drawn = data.draw(st.lists(pairs, min_size=12, max_size=12))
    counts = {name: Counts(*drawn[index % 12]) for index, name in enumerate(names)}
    items = []
    for item in ITEMS:
        results = [score_criterion(sub, counts) for sub in item["sub_criteria"]]
        assert all(D(0) <= result.points <= result.max for result in results)
        assert all(result.points == sum(p.points for p in result.parts) for result in results)
        items.append(item_points(result.points for result in results))
        assert D(0) <= items[-1] <= D(item["points_effective"])
    assert total_points(items) == sum(items) <= 100
    assert all(points == points.quantize(D("0.1")) for points in items)


def test_everything_met_gives_one_hundred() -> None:
    counts = {name: Counts(12, 12) for sub in SUBS.values() for name in measures_in(sub)}
    counts["covenants_with_penalty_clause"] = Counts(0, 1)
    judged = {
        p["key"]: D(p["points"]) for s in SUBS.values() for p in s["rule"]["parts"] if p["kind"] == "judged"
    }
    results = {code: score_criterion(sub, counts, judged, {"14.2": "applies"}) for code, sub in SUBS.items()}
    assert {code: r.points for code, r in results.items() if r.points != r.max} == {}
    assert (
        total_points(item_points(results[s["code"]].points for s in i["sub_criteria"]) for i in ITEMS) == 100
    )


def test_nothing_known_gives_nothing() -> None:
    results = [score_criterion(sub, {}) for sub in SUBS.values()]
    assert sum(result.points for result in results) == 0
    assert {result.state for result in results} == {"no_ledger", "judged_pending"}


@pytest.mark.parametrize(
    ("complete", "closed", "visited", "points"),
    [
        ((1, 1), (0, 0), (0, 0), "2.00"),  # one case, going on, its file complete
        ((0, 1), (0, 0), (0, 0), "0.00"),  # nothing proven
        ((1, 1), (0, 1), (0, 0), "1.20"),  # overdue
        ((4, 4), (4, 4), (4, 4), "2.00"),  # no case, four signed quarters
        ((3, 4), (3, 4), (3, 4), "1.65"),
        ((0, 0), (0, 0), (0, 0), "0.00"),  # before the first quarter
    ],
)
def test_few_mediation_cases_cost_nothing(complete, closed, visited, points):
    names = ("mediation_cases_complete", "mediation_cases_closed", "mediation_cases_revisited")
    counts = {name: Counts(*pair) for name, pair in zip(names, (complete, closed, visited), strict=True)}
    assert score_criterion(SUBS["3.2"], counts).points == D(points)
