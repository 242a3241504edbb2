"""How settlements stand: scorecards turned into cells, tiles, dials and rows, within a person's rights."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from hehuo.assessment.editions import current_edition
from hehuo.assessment.models import ScoreSheet, StandardEdition
from hehuo.assessment.scoring import ItemScore, Scorecard, city_scorecards
from hehuo.org.models import Settlement
from hehuo.org.rights import roles_of
from hehuo.org.roles import Role
from hehuo.org.scope import visible_settlements
from hehuo.programme.supervision.queries import places_to_judge

COUNTED = frozenset({"computed", "judged", "not_applicable"})
"""States whose points are final; the others are neither zero nor full marks."""
BANDS = ((100, "b6"), (90, "b5"), (80, "b4"), (60, "b3"), (40, "b2"), (0, "b1"))


@dataclass(frozen=True)
class Cell:
    """One item of one settlement as a coloured cell or tile."""

    no: int
    title: str
    points: Decimal
    max: Decimal
    open_max: Decimal
    criteria: int
    counted: int

    @property
    def none(self) -> bool:
        """Nothing of the item is counted yet: neither zero nor full marks."""
        return self.counted == 0

    @property
    def lost(self) -> Decimal:
        """Points lost among what is counted."""
        return max(self.max - self.points - self.open_max, Decimal(0))

    @property
    def share(self) -> int:
        """Whole percent of what can be counted now, never rounded up."""
        reachable = self.max - self.open_max
        return min(100, int(self.points * 100 / reachable)) if reachable else 0

    @property
    def band(self) -> str:
        """Colour step; hatched when nothing is counted."""
        return "b0" if self.none else next(code for least, code in BANDS if self.share >= least)

    @property
    def words(self) -> str:
        """What a screen reader hears."""
        if self.none:
            return f"第{self.no}项{self.title}：尚未计分，满分 {self.max} 分"
        return f"第{self.no}项{self.title}：{self.points} 分，满分 {self.max} 分"


@dataclass(frozen=True)
class Dial:
    """A score dial: points, lost, not yet counted, as parts of the circle."""

    label: str
    points: Decimal
    max: Decimal
    open_max: Decimal

    @property
    def arc(self) -> str:
        """Length of the points on a circle of 100."""
        return f"{min(100, float(self.points * 100 / self.max)):.2f}" if self.max else "0"

    @property
    def open_arc(self) -> str:
        """Length of what is not counted yet."""
        return f"{min(100, float(self.open_max * 100 / self.max)):.2f}" if self.max else "0"

    @property
    def open_from(self) -> str:
        """Dash offset at which the part that is not counted begins."""
        return f"{float(self.open_arc) - 100:.2f}"

    @property
    def open_left(self) -> str:
        """Where the part that is not counted begins on a bar of 100."""
        return f"{100 - float(self.open_arc):.2f}"

    @property
    def reachable(self) -> Decimal:
        """Points that can be counted now."""
        return self.max - self.open_max


def cell_of(item: ItemScore) -> Cell:
    """The cell of an item."""
    open_max = sum((part_open(c) for c in item.criteria), Decimal(0))
    counted = sum(1 for c in item.criteria if part_open(c) < c.max)
    return Cell(item.no, item.title, item.points, item.max, open_max, len(item.criteria), counted)


def part_open(criterion: Any) -> Decimal:
    """Points of a sub-criterion that nothing decides yet."""
    if not criterion.parts:
        return Decimal(0) if criterion.state in COUNTED else criterion.max
    return sum((p.max for p in criterion.parts if p.state not in COUNTED), Decimal(0))


@dataclass(frozen=True)
class Row:
    """A settlement with its scorecard; `card` is None where the person may not see scores yet."""

    settlement: Settlement
    card: Scorecard | None
    cells: list[Cell] = field(default_factory=list)
    rank: int = 0

    @property
    def open_max(self) -> Decimal:
        """Points that nothing decides yet."""
        return sum((cell.open_max for cell in self.cells), Decimal(0))

    @property
    def reachable(self) -> Decimal:
        """Points that can be counted now."""
        return (self.card.max if self.card else Decimal(0)) - self.open_max

    @property
    def lost(self) -> Decimal:
        """Points lost among what is counted."""
        return sum((cell.lost for cell in self.cells), Decimal(0))

    def titles(self) -> list[Decimal | None]:
        """Points of the two titles; None where nothing is counted."""
        return [dial.points if dial.reachable else None for dial in self.dials()[:2]]

    def dials(self) -> list[Dial]:
        """和谐 50, 活力 50, 总分 100."""
        card = self.card
        if card is None:
            return []
        half, rest = self.parts()[:2], self.parts()[2:]
        return [
            _sum("和谐社区", card.harmonious, half),
            _sum("活力社区", card.vibrant, rest),
            _sum("总分", card.total, half + rest),
        ]

    def parts(self) -> list[Dial]:
        """The four sections."""
        if self.card is None:
            return []
        by_no = {cell.no: cell for cell in self.cells}
        return [
            Dial(s.title, s.points, s.max, sum((by_no[i.no].open_max for i in s.items), Decimal(0)))
            for s in self.card.sections
        ]


def _sum(label: str, points: Decimal, parts: list[Dial]) -> Dial:
    full, open_max = (sum((getattr(p, name) for p in parts), Decimal(0)) for name in ("max", "open_max"))
    return Dial(label, points, full, open_max)


def standings(
    settlements: Sequence[Settlement], edition: StandardEdition, as_of: date, known_at: datetime | None = None,
    *, user: Any = None, ranked: bool = False,
) -> list[Row]:  # fmt: skip
    """Rows of many settlements with one round of counting."""
    hidden = hidden_from(user, settlements) if user is not None else set()
    open_ones = [s for s in settlements if s.pk not in hidden]
    cards = city_scorecards(open_ones, edition, as_of, known_at) if open_ones else {}
    rows = [
        Row(s, cards.get(s.pk), [cell_of(i) for i in cards[s.pk].items()] if s.pk in cards else [])
        for s in settlements
    ]
    if not ranked:
        return rows
    rows.sort(key=lambda row: (row.card is None, -(row.card.total if row.card else 0), row.settlement.code))
    return [Row(row.settlement, row.card, row.cells, n) for n, row in enumerate(rows, 1)]


def hidden_from(user: Any, settlements: Iterable[Settlement]) -> set[int]:
    """Settlements whose scores an inspector may not see before the own judgement is in (blindness)."""
    ids = {s.pk for s in settlements}
    blind = ids & places_to_judge(user)
    if roles_of(user) != {str(Role.INSPECTOR)}:
        return blind
    judged = ScoreSheet.objects.filter(
        scorer=user, column=ScoreSheet.Column.REVIEWER, submitted_at__isnull=False
    ).values_list("unit__settlements", flat=True)
    return blind | (ids - set(judged))


@dataclass(frozen=True)
class Moment:
    """Which edition, which day, known when: the three pickers of every score page."""

    edition: StandardEdition
    as_of: date
    known_at: datetime | None
    today: date

    @property
    def is_now(self) -> bool:
        """Whether the page shows today as known now."""
        return self.as_of == self.today and self.known_at is None

    @property
    def query(self) -> str:
        """The query string that leads to the same moment; empty for the present."""
        parts = []
        if self.edition.code != "LPS-2018":
            parts.append(f"edition={self.edition.code}")
        if self.as_of != self.today:
            parts.append(f"as_of={self.as_of.isoformat()}")
        if self.known_at:
            parts.append(f"known_at={timezone.localtime(self.known_at):%Y-%m-%dT%H:%M}")
        return "?" + "&".join(parts) if parts else ""


def moment_of(request: HttpRequest) -> Moment:
    """Read the pickers; what cannot be read means today and the current edition."""
    today = timezone.localdate()
    try:
        as_of = parse_date(request.GET.get("as_of", "")) or today
    except ValueError:
        as_of = today
    code = request.GET.get("edition", "")
    edition = StandardEdition.objects.filter(code=code).exclude(state="draft").first() if code else None
    if code and edition is None:
        raise Http404("没有这一版标准。")
    return Moment(edition or edition_of(as_of), as_of, _known_at(request.GET.get("known_at", "")), today)


def _known_at(text: str) -> datetime | None:
    if not text:
        return None
    try:
        found = parse_datetime(text) or None
        if found is None and (day := parse_date(text)):
            found = datetime.combine(day, time(23, 59, 59))
    except ValueError:
        return None
    if found is None:
        return None
    return found if timezone.is_aware(found) else timezone.make_aware(found)


def edition_of(day: date | None = None) -> StandardEdition:
    """The edition in force, today or on a day; 404 with words when none is loaded."""
    try:
        return current_edition(day)
    except StandardEdition.DoesNotExist:
        raise Http404("还没有考核标准，请先读入并发布。") from None


def open_settlements(user: Any) -> list[Settlement]:
    """Settlements of a person, with their counties, in the order of their numbers."""
    return list(visible_settlements(user).select_related("county").order_by("code"))
