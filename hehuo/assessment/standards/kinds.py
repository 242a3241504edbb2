"""Arithmetic of each kind of rule part: counts in, exact fraction of a point out. No rounding happens here.

Kinds and parameters are described in `docs/howto/publish-a-standard.md`; thresholds are the city's (domain §2.0.6).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, Protocol, TypeAlias

Part: TypeAlias = Mapping[str, Any]
COMPUTED, NO_DATA, NO_LEDGER = "computed", "no_data", "no_ledger"
PENDING, JUDGED, NOT_APPLICABLE = "judged_pending", "judged", "not_applicable"


class Counted(Protocol):
    """How much is met, of how much."""

    @property
    def met(self) -> int: ...
    @property
    def total(self) -> int: ...


class Weighed(Counted, Protocol):
    """What a measure hands over: cases met of all cases, and the same for the amounts that they carry."""

    @property
    def weight_met(self) -> int: ...
    @property
    def weight_total(self) -> int: ...


CountsByMeasure: TypeAlias = Mapping[str, Weighed]


@dataclass(frozen=True)
class Outcome:
    """Exact points (before rounding), whether the condition is fully met, and why."""

    exact: Fraction
    full: bool
    state: str
    text: str


@lru_cache(maxsize=1024, typed=True)
def number(value: Any) -> Fraction:
    """A decimal of the edition (text or int) as an exact fraction; floats are refused."""
    if isinstance(value, float):
        raise TypeError(f"写成小数文字而不是浮点数：{value!r}")
    return Fraction(str(value))


def clean(value: Any) -> str:
    """A number as people write it: 0.60 → 0.6."""
    text = str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _empty(part: Part, what: str, others: CountsByMeasure) -> Outcome:
    """What a total of 0 means. Full points need proof that somebody looked: a met case of `empty_proof`."""
    policy = part.get("empty", "no_data")
    proof = others.get(part.get("empty_proof", "")) if policy == "full" else None
    if proof is not None and proof.met > 0:
        return Outcome(number(part["points"]), True, COMPUTED, f"{what}为 0，按标准计满分。")
    if policy == "zero":
        return Outcome(Fraction(0), False, COMPUTED, f"{what}为 0，按标准计 0 分。")
    return Outcome(Fraction(0), False, NO_DATA, f"{what}为 0，尚无数据，不计分。")


def ratio_linear(part: Part, counts: Counted, others: CountsByMeasure) -> Outcome:
    """Points between `zero_at` and `full_at` percent in proportion; optional lower ceiling `below_full`."""
    points, full_at, zero_at = number(part["points"]), number(part["full_at"]), number(part["zero_at"])
    if counts.total == 0:
        return _empty(part, "应计总数", others)
    percent = Fraction(100 * counts.met, counts.total)
    shown = f"{counts.met}／{counts.total}"
    if percent >= full_at:
        return Outcome(points, True, COMPUTED, f"{shown}，达到 {clean(part['full_at'])}%，计满分。")
    ceiling, top = points, full_at
    if "below_full" in part:
        ceiling, top = number(part["below_full"]["points"]), number(part["below_full"]["at"])
    share = max(Fraction(0), min(Fraction(1), (percent - zero_at) / (top - zero_at)))
    text = f"{shown}，未达到 {clean(part['full_at'])}%，在 {clean(part['zero_at'])}% 以上按比例计分。"
    return Outcome(ceiling * share, False, COMPUTED, text)


def steps(part: Part, counts: Counted, others: CountsByMeasure) -> Outcome:
    """The points of the highest step reached; a step of 100 means every case is met, compared as integers."""
    if counts.total == 0:
        return _empty(part, "应计总数", others)
    reached = [
        (number(percent), number(points), percent)
        for percent, points in part["steps"]
        if 100 * counts.met >= number(percent) * counts.total
    ]
    shown = f"{counts.met}／{counts.total}"
    if not reached:
        lowest = min(part["steps"], key=lambda step: number(step[0]))[0]
        return Outcome(Fraction(0), False, COMPUTED, f"{shown}，未达到 {clean(lowest)}%，计 0 分。")
    _percent, points, printed = max(reached)
    full = points >= number(part["points"])
    return Outcome(points, full, COMPUTED, f"{shown}，达到 {clean(printed)}% 一档。")


def none_unmet(part: Part, counts: Counted, others: CountsByMeasure) -> Outcome:
    """Full points only when no case is unmet; `otherwise` gives part of them when every unmet case passes a second measure."""
    if counts.total == 0:
        return _empty(part, "应计总数", others)
    unmet = counts.total - counts.met
    if unmet == 0:
        return Outcome(number(part["points"]), True, COMPUTED, f"{counts.total} 例全部符合，计满分。")
    if "otherwise" in part:
        second = others[part["otherwise"]["measure"]]
        if second.met == second.total and second.total >= unmet:
            points = number(part["otherwise"]["points"])
            return Outcome(
                points,
                False,
                COMPUTED,
                f"尚有 {unmet} 例，均符合补充条件，计 {clean(part['otherwise']['points'])} 分。",
            )
    return Outcome(Fraction(0), False, COMPUTED, f"尚有 {unmet} 例不符合，计 0 分。")


def count_at_least(part: Part, counts: Counted, others: CountsByMeasure) -> Outcome:
    """`each` points per met case up to `need` of them; `of_which` keeps one place for a second kind of case."""
    need, each = int(part["need"]), number(part["each"])
    held = min(counts.met, need)
    text = f"符合条件 {counts.met} 个，要求 {need} 个"
    if "of_which" in part:
        wanted = int(part["of_which"]["need"])
        found = others[part["of_which"]["measure"]].met
        if found < wanted:
            held = min(held, need - (wanted - found))
            text += f"，其中{part['of_which']['title']}应有 {wanted} 个、现有 {found} 个"
    held = max(held, 0)
    return Outcome(
        each * held, held >= need, COMPUTED, f"{text}，计 {held} 个，每个 {clean(part['each'])} 分。"
    )


def share_of_windows(part: Part, counts: Counted, others: CountsByMeasure) -> Outcome:
    """Points times windows met over windows elapsed."""
    if counts.total == 0:
        return _empty(part, "已过完的周期数", others)
    text = f"{counts.total} 个周期中 {counts.met} 个达到要求，按比例计分。"
    return Outcome(
        number(part["points"]) * Fraction(counts.met, counts.total),
        counts.met == counts.total,
        COMPUTED,
        text,
    )


def deduct_per_hundred(part: Part, counts: Counted, others: CountsByMeasure) -> Outcome:
    """Points minus `per` for each unmet case per hundred of the denominator, never below zero."""
    base = others[part["denominator"]].total
    if base == 0:
        return _empty(part, "户数", others)
    unmet = counts.total - counts.met
    left = max(Fraction(0), number(part["points"]) - number(part["per"]) * Fraction(100 * unmet, base))
    text = f"{base} 户中未消除 {unmet} 例，每百户 1 例扣 {clean(part['per'])} 分。"
    return Outcome(left, unmet == 0, COMPUTED, text)


def average_at_least(part: Part, counts: Counted, others: CountsByMeasure) -> Outcome:
    """Full points when met cases of the measure per case of the denominator reach `at_least`; otherwise none."""
    base = others[part["denominator"]].total
    if base == 0:
        return _empty(part, "户数", others)
    full = counts.met >= number(part["at_least"]) * base
    text = f"{counts.met}／{base}，要求平均不低于 {clean(part['at_least'])}，{'达到' if full else '未达到'}。"
    return Outcome(number(part["points"]) if full else Fraction(0), full, COMPUTED, text)


def checklist(part: Part, counts: Counted, others: CountsByMeasure) -> Outcome:
    """Points times things met over things listed; listed `things` set the total whatever is registered."""
    total = len(part["things"]) if part.get("things") else counts.total
    if total == 0:
        return _empty(part, "应有事项", others)
    met = min(counts.met, total)
    text = f"应有 {total} 项，符合 {met} 项，按比例计分。"
    return Outcome(number(part["points"]) * Fraction(met, total), met == total, COMPUTED, text)


def binary(part: Part, counts: Counted, others: CountsByMeasure) -> Outcome:
    """Full points when at least one case is met, none otherwise."""
    full = counts.met >= 1
    text = f"有 {counts.met} 个符合条件，计满分。" if full else "没有符合条件的登记，计 0 分。"
    return Outcome(number(part["points"]) if full else Fraction(0), full, COMPUTED, text)


KINDS: dict[str, Callable[[Part, Counted, CountsByMeasure], Outcome]] = {
    "ratio_linear": ratio_linear,
    "steps": steps,
    "none_unmet": none_unmet,
    "count_at_least": count_at_least,
    "share_of_windows": share_of_windows,
    "deduct_per_hundred": deduct_per_hundred,
    "average_at_least": average_at_least,
    "checklist": checklist,
    "binary": binary,
}
BY_PEOPLE = ("judged", "city_decision")
