"""The gaps of a scorecard laid out: which measures move which items, and by how many cents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from hehuo.assessment.planner.gaps import Gap, changed, is_missing, parts_of
from hehuo.assessment.scoring import Scorecard
from hehuo.assessment.standards import rules
from hehuo.measures.runner import Counts


class Board:
    """The gaps of a scorecard laid out: which measures move which items, and by how many cents."""

    def __init__(self, card: Scorecard, edition: Any, gaps: Iterable[Gap]) -> None:
        self.card = card
        self.gaps = {gap.measure: gap for gap in gaps}
        self.edition = edition
        self._known: dict[str, int] = {}
        self._touched: dict[str, list[tuple[int, Mapping[str, Any]]]] = {name: [] for name in self.gaps}
        for no, _sub, part in parts_of(edition):
            if is_missing(part, card):
                continue
            for name in rules.measures_of_part(part):
                if name in self._touched:
                    self._touched[name].append((no, part))

    @cached_property
    def base(self) -> dict[int, int]:
        """Cents of each item as it stands."""
        return {
            item.no: sum(int(criterion.points * 100) for criterion in item.criteria)
            for item in self.card.items()
        }

    def shift(self, picks: Mapping[str, int]) -> dict[int, int]:
        """Cents that each touched item wins."""
        counts = changed(self.card.counts, picks)
        seen: set[str] = set()
        won: dict[int, int] = {}
        for name in picks:
            for no, part in self._touched[name]:
                if part["key"] not in seen:
                    seen.add(part["key"])
                    won[no] = won.get(no, 0) + self._cents(part, counts) - self._now(part)
        return won

    def gain(self, picks: Mapping[str, int]) -> int:
        """Tenths of a point that the total wins."""
        return sum(
            tenths(self.base[no] + won) - tenths(self.base[no]) for no, won in self.shift(picks).items()
        )

    def _cents(self, part: Mapping[str, Any], counts: Mapping[str, Counts]) -> int:
        return int(rules.score_part(part, counts, self.card.judged.get(part["key"])).points * 100)

    def _now(self, part: Mapping[str, Any]) -> int:
        if part["key"] not in self._known:
            self._known[part["key"]] = self._cents(part, self.card.counts)
        return self._known[part["key"]]

    def joints(self) -> list[list[str]]:
        """Measures that meet in one part, together; all others alone."""
        return together(
            list(self.gaps),
            (
                [name for name in rules.measures_of_part(part) if name in self.gaps]
                for part in self._all_parts()
            ),
        )

    def groups(self) -> list[tuple[tuple[int, ...], list[list[str]]]]:
        """Items that a measure ties together, with the joints that move them."""
        joints = self.joints()
        moves = [sorted({no for name in joint for no, _ in self._touched[name]}) for joint in joints]
        tied = together(sorted({no for items in moves for no in items}), moves)
        return [
            (tuple(items), [j for j, touched in zip(joints, moves, strict=True) if touched[0] in items])
            for items in tied
        ]

    def _all_parts(self) -> list[Mapping[str, Any]]:
        return [part for touched in self._touched.values() for _no, part in touched]


def together(things: list[Any], ties: Iterable[Iterable[Any]]) -> list[list[Any]]:
    """Connected groups of things, in order."""
    leader = {thing: thing for thing in things}

    def top(thing: Any) -> Any:
        while leader[thing] != thing:
            thing = leader[thing]
        return thing

    for tie in ties:
        first, *others = list(tie) or [None]
        for other in others:
            leader[top(other)] = top(first)
    found: dict[Any, list[Any]] = {}
    for thing in things:
        found.setdefault(top(thing), []).append(thing)
    return list(found.values())


def tenths(cents: int) -> int:
    """Half-up, as `rules.item_points`."""
    return (cents + 5) // 10
