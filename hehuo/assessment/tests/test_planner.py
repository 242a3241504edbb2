"""The planner against brute force with its own arithmetic, on editions of a few parts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hehuo.assessment.efforts import Effort
from hehuo.assessment.planner import Board, after, best_plan, gaps_of, least_plan, plan_of, sort_out, what_if
from hehuo.assessment.scoring import assemble
from hehuo.measures.runner import Counts
from hehuo.org.roles import Role

KINDS = {
    "linear": {"kind": "ratio_linear", "points": "1.5", "full_at": "100", "zero_at": "0"},
    "ceiling": {"kind": "ratio_linear", "points": "2", "full_at": "80", "zero_at": "20", "below_full": {"points": "1", "at": "80"}},
    "steps": {"kind": "steps", "points": "2", "steps": [["100", "2"], ["60", "0.75"], ["30", "0.25"]]},
    "none": {"kind": "none_unmet", "points": "1.2"},
    "some": {"kind": "count_at_least", "points": "0.9", "each": "0.3", "need": 3},
    "one": {"kind": "binary", "points": "0.6"},
}  # fmt: skip


def edition_of(*items):
    """Each item is a list of (kind, measure); sections of one item each."""
    sections = []
    for no, parts in enumerate(items, 1):
        subs = [
            {
                "code": f"{no}.{n}", "title": measure, "points": KINDS[kind]["points"], "rule_text": "", "basis": "default",
                "rule": {"parts": [{"key": f"{no}.{n}", "title": measure, "measure": measure, **KINDS[kind]}]},
            }
            for n, (kind, measure) in enumerate(parts, 1)
        ]  # fmt: skip
        points = str(sum(Decimal(s["points"]) for s in subs))
        item = {
            "no": no, "title": f"第{no}项", "content": "", "criterion": "", "points_effective": points, "points_source": "",
            "units": [], "sub_criteria": subs,
        }  # fmt: skip
        sections.append({"no": no, "title": f"第{no}部分", "items": [item]})
    return SimpleNamespace(code="T", data={"sections": sections, "titles": []})


def card_of(edition, counts, taken=None, decided=None):
    return assemble("S", edition, date(2026, 11, 24), None, counts, {}, taken, decided)


def cents(kind: str, met: int, total: int) -> int:
    """The points of a part in cents, written once more and differently."""
    if kind == "some":
        return 30 * min(met, 3)
    if kind == "one":
        return 60 if met else 0
    if total == 0:
        return 0
    share = Fraction(met, total)
    if kind == "none":
        return 120 if met == total else 0
    if kind == "steps":
        return (
            200 if share == 1 else 75 if share >= Fraction(6, 10) else 25 if share >= Fraction(3, 10) else 0
        )
    if kind == "linear":
        full, value = 150, 150 * share
    else:
        full = 200
        value = 200 if share >= Fraction(8, 10) else max(0, (share - Fraction(2, 10)) / Fraction(6, 10)) * 100
    rounded = int(value + Fraction(1, 2))
    return full - 1 if rounded >= full and value < full else rounded


def total_tenths(items, counts, picks) -> int:
    """The total in tenths after the picks."""
    found = 0
    for parts in items:
        raw = 0
        for kind, measure in parts:
            met, total = counts[measure].met + picks.get(measure, 0), counts[measure].total
            raw += cents(kind, met, max(total, met))
        found += int(Fraction(raw, 10) + Fraction(1, 2))
    return found


def room(items, counts, measure) -> int:
    kinds = [kind for parts in items for kind, name in parts if name == measure]
    found = counts[measure]
    need = max({"some": 3, "one": 1}.get(kind, 0) for kind in kinds)
    return max(found.total - found.met, need - found.met) if kinds[0] in ("some", "one") or found.total else 0


@st.composite
def cities(draw):
    """Two items of one to three parts; each measure stands in one part."""
    names = iter("abcdef")
    items, counts, efforts = [], {}, {}
    for _ in range(2):
        parts = []
        for _ in range(draw(st.integers(1, 3))):
            name, total = next(names), draw(st.integers(0, 4))
            met = draw(st.integers(0, total))
            parts.append((draw(st.sampled_from(sorted(KINDS))), name))
            counts[name] = Counts(total, met, total, met)
            efforts[name] = Effort(draw(st.integers(1, 4)), 0)
        items.append(parts)
    return items, counts, efforts


def brute(items, counts, efforts):
    """The least minutes for every gain."""
    names = [name for name in counts if room(items, counts, name) > 0]
    before, found = total_tenths(items, counts, {}), {}
    for numbers in product(*(range(room(items, counts, name) + 1) for name in names)):
        picks = dict(zip(names, numbers, strict=True))
        minutes = sum(n * efforts[name].minutes for name, n in picks.items())
        gain = total_tenths(items, counts, picks) - before
        found[gain] = min(minutes, found.get(gain, minutes))
    return found


@settings(max_examples=40, deadline=None)
@given(cities(), st.integers(0, 15))
def test_the_best_plan_is_the_best_of_all(city, budget):
    items, counts, efforts = city
    edition = edition_of(*items)
    card = card_of(edition, counts)
    board = Board(card, edition, gaps_of(card, edition, efforts))
    plan, ways = best_plan(board, budget), brute(items, counts, efforts)
    best = max(gain for gain, minutes in ways.items() if minutes <= budget)
    assert (plan.gain * 10, plan.minutes) == (
        best,
        min(minutes for gain, minutes in ways.items() if gain >= best),
    )
    assert what_if(card, edition, plan.picks).total - card.total == plan.gain
    assert sum((choice.gain for choice in plan.choices), Decimal(0)) == plan.gain
    for wanted in (1, 7):
        cheapest = [minutes for gain, minutes in ways.items() if gain >= wanted]
        least = least_plan(board, Decimal(wanted) / 10)
        assert (least.minutes if least else None) == (min(cheapest) if cheapest else None)


def planned(items, counts, minutes=10_000, **efforts):
    edition = edition_of(*items)
    card = card_of(edition, counts)
    gaps = gaps_of(card, edition, {name: efforts.get(name, Effort(60, 0)) for name in counts})
    return card, edition, Board(card, edition, gaps)


@pytest.mark.parametrize(
    ("kind", "met", "cases", "gain"),
    [
        ("none", 7, 2, "0"),
        ("none", 7, 3, "1.2"),
        ("steps", 5, 1, "0.5"),
        ("steps", 6, 3, "0"),
        ("steps", 6, 4, "1.2"),
        ("linear", 9, 1, "0.1"),
        ("ceiling", 7, 1, "1.2"),
        ("ceiling", 8, 2, "0"),
        ("some", 1, 9, "0.6"),
        ("one", 1, 5, "0"),
    ],
)
def test_what_n_cases_bring_is_no_linear_guess(kind, met, cases, gain):
    card, edition, _ = planned([[(kind, "a")]], {"a": Counts(10, met, 10, met)})
    assert what_if(card, edition, {"a": cases}).total - card.total == Decimal(gain)


def test_two_small_wins_make_a_tenth_only_together():
    items = [[("linear", "a"), ("linear", "b")]]
    card, edition, board = planned(items, {"a": Counts(50, 10, 50, 10), "b": Counts(50, 10, 50, 10)}, 120)
    assert what_if(card, edition, {"a": 1}).total == card.total
    assert what_if(card, edition, {"a": 1, "b": 1}).total - card.total == Decimal("0.1")
    assert best_plan(board, 60).choices == ()
    plan = best_plan(board, 120)
    assert (plan.gain, plan.minutes) == (Decimal("0.1"), 120)


def test_records_that_are_not_there_may_be_added_where_a_number_is_asked_for():
    _, _, board = planned([[("some", "a"), ("linear", "b")]], {"a": Counts(1, 1, 1, 1), "b": Counts()})
    assert {name: gap.room for name, gap in board.gaps.items()} == {"a": 2}
    plan = best_plan(board, 10_000)
    assert plan.picks == {"a": 2} and plan.gain == Decimal("0.6")


def test_a_measure_in_two_items_is_done_once():
    items = [[("linear", "a")], [("none", "a")]]
    _, _, board = planned(items, {"a": Counts(4, 2, 4, 2)})
    plan = best_plan(board, 120)
    assert (plan.picks, plan.gain, plan.minutes) == ({"a": 2}, Decimal("1.9"), 120)


def test_cases_with_amounts_add_up_exactly_when_all_are_done():
    found = Counts(5, 2, 1001, 300)
    assert after(found, 1) == Counts(5, 3, 1001, 533)
    assert after(found, 3) == Counts(5, 5, 1001, 1001)
    assert after(found, 4) == Counts(6, 6, 1002, 1002)


def test_what_is_over_or_takes_too_long_is_left_out_with_its_reason():
    counts = {name: Counts(4, 0, 4, 0) for name in "abc"}
    efforts = {
        "a": Effort(60, 0, repairable=False),
        "b": Effort(60, 30),
        "c": Effort(60, 7, Role.GRID_MEMBER),
    }
    edition = edition_of([("linear", "a"), ("linear", "b"), ("linear", "c")])
    gaps, left = sort_out(gaps_of(card_of(edition, counts), edition, efforts), 7)
    assert [gap.measure for gap in gaps] == ["c"]
    assert [row.gap.measure for row in left] == ["a", "b"]
    assert left[1].reason == "办成约需 30 天，到期来不及"


def test_what_a_person_picks_is_cut_to_what_there_is():
    _, _, board = planned([[("linear", "a"), ("one", "b")]], {"a": Counts(4, 2, 4, 2), "b": Counts()})
    plan = plan_of(board, {"a": 99, "b": 5, "nothing": 3})
    assert plan.picks == {"a": 2, "b": 1}


def test_a_void_part_and_a_judged_part_offer_nothing():
    edition = edition_of([("linear", "a"), ("linear", "b")])
    parts = [sub["rule"]["parts"][0] for sub in edition.data["sections"][0]["items"][0]["sub_criteria"]]
    parts[0]["void_if"] = {"measure": "v", "title": "有处罚条款"}
    parts[1]["kind"] = "judged"
    counts = {"a": Counts(4, 1, 4, 1), "b": Counts(4, 1, 4, 1), "v": Counts(1, 1, 1, 1)}
    card = card_of(edition, counts)
    board = Board(card, edition, gaps_of(card, edition, dict.fromkeys("ab", Effort(60, 0))))
    assert set(board.gaps) == {"a"}
    assert best_plan(board, 10_000).choices == ()


def test_one_place_is_kept_for_the_second_kind_of_case():
    edition = edition_of([("some", "a")])
    part = edition.data["sections"][0]["items"][0]["sub_criteria"][0]["rule"]["parts"][0]
    part["of_which"] = {"measure": "r", "title": "评议", "need": 1}
    card = card_of(edition, {"a": Counts(1, 1, 1, 1), "r": Counts()})
    board = Board(card, edition, gaps_of(card, edition, dict.fromkeys("ar", Effort(60, 0))))
    assert best_plan(board, 60).gain == Decimal("0.3")
    plan = best_plan(board, 180)
    assert plan.picks == {"a": 2, "r": 1} and plan.gain == Decimal("0.6")


def test_points_taken_by_an_open_problem_do_not_come_back_by_cases():
    edition = edition_of([("linear", "a"), ("none", "b")])
    card = card_of(
        edition,
        {"a": Counts(4, 0, 4, 0), "b": Counts(2, 1, 2, 1)},
        {"1.1": Decimal("1.5"), "1.2": Decimal("0.2")},
    )
    board = Board(card, edition, gaps_of(card, edition, dict.fromkeys("ab", Effort(60, 0))))
    plan = best_plan(board, 10_000)
    assert plan.picks == {"b": 1} and plan.gain == Decimal("1.0")
    assert what_if(card, edition, {"a": 4}).total == card.total


def test_what_the_city_found_not_to_apply_offers_nothing_and_what_applies_does():
    edition = edition_of([("linear", "a"), ("linear", "b")])
    part = edition.data["sections"][0]["items"][0]["sub_criteria"][1]["rule"]["parts"][0]
    part |= {"kind": "city_decision", "then": "binary", "question": "是否适用"}
    counts = {"a": Counts(4, 1, 4, 1), "b": Counts()}
    for decided, open_ones in (
        ({"1.1": "not_applicable"}, set()),
        ({"1.2": "applies"}, {"a", "b"}),
        ({}, {"a"}),
    ):
        card = card_of(edition, counts, None, decided)
        board = Board(card, edition, gaps_of(card, edition, dict.fromkeys("ab", Effort(60, 0))))
        assert set(board.gaps) == open_ones
        plan = best_plan(board, 10_000)
        assert what_if(card, edition, plan.picks).total - card.total == plan.gain
