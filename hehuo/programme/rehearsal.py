"""Rehearsal: any edition, pass rule or reward table on any past day, for all units, beside what was (architecture §5).

Reads only: stored counts are used where they hold, the others are made and kept nowhere; rounds, sheets, snapshots and
grants are not touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from hehuo.assessment.decisions import decisions_of, together
from hehuo.assessment.deductions import taken_from
from hehuo.assessment.models import StandardEdition
from hehuo.assessment.scoring import (
    CriterionScore,
    Scorecard,
    added_up,
    assemble,
    judgements_of,
    measures_of,
    parameters,
)
from hehuo.measures import freshness, runner
from hehuo.org.models import CreationUnit, Settlement
from hehuo.programme.models import RewardScheme
from hehuo.programme.population import households_by_settlement
from hehuo.programme.rewards import share_out, table_amount
from hehuo.programme.scores import Totals, obstacles_to_pass, pass_rule


@dataclass(frozen=True)
class Setting:
    """What is applied: an edition, its pass rule or another one, a reward table or none."""

    edition: StandardEdition
    total: Decimal
    section_min: Decimal
    scheme: RewardScheme | None = None

    @classmethod
    def of(
        cls, edition: StandardEdition, scheme: RewardScheme | None = None, *, total: Decimal | None = None,
        section_min: Decimal | None = None,
    ) -> Setting:  # fmt: skip
        """The pass rule of the edition where nothing else is said."""
        rule = pass_rule(edition)
        return cls(
            edition,
            rule.total if total is None else total,
            rule.section_min if section_min is None else section_min,
            scheme,
        )

    @property
    def rule(self) -> dict[str, str]:
        """The pass rule as an edition writes it."""
        return {"total": str(self.total), "section_min": str(self.section_min)}


@dataclass(frozen=True)
class Outcome:
    """One unit under one setting."""

    card: Scorecard
    obstacles: list[str]
    table_fen: int
    amount_fen: int

    @property
    def passes(self) -> bool:
        """Whether the pass rule holds."""
        return not self.obstacles


@dataclass(frozen=True)
class Line:
    """One unit: what was and what would be."""

    unit: CreationUnit
    households: int
    was: Outcome
    tried: Outcome

    @property
    def change(self) -> Decimal:
        """Points won or lost."""
        return self.tried.card.total - self.was.card.total

    @property
    def verdict(self) -> str:
        """up: passes now; down: falls; same otherwise."""
        if self.was.passes == self.tried.passes:
            return "same"
        return "up" if self.tried.passes else "down"


@dataclass(frozen=True)
class Separation:
    """A sub-criterion that gives every unit the same share of its points."""

    code: str
    title: str
    max: Decimal
    points: Decimal
    how: str
    decided: bool = True
    """False where no ledger and no person has decided anything yet."""


@dataclass(frozen=True)
class Rehearsal:
    """Units side by side; criteria that separate nobody; what it costs."""

    as_of: date
    known_at: datetime | None
    was: Setting
    tried: Setting
    lines: list[Line]
    same: list[Separation]

    def of(self, verdict: str) -> list[Line]:
        """Units that rise, fall or stay."""
        return [line for line in self.lines if line.verdict == verdict]

    def passing(self, side: str) -> int:
        """How many pass in `was` or `tried`."""
        return sum(getattr(line, side).passes for line in self.lines)

    def cost(self, side: str) -> int:
        """Fen for all that pass, within the budget of the table."""
        return sum(getattr(line, side).amount_fen for line in self.lines)

    def table(self, side: str) -> int:
        """Fen by the table alone."""
        return sum(getattr(line, side).table_fen for line in self.lines)

    @property
    def saved_fen(self) -> int:
        """What the tried side costs less."""
        return self.cost("was") - self.cost("tried")

    def to_dict(self) -> dict[str, Any]:
        """The JSON shape of `hehuo rehearse --json`; points as decimal strings, money in fen."""
        return {
            "as_of": self.as_of.isoformat(),
            "known_at": self.known_at.isoformat() if self.known_at else None,
            "was": _setting(self.was) | {"passing": self.passing("was"), "cost_fen": self.cost("was")},
            "tried": _setting(self.tried) | {"passing": self.passing("tried"), "cost_fen": self.cost("tried")},
            "units": [
                {
                    "unit": line.unit.code, "name": line.unit.name, "households": line.households, "verdict": line.verdict,
                    "was": _outcome(line.was), "tried": _outcome(line.tried),
                }
                for line in self.lines
            ],
            "separates_nobody": [{"code": s.code, "points": str(s.points), "how": s.how} for s in self.same],
        }  # fmt: skip


def rehearse(
    units: Iterable[CreationUnit], was: Setting, tried: Setting, as_of: date, known_at: datetime | None = None,
    *, progress: Callable[[int], None] = lambda percent: None,
) -> Rehearsal:  # fmt: skip
    """Score all units under both settings. Raises `ValidationError` for a draft that has no points yet."""
    for setting in (was, tried):
        _must_be_scorable(setting.edition)
    rows = list(units)
    places = {unit.pk: list(unit.settlements.all()) for unit in rows}
    settlements = list({place.pk: place for found in places.values() for place in found}.values())
    sizes = households_by_settlement(settlements, as_of)
    households = [sum(sizes[place.pk] for place in places[unit.pk]) for unit in rows]
    sides, counting = [], _Counting([place.pk for place in settlements], as_of, known_at)
    for setting, share in ((was, 10), (tried, 60)):
        progress(share)
        known = _known(settlements, setting.edition, was.edition, as_of, known_at, counting)
        cards = [_card(unit, places[unit.pk], setting.edition, as_of, known_at, known) for unit in rows]
        sides.append(outcomes(cards, households, setting))
    progress(95)
    lines = [Line(*row) for row in zip(rows, households, *sides, strict=True)]
    cards = [line.tried.card for line in lines]
    return Rehearsal(as_of, known_at, was, tried, lines, separate_nobody(cards))


def outcomes(cards: Sequence[Scorecard], households: Sequence[int], setting: Setting) -> list[Outcome]:
    """Who passes, and what the table gives them, shared out exactly when the budget is not enough."""
    edition = StandardEdition(data={"pass_rule": setting.rule})
    found = [obstacles_to_pass(edition, totals_of(card)) for card in cards]
    scheme = setting.scheme
    table = [
        table_amount(scheme, size) if scheme and not obstacles else 0
        for size, obstacles in zip(households, found, strict=True)
    ]
    budget = scheme.budget_fen if scheme else None
    amounts = share_out(budget, table) if budget is not None and sum(table) > budget else table
    return [Outcome(*row) for row in zip(cards, found, table, amounts, strict=True)]


def separate_nobody(cards: Sequence[Scorecard]) -> list[Separation]:
    """Sub-criteria where all units have the same points; with fewer than two units there is nothing to separate."""
    if len(cards) < 2:
        return []
    found = []
    for column in zip(*(card.criteria() for card in cards), strict=True):
        points = {criterion.points for criterion in column}
        if len(points) == 1:
            found.append(_separation(column[0], {criterion.state for criterion in column}))
    return found


def _separation(criterion: CriterionScore, states: set[str]) -> Separation:
    decided = not states <= {"no_ledger", "no_data", "judged_pending"}
    if not decided:
        how = "都还没有数据或评判"
    elif criterion.points == criterion.max:
        how = "都得满分"
    elif criterion.points == 0:
        how = "都得 0 分"
    else:
        how = f"都得 {criterion.points} 分"
    return Separation(criterion.code, criterion.title, criterion.max, criterion.points, how, decided)


def totals_of(card: Scorecard) -> Totals:
    """Sums of a scorecard as the pass rule reads them."""
    return Totals(
        card.total,
        card.harmonious,
        card.vibrant,
        {s.no: s.points for s in card.sections},
        {i.no: i.points for i in card.items()},
    )


@dataclass(frozen=True)
class _Known:
    counts: Mapping[int, Mapping[str, runner.Counts]]
    judged: Mapping[int, Mapping[str, Decimal]]
    taken: Mapping[int, Mapping[str, Decimal]]
    decided: Mapping[int, Mapping[str, str]]


class _Counting:
    """Counts of the editions of one rehearsal: what both ask in the same words and with the same definitions is counted once."""

    def __init__(self, ids: Sequence[int], as_of: date, known_at: datetime | None) -> None:
        self.ids, self.as_of, self.known_at = ids, as_of, known_at
        self.made: dict[tuple[str, str], dict[int, runner.Counts]] = {}

    def counts(self, edition: StandardEdition) -> dict[int, dict[str, runner.Counts]]:
        """{settlement: {measure: counts}} of one edition."""
        bound = parameters(edition, self.as_of)
        keys = [(name, freshness.digest(name, bound)) for name in measures_of(edition)]
        missing = [name for name, made_with in keys if (name, made_with) not in self.made]
        fresh = self._count(missing, bound)
        self.made |= {
            key: {place: fresh[place][key[0]] for place in self.ids} for key in keys if key not in self.made
        }
        return {place: {name: self.made[name, made][place] for name, made in keys} for place in self.ids}

    def _count(
        self, names: Sequence[str], bound: dict[str, Any]
    ) -> Mapping[int, Mapping[str, runner.Counts]]:
        if self.known_at is None:
            return freshness.counts_for(names, parameters=bound, settlement_ids=self.ids, keep=False)
        return runner.count(names, parameters=bound, settlement_ids=self.ids, known_at=self.known_at)


def _known(
    settlements: Sequence[Settlement], edition: StandardEdition, base: StandardEdition, as_of: date, known_at: datetime | None,
    counting: _Counting,
) -> _Known:  # fmt: skip
    """Counts, judgements and deductions. What people decided in the base edition holds where the text is the same."""
    ids = [settlement.pk for settlement in settlements]
    counts = counting.counts(edition)
    judged, taken = (read(ids, edition, as_of, known_at) for read in (judgements_of, taken_from))
    decided = decisions_of(ids, edition, as_of, known_at)
    if edition.pk != base.pk:
        parts, codes = _same_text(edition, base)
        judged = _carried(judgements_of(ids, base, as_of, known_at), parts, judged)
        taken = _carried(taken_from(ids, base, as_of, known_at), codes, taken)
        decided = _carried(decisions_of(ids, base, as_of, known_at), parts | codes, decided)
    return _Known(counts, judged, taken, decided)


def _same_text(edition: StandardEdition, base: StandardEdition) -> tuple[set[str], set[str]]:
    """Keys of parts and codes of sub-criteria that are the same in both."""
    here, there = _texts(edition), _texts(base)
    return tuple(
        {key for key, text in mine.items() if yours.get(key) == text}
        for mine, yours in zip(here, there, strict=True)
    )  # type: ignore[return-value]


def _texts(edition: StandardEdition) -> tuple[dict[str, Any], dict[str, Any]]:
    subs = [
        sub
        for section in edition.data["sections"]
        for item in section["items"]
        for sub in item["sub_criteria"]
    ]
    return {part["key"]: part for sub in subs for part in sub["rule"]["parts"]}, {
        sub["code"]: sub["title"] for sub in subs
    }


def _carried(
    base: Mapping[int, Mapping[str, Any]], keys: set[str], own: Mapping[int, Mapping[str, Any]]
) -> dict[int, dict[str, Any]]:
    return {
        place: {key: value for key, value in base.get(place, {}).items() if key in keys}
        | dict(own.get(place, {}))
        for place in {*base, *own}
    }


def _card(
    unit: CreationUnit, places: Sequence[Settlement], edition: StandardEdition, as_of: date, known_at: datetime | None,
    known: _Known,
) -> Scorecard:  # fmt: skip
    """The scorecard of a unit, as `assessment.scoring.unit_scorecard` makes it."""
    sums = added_up(
        *([by.get(place.pk, {}) for place in places] for by in (known.counts, known.judged, known.taken))
    )
    decided = together(known.decided.get(place.pk, {}) for place in places)
    return assemble(unit.code, edition, as_of, known_at, *sums, decided)


def _must_be_scorable(edition: StandardEdition) -> None:
    """Points everywhere."""
    missing = [
        f"第 {item['no']} 项"
        for section in edition.data["sections"]
        for item in section["items"]
        if item.get("points_effective") is None
    ]
    if missing:
        raise ValidationError(f"{edition.name}：{'、'.join(missing)}还没有分值，请先处理标准导入时的发现。")


def _setting(setting: Setting) -> dict[str, Any]:
    scheme = setting.scheme
    return {
        "edition": setting.edition.code,
        "pass_rule": setting.rule,
        "scheme": scheme.version if scheme else None,
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "total": str(outcome.card.total), "sections": {str(s.no): str(s.points) for s in outcome.card.sections},
        "passes": outcome.passes, "table_fen": outcome.table_fen, "amount_fen": outcome.amount_fen,
    }  # fmt: skip
