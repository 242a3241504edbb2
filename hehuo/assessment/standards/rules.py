"""From counts to points. Pure functions on decimals and exact fractions (domain §2.0.6).

Sub-scores are kept to 0.01 and are never rounded up to full points; an item is rounded half-up to 0.1;
a total is the sum of rounded items. What is not proven scores nothing and says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from hehuo.assessment.standards.kinds import (
    BY_PEOPLE,
    COMPUTED,
    JUDGED,
    KINDS,
    NO_DATA,
    NO_LEDGER,
    NOT_APPLICABLE,
    PENDING,
    Counted,
    CountsByMeasure,
    Outcome,
    Part,
)

CENT, TENTH, ZERO = Decimal("0.01"), Decimal("0.1"), Decimal("0.00")
STATE_NAMES = {
    COMPUTED: "已计算",
    NO_DATA: "尚无数据",
    NO_LEDGER: "尚无台账",
    PENDING: "待评判",
    JUDGED: "已评判",
    NOT_APPLICABLE: "不适用",
}
WEAKEST_FIRST = (PENDING, NO_LEDGER, NO_DATA, JUDGED, COMPUTED, NOT_APPLICABLE)


@dataclass(frozen=True)
class PartResult:
    """Points of one part. `points` is 0.00 unless the state is computed, judged or not_applicable."""

    key: str
    title: str
    kind: str
    measure: str
    points: Decimal
    max: Decimal
    met: int
    total: int
    state: str
    explanation: str


@dataclass(frozen=True)
class CriterionResult:
    """Points of a sub-criterion: the sum of its parts; `met`/`total` are those of its first counted part."""

    code: str
    points: Decimal
    max: Decimal
    met: int
    total: int
    state: str
    parts: tuple[PartResult, ...]

    @property
    def explanation(self) -> str:
        """All parts in words."""
        return " ".join(f"{part.title}：{part.explanation}" for part in self.parts)


def round_points(exact: Fraction, maximum: Decimal, *, full: bool) -> Decimal:
    """Half-up to 0.01, but 99.96 % never becomes full points and a little never becomes more than it is allowed."""
    cents = exact * 100
    value = Decimal((2 * cents.numerator + cents.denominator) // (2 * cents.denominator)) * CENT
    if not full and value >= maximum:
        return (maximum - CENT).quantize(CENT, ROUND_DOWN)
    return min(value, maximum).quantize(CENT)


def measures_of_part(part: Part) -> list[str]:
    """All measures that a part asks for, the main one first."""
    names = [part.get("measure"), part.get("denominator"), part.get("empty_proof")]
    names += [part[key]["measure"] for key in ("otherwise", "of_which", "void_if") if key in part]
    return list(dict.fromkeys(name for name in names if name))


def measures_in(criterion: Mapping[str, Any]) -> list[str]:
    """All measures that a sub-criterion asks for, in order, once each."""
    return list(dict.fromkeys(name for part in criterion["rule"]["parts"] for name in measures_of_part(part)))


def score_part(
    part: Part,
    counts: CountsByMeasure,
    judgement: Decimal | None = None,
    decision: str | None = None,
) -> PartResult:
    """Points of one part from counts by measure; `judgement` and `decision` are what people decided about it.

    `decision` is "not_applicable" (full points, needs the city's approval, domain §2.0.6) or "applies".
    """
    maximum = Decimal(str(part["points"]))
    if decision == "not_applicable":
        return _result(part, counts, maximum, NOT_APPLICABLE, "经市里批准不适用，按满分计。")
    if part["kind"] == "judged":
        return _judged(part, counts, judgement)
    if part["kind"] == "city_decision" and decision != "applies":
        if judgement is not None:
            return _judged(part, counts, judgement)
        return _result(part, counts, ZERO, PENDING, f"待市里认定：{part['question']}")
    missing = [name for name in measures_of_part(part) if name not in counts]
    if missing:
        return _result(part, counts, ZERO, NO_LEDGER, "尚无台账，不计分。")
    void = part.get("void_if")
    if void and counts[void["measure"]].met > 0:
        return _result(part, counts, ZERO, COMPUTED, f"{void['title']}，计 0 分。")
    kind = part["then"] if part["kind"] == "city_decision" else part["kind"]
    outcome: Outcome = KINDS[kind](part, counted_of(part, counts), counts)
    points = round_points(outcome.exact, maximum, full=outcome.full)
    return _result(part, counts, points, outcome.state, outcome.text)


@dataclass(frozen=True)
class Amount:
    """What is met of a whole that is not a number of cases: required cells, checked fields, mu, fen."""

    met: int
    total: int


def counted_of(part: Part, counts: CountsByMeasure) -> Counted:
    """What the part compares: cases, or with ``by: weight`` the amounts that the cases carry."""
    found = counts[part["measure"]]
    if part.get("by") != "weight":
        return found
    return Amount(found.weight_met, found.weight_total)


def _judged(part: Part, counts: CountsByMeasure, judgement: Decimal | None) -> PartResult:
    maximum = Decimal(str(part["points"]))
    if judgement is None:
        return _result(part, counts, ZERO, PENDING, f"待评判，须看：{part.get('must_see', part['title'])}")
    points = max(ZERO, min(judgement, maximum)).quantize(CENT, ROUND_HALF_UP)
    return _result(part, counts, points, JUDGED, "按评判计分。")


def _result(part: Part, counts: CountsByMeasure, points: Decimal, state: str, text: str) -> PartResult:
    measure = str(part.get("measure") or "")
    found = counted_of(part, counts) if measure in counts else None
    met, total = (found.met, found.total) if found is not None else (0, 0)
    if found is not None and part["kind"] == "average_at_least" and part["denominator"] in counts:
        total = counts[part["denominator"]].total
    return PartResult(
        key=part["key"], title=part["title"], kind=part["kind"], measure=measure, points=points.quantize(CENT),
        max=Decimal(str(part["points"])), met=met, total=total, state=state, explanation=text,
    )  # fmt: skip


def score_criterion(
    criterion: Mapping[str, Any],
    counts_by_measure: CountsByMeasure,
    judgements: Mapping[str, Decimal] | None = None,
    decisions: Mapping[str, str] | None = None,
) -> CriterionResult:
    """Points of a sub-criterion. Judgements and decisions are keyed by part key; a decision may name the whole code.

    The state is the weakest of its parts: what still waits for people or ledgers is never hidden by what is computed.
    """
    judged, decided = judgements or {}, decisions or {}
    parts = tuple(
        score_part(
            part,
            counts_by_measure,
            judged.get(part["key"]),
            decided.get(part["key"], decided.get(criterion["code"])),
        )
        for part in criterion["rule"]["parts"]
    )
    counted = next((part for part in parts if part.measure in counts_by_measure), None)
    states = {part.state for part in parts}
    return CriterionResult(
        code=criterion["code"], points=sum((part.points for part in parts), ZERO), max=Decimal(str(criterion["points"])),
        met=counted.met if counted else 0, total=counted.total if counted else 0,
        state=next(state for state in WEAKEST_FIRST if state in states), parts=parts,
    )  # fmt: skip


def item_points(criterion_points: Iterable[Decimal]) -> Decimal:
    """Sum of sub-criteria rounded half-up to 0.1 (domain §2.0.6)."""
    return sum(criterion_points, ZERO).quantize(TENTH, ROUND_HALF_UP)


def total_points(items: Iterable[Decimal]) -> Decimal:
    """The total: the sum of items that are already rounded."""
    return sum(items, Decimal("0.0"))


__all__ = [
    "BY_PEOPLE", "STATE_NAMES", "CriterionResult", "PartResult", "item_points", "measures_in", "measures_of_part",
    "round_points", "score_criterion", "score_part", "total_points",
]  # fmt: skip
