"""The estimator against numbers worked out by hand, and against its own limits."""

from decimal import Decimal as D
from random import Random

import pytest

from hehuo.programme.supervision.spot_checks.estimate import Layer, estimate, t_95, widened


def layer(name, self_scores, differences):
    return Layer(name, len(self_scores), tuple(map(D, self_scores)), tuple(map(D, differences)))


def test_no_value_leaves_the_scale():
    found = estimate([layer("a", [90, 95], [-12, -14])])
    assert (found.value, found.low, found.high) == (D(100), D(100), D(100))
    assert found.overstated == D(-13), "by how much the self-scores differ stays as it was found"
    found = estimate([layer("a", [10, 12], [12, 14])])
    assert (found.value, found.low, found.high) == (D(0), D(0), D(0))


def test_two_strata_by_hand():
    # N = 10; W = 0.6, 0.4; d̄ = 2, 1; D̂ = 1.6. s² = 2 (0, 2, 4 → 4; n=3) and 2 (0, 2).
    # V = 0.36·(1−3/6)·4/3 + 0.16·(1−2/4)·2/2 = 0.24 + 0.08 = 0.32; SE = 0.5656…; t(3) = 3.182; reach 1.80001
    found = estimate([layer("a", [90] * 6, [0, 2, 4]), layer("b", [80] * 4, [0, 2])])
    assert (found.self_mean, found.overstated, found.value) == (D("86.00"), D("1.60"), D("84.40"))
    assert (found.error, found.degrees) == (D("0.57"), 3)
    assert (found.low, found.high) == (D("82.5"), D("86.3"))  # cut outward


def test_a_whole_count_has_no_uncertainty():
    found = estimate([layer("a", [90, 80], [3, 1])])
    assert (found.value, found.low, found.high, found.error) == (D("83.00"), D("83.0"), D("83.0"), D("0.00"))


def test_one_unit_of_a_stratum_borrows_the_variance_of_the_others():
    found = estimate([layer("a", [90, 90, 90], [1]), layer("b", [80, 80], [1, 3])])
    assert found.degrees == 1
    assert found.error == D("0.70")  # (0.6)²·(2/3)·2/1 = 0.48 → 0.693, cut up


def test_no_variance_at_all_gives_a_value_and_no_interval():
    found = estimate([layer("a", [90, 90], [2])])
    assert (found.value, found.low, found.error) == (D("88.00"), None, None)


def test_a_stratum_without_a_checked_unit_is_refused():
    with pytest.raises(ValueError, match="每层"):
        estimate([layer("a", [90], [])])


def test_points_of_student():
    assert (t_95(1), t_95(30), t_95(31)) == (D("12.706"), D("2.042"), D("1.960"))


@pytest.mark.parametrize(
    ("differences", "size", "expected"),
    [([3], 4, 0), (["3.01"], 4, 2), ([9, 9], 3, 3), ([9, 9, 9], 3, 0), ([9], 1, 0)],
)
def test_widening_doubles_up_to_the_whole_stratum(differences, size, expected):
    assert widened(layer("a", [90] * size, differences), D("3.00"), 2) == expected


@pytest.mark.parametrize("seed", range(20))
def test_the_value_lies_in_its_interval(seed):
    rng = Random(seed)
    made = []
    for n in range(rng.randint(1, 4)):
        differences = [rng.randint(-5, 20) for _ in range(rng.randint(1, 6))]
        made.append(layer(str(n), [80] * max(rng.randint(1, 6), len(differences)), differences))
    found = estimate(made)
    assert abs(found.value - (found.self_mean - found.overstated)) <= D("0.01")
    if found.low is not None:
        assert 0 <= found.low <= max(found.value, D(0))
        assert min(found.value, D(100)) <= found.high <= 100
