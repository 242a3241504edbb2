"""From counts to points: the scorecard of a settlement or of a creation unit.

Counts come from measures, rules from the edition, arithmetic from `standards.rules`. Item points are rounded
half-up to 0.1, the total is the sum of rounded items (domain §2.0.6). Nothing unproven ever scores.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from hehuo.assessment.decisions import decisions_of, together
from hehuo.assessment.deductions import taken_from
from hehuo.assessment.judgements import standing_on
from hehuo.assessment.models import StandardEdition
from hehuo.assessment.standards import rules
from hehuo.measures import freshness, runner
from hehuo.measures.parameters import parameters_for
from hehuo.org.models import CreationUnit, Settlement


@dataclass(frozen=True)
class PartScore:
    """One countable part of a sub-criterion."""

    key: str
    title: str
    measure: str
    points: Decimal
    max: Decimal
    met: int
    total: int
    state: str
    explanation: str
    kind: str = ""

    @property
    def gap(self) -> Decimal:
        """Points still to be had."""
        return self.max - self.points

    @property
    def unmet(self) -> int:
        """Cases that are not met."""
        return self.total - self.met


@dataclass(frozen=True)
class CriterionScore:
    """A sub-criterion (65 of them) with its points and where they come from."""

    code: str
    title: str
    points: Decimal
    max: Decimal
    met: int
    total: int
    state: str
    rule_text: str
    basis: str
    basis_text: str
    parts: list[PartScore] = field(default_factory=list)
    deducted: Decimal = Decimal(0)
    """Points that open problems take from what the ledgers prove; `points` is what is left."""

    @property
    def gap(self) -> Decimal:
        """Points still to be had."""
        return self.max - self.points


@dataclass(frozen=True)
class ItemScore:
    """One of the sixteen items: official wording as printed, points, sub-criteria."""

    no: int
    title: str
    content: str
    criterion: str
    points: Decimal
    max: Decimal
    points_source: str
    units: list[str]
    criteria: list[CriterionScore]

    @property
    def gap(self) -> Decimal:
        """Points still to be had."""
        return self.max - self.points

    @property
    def share(self) -> int:
        """Whole percent of the maximum, cut off, never rounded up."""
        return int(self.points * 100 / self.max) if self.max else 0


@dataclass(frozen=True)
class SectionScore:
    """A section of the standard."""

    no: int
    title: str
    points: Decimal
    max: Decimal
    items: list[ItemScore]


@dataclass(frozen=True)
class Scorecard:
    """Everything that a score consists of; `counts` and `judged` are what it was made from."""

    subject: str
    edition: str
    as_of: date
    known_at: datetime | None
    total: Decimal
    harmonious: Decimal
    vibrant: Decimal
    max: Decimal
    sections: list[SectionScore]
    counts: Mapping[str, runner.Counts] = field(default_factory=dict, repr=False, compare=False)
    judged: Mapping[str, Decimal] = field(default_factory=dict, repr=False, compare=False)
    taken: Mapping[str, Decimal] = field(default_factory=dict, repr=False, compare=False)
    decided: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)

    def items(self) -> list[ItemScore]:
        """All items in order."""
        return [item for section in self.sections for item in section.items]

    def criteria(self) -> list[CriterionScore]:
        """All sub-criteria in order."""
        return [criterion for item in self.items() for criterion in item.criteria]

    def to_dict(self) -> dict[str, Any]:
        """The published JSON shape of `hehuo score --json`; points as decimal strings."""
        return {
            "settlement": self.subject,
            "edition": self.edition,
            "as_of": self.as_of.isoformat(),
            "total": str(self.total),
            "titles": {"harmonious": str(self.harmonious), "vibrant": str(self.vibrant)},
            "sections": [{"no": s.no, "points": str(s.points)} for s in self.sections],
            "items": [
                {
                    "no": item.no,
                    "points": str(item.points),
                    "max": str(item.max),
                    "criteria": [
                        {
                            "code": c.code, "points": str(c.points), "max": str(c.max),
                            "met": c.met, "total": c.total, "state": c.state,
                        }
                        for c in item.criteria
                    ],
                }
                for item in self.items()
            ],
        }  # fmt: skip


def measures_of(edition: StandardEdition) -> list[str]:
    """Measures that the edition asks for and that exist today, in order."""
    wanted: dict[str, None] = {}
    for sub in _sub_criteria(edition):
        for name in rules.measures_in(sub):
            wanted[name] = None
    return [name for name in wanted if runner.exists(name)]


def measures_by_item(edition: StandardEdition) -> list[tuple[int, str, list[str]]]:
    """Number and title of every item with its measures, each measure in the first item that asks for it."""
    seen: set[str] = set()
    found = []
    for section in edition.data["sections"]:
        for item in section["items"]:
            asked = [n for sub in item["sub_criteria"] for n in rules.measures_in(sub) if runner.exists(n)]
            names = [name for name in dict.fromkeys(asked) if name not in seen]
            seen.update(names)
            found.append((item["no"], item["title"], names))
    return found


def parameters(edition: StandardEdition, as_of: date) -> dict[str, Any]:
    """Dated definitions of the edition as bound parameters (ages, windows, freshness)."""
    return parameters_for(edition.data.get("definitions", []), as_of)


def _sub_criteria(edition: StandardEdition) -> Iterable[dict[str, Any]]:
    for section in edition.data["sections"]:
        for item in section["items"]:
            yield from item["sub_criteria"]


def city_scorecards(
    settlements: Sequence[Settlement], edition: StandardEdition, as_of: date, known_at: datetime | None = None
) -> dict[int, Scorecard]:
    """Scorecards of many settlements with one round of counting."""
    ids = [settlement.pk for settlement in settlements]
    counts = _counts(ids, edition, as_of, known_at)
    judged = judgements_of(ids, edition, as_of, known_at)
    taken = taken_from(ids, edition, as_of, known_at)
    decided = decisions_of(ids, edition, as_of, known_at)
    found = {}
    for place in settlements:
        given = [of.get(place.pk, {}) for of in (counts, judged, taken, decided)]
        found[place.pk] = assemble(
            place.code, edition, as_of, known_at, *given, sections=_sections_again(edition, *given)
        )
    return found


KEPT = 64
"""Scorecards whose sections a process remembers, about 60 KB each."""
_kept: OrderedDict[Hashable, list[SectionScore]] = OrderedDict()


def _sections_again(
    edition: StandardEdition, counts: Mapping[str, runner.Counts], judged: Mapping[str, Decimal], taken: Mapping[str, Decimal],
    decided: Mapping[str, str],
) -> list[SectionScore]:  # fmt: skip
    """Sections follow from these by arithmetic alone, so the same input is worked out once; drafts every time."""
    if not edition.hash:
        return _sections(edition, counts, judged, taken, decided)
    key = (edition.hash, *(frozenset(given.items()) for given in (counts, judged, taken, decided)))
    found = _kept.pop(key, None) or _sections(edition, counts, judged, taken, decided)
    _kept[key] = found
    while len(_kept) > KEPT:
        _kept.popitem(last=False)
    return found


def scorecard(
    settlement: Settlement, edition: StandardEdition, as_of: date, known_at: datetime | None = None
) -> Scorecard:
    """The scorecard of one settlement as of a day, as known at a moment (default: now)."""
    return city_scorecards([settlement], edition, as_of, known_at)[settlement.pk]


def unit_scorecard(
    unit: CreationUnit, edition: StandardEdition, as_of: date, known_at: datetime | None = None
) -> Scorecard:
    """The scorecard of a creation unit: cases of its settlements added up before any rule is applied.

    A judged part takes the lowest judgement among the settlements; deductions of its settlements add up.
    """
    ids = [settlement.pk for settlement in unit.settlements.all()]
    sums = added_up(
        _counts(ids, edition, as_of, known_at).values(),
        judgements_of(ids, edition, as_of, known_at).values(),
        taken_from(ids, edition, as_of, known_at).values(),
    )
    decided = together(decisions_of(ids, edition, as_of, known_at).values())
    return assemble(unit.code, edition, as_of, known_at, *sums, decided)


def added_up(
    counts: Iterable[Mapping[str, runner.Counts]],
    judgements: Iterable[Mapping[str, Decimal]],
    deductions: Iterable[Mapping[str, Decimal]],
) -> tuple[dict[str, runner.Counts], dict[str, Decimal], dict[str, Decimal]]:
    """Several settlements as one unit: cases and deductions add up, of judgements the lowest counts."""
    added: dict[str, runner.Counts] = {}
    for by_name in counts:
        for name, value in by_name.items():
            added[name] = added[name] + value if name in added else value
    judged: dict[str, Decimal] = {}
    for by_part in judgements:
        for part, points in by_part.items():
            judged[part] = min(points, judged.get(part, points))
    taken: dict[str, Decimal] = {}
    for by_code in deductions:
        for code, points in by_code.items():
            taken[code] = taken.get(code, Decimal(0)) + points
    return added, judged, taken


def _counts(
    ids: list[int], edition: StandardEdition, as_of: date, known_at: datetime | None
) -> dict[int, dict[str, runner.Counts]]:
    names, bound = measures_of(edition), parameters(edition, as_of)
    if known_at is None:
        return freshness.counts_for(names, parameters=bound, settlement_ids=ids)
    return runner.count(names, parameters=bound, settlement_ids=ids, known_at=known_at)


def judgements_of(
    ids: list[int], edition: StandardEdition, as_of: date, known_at: datetime | None
) -> dict[int, dict[str, Decimal]]:
    """Points that people gave, by settlement and part, in force on a day as known at a moment."""
    return judgements_on(ids, edition, [as_of], known_at)[0]


def judgements_on(
    ids: list[int], edition: StandardEdition, days: Sequence[date], known_at: datetime | None = None
) -> list[dict[int, dict[str, Decimal]]]:
    """`judgements_of` for several days with one query."""
    return [
        {
            place: {part: row.points for part, row in by_part.items()}
            for place, by_part in by_place.items()
            if by_part
        }
        for by_place in standing_on(ids, edition, days, known_at)
    ]


def assemble(
    subject: str, edition: StandardEdition, as_of: date, known_at: datetime | None,
    counts: Mapping[str, runner.Counts], judged: Mapping[str, Decimal], taken: Mapping[str, Decimal] | None = None,
    decided: Mapping[str, str] | None = None, sections: list[SectionScore] | None = None,
) -> Scorecard:  # fmt: skip
    """A scorecard from counts, judgements, points taken by open problems, city decisions; asks the database nothing.

    `sections` are those that follow from the rest, where somebody has them already.
    """
    taken, decided = taken or {}, decided or {}
    sections = sections or _sections(edition, counts, judged, taken, decided)
    titles = {title["code"]: set(title["sections"]) for title in edition.data.get("titles", [])}

    def title_points(code: str) -> Decimal:
        return sum((s.points for s in sections if s.no in titles.get(code, set())), Decimal("0.0"))

    return Scorecard(
        subject=subject, edition=edition.code, as_of=as_of, known_at=known_at,
        total=sum((s.points for s in sections), Decimal("0.0")),
        harmonious=title_points("harmonious"), vibrant=title_points("vibrant"),
        max=sum((s.max for s in sections), Decimal(0)), sections=sections, counts=counts, judged=judged,
        taken=taken, decided=decided,
    )  # fmt: skip


def _sections(
    edition: StandardEdition, counts: Mapping[str, runner.Counts], judged: Mapping[str, Decimal], taken: Mapping[str, Decimal],
    decided: Mapping[str, str],
) -> list[SectionScore]:  # fmt: skip
    return [
        _section(section, [_item(item, counts, judged, taken, decided) for item in section["items"]])
        for section in edition.data["sections"]
    ]


def _section(section: dict[str, Any], items: list[ItemScore]) -> SectionScore:
    points = sum((item.points for item in items), Decimal("0.0"))
    return SectionScore(
        section["no"], section["title"], points, sum((i.max for i in items), Decimal(0)), items
    )


def _item(
    item: dict[str, Any], counts: Mapping[str, runner.Counts], judged: Mapping[str, Decimal], taken: Mapping[str, Decimal],
    decided: Mapping[str, str],
) -> ItemScore:  # fmt: skip
    criteria = [
        _criterion(sub, counts, judged, taken.get(sub["code"], Decimal(0)), decided)
        for sub in item["sub_criteria"]
    ]
    return ItemScore(
        no=item["no"], title=item["title"], content=item["content"], criterion=item["criterion"],
        points=rules.item_points([c.points for c in criteria]), max=Decimal(str(item["points_effective"])),
        points_source=item["points_source"], units=list(item["units"]), criteria=criteria,
    )  # fmt: skip


def _criterion(
    sub: dict[str, Any], counts: Mapping[str, runner.Counts], judged: Mapping[str, Decimal], taken: Decimal,
    decided: Mapping[str, str],
) -> CriterionScore:  # fmt: skip
    result = rules.score_criterion(sub, counts, judged, decided)
    deducted = min(result.points, taken)
    return CriterionScore(
        code=sub["code"], title=sub["title"], points=result.points - deducted, max=Decimal(str(sub["points"])),
        deducted=deducted,
        met=result.met, total=result.total, state=result.state,
        rule_text=sub["rule_text"], basis=sub["basis"], basis_text=sub.get("basis_text", ""),
        parts=[
            PartScore(
                key=p.key, title=p.title, measure=p.measure, points=p.points, max=p.max, met=p.met, total=p.total,
                state=p.state, explanation=p.explanation, kind=p.kind,
            )
            for p in result.parts
        ],
    )  # fmt: skip
