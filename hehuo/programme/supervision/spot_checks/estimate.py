"""From the sample to an interval for the self-score.

Method: stratified estimator with finite-population correction. In stratum h with N_h units, n_h of them checked, let
d_i = self-score − checked score of unit i (over the items of the rule; the checked score is the mean of the team), and

    d̄_h = Σ d_i / n_h                     s²_h = Σ (d_i − d̄_h)² / (n_h − 1)
    W_h = N_h / N                         D̂ = Σ W_h · d̄_h
    V(D̂) = Σ W_h² · (1 − n_h/N_h) · s²_h / n_h          SE = √V

The mean self-score of all N units minus D̂ estimates the mean true score; the 95 % interval is ± t · SE with
Σ(n_h − 1) degrees of freedom. A stratum checked as a whole (n_h = N_h) adds no uncertainty. Where n_h = 1 < N_h the
variance of the other strata is pooled; if there is none, the check gives a value and no interval, and says so. Bounds
are cut outward to 0.1; they and the value are kept within 0 and the maximum. All numbers are `Decimal`; points, not percent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

ZERO, CENT, TENTH, HUNDRED = Decimal(0), Decimal("0.01"), Decimal("0.1"), Decimal(100)
T_95 = tuple(
    Decimal(v)
    for v in (
        "12.706 4.303 3.182 2.776 2.571 2.447 2.365 2.306 2.262 2.228 2.201 2.179 2.160 2.145 2.131 2.120 2.110 2.101 "
        "2.093 2.086 2.080 2.074 2.069 2.064 2.060 2.056 2.052 2.048 2.045 2.042"
    ).split()
)
"""Two-sided 95 % points of Student's t for 1 to 30 degrees of freedom; 1.960 beyond."""
NORMAL_95 = Decimal("1.960")
FORMULA = (
    "D = Σ(Nh/N)·dh；方差 V = Σ(Nh/N)²·(1 − nh/Nh)·sh²/nh；区间 = 自评平均分 − D ± t·√V（95%，"
    "自由度 Σ(nh − 1)）。dh 为第 h 层自评分减核定分的平均数，(1 − nh/Nh) 为有限总体校正。"
)


@dataclass(frozen=True)
class Layer:
    """A stratum: its size, the self-scores of all its units, the differences of the checked ones."""

    name: str
    size: int
    self_scores: tuple[Decimal, ...]
    differences: tuple[Decimal, ...]

    @property
    def mean_difference(self) -> Decimal:
        """d̄_h."""
        return sum(self.differences, ZERO) / len(self.differences)

    @property
    def squares(self) -> Decimal:
        """Σ (d_i − d̄_h)²."""
        mean = self.mean_difference
        return sum(((d - mean) ** 2 for d in self.differences), ZERO)

    @property
    def whole(self) -> bool:
        """Every unit was checked."""
        return len(self.differences) == self.size


@dataclass(frozen=True)
class Estimate:
    """What the self-scores are worth: mean self-score, overstatement, interval (None when it cannot be given)."""

    units: int
    checked: int
    self_mean: Decimal
    overstated: Decimal
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    error: Decimal | None
    degrees: int

    def to_data(self) -> dict[str, str | int | None]:
        """As stored; numbers as text."""
        text = {
            k: None if v is None else str(v)
            for k, v in vars(self).items()
            if k not in ("units", "checked", "degrees")
        }
        return {**text, "units": self.units, "checked": self.checked, "degrees": self.degrees}


def t_95(degrees: int) -> Decimal:
    """The 95 % point for so many degrees of freedom."""
    return T_95[degrees - 1] if degrees <= len(T_95) else NORMAL_95


def estimate(layers: Sequence[Layer], full: Decimal = HUNDRED) -> Estimate:
    """The stratified estimate over `layers`; every layer must have at least one checked unit. Raises `ValueError`."""
    if not layers or any(not layer.differences for layer in layers):
        raise ValueError("每层至少要有一个已核定的单位。")
    total = Decimal(sum(layer.size for layer in layers))
    self_mean = sum((s for layer in layers for s in layer.self_scores), ZERO) / total
    overstated = sum((layer.size * layer.mean_difference for layer in layers), ZERO) / total
    degrees = sum(len(layer.differences) - 1 for layer in layers)
    variance = _variance(layers, total, degrees)
    value = self_mean - overstated
    shown = min(full, max(ZERO, value))
    low = high = error = None
    if variance is not None:
        root = variance.sqrt()
        error = root.quantize(CENT, ROUND_CEILING)
        reach = t_95(degrees) * root if root else ZERO
        low = min(full, max(ZERO, (value - reach).quantize(TENTH, ROUND_FLOOR)))
        high = max(ZERO, min(full, (value + reach).quantize(TENTH, ROUND_CEILING)))
    return Estimate(
        int(total), sum(len(layer.differences) for layer in layers), self_mean.quantize(CENT, ROUND_HALF_UP),
        overstated.quantize(CENT, ROUND_HALF_UP), shown.quantize(CENT, ROUND_HALF_UP), low, high, error, degrees,
    )  # fmt: skip


def _variance(layers: Sequence[Layer], total: Decimal, degrees: int) -> Decimal | None:
    """V(D̂); None when a layer that is not whole has no variance and none can be pooled."""
    pooled = sum((layer.squares for layer in layers), ZERO) / degrees if degrees else None
    variance = ZERO
    for layer in layers:
        if layer.whole:
            continue
        count = len(layer.differences)
        spread = layer.squares / (count - 1) if count > 1 else pooled
        if spread is None:
            return None
        weight = layer.size / total
        variance += weight**2 * (1 - Decimal(count) / layer.size) * spread / count
    return variance


def widened(layer: Layer, tolerance: Decimal, factor: int) -> int:
    """The new sample size of a layer that failed and has units left; 0 when it need not or cannot widen."""
    if layer.whole or layer.mean_difference <= tolerance:
        return 0
    return min(layer.size, len(layer.differences) * factor)
