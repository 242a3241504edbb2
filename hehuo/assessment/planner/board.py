"""The gaps of a scorecard laid out: which measures move which items, and by how many cents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from hehuo.assessment.planner.gaps import Gap, changed, is_missing, parts_of, scored
from hehuo.assessment.scoring import Scorecard
from hehuo.assessment.standards import rules
from hehuo.measures.runner import Counts


@dataclass(frozen=True)
class Block:
    """What is scored in one go: a part, or a whole sub-criterion while an open problem takes points from it."""

    key: str
    code: str
    item: int
    parts: tuple[Mapping[str, Any], ...]
    taken: int = 0

    def names(self) -> list[str]:
        """Measures read, in order."""
        return list(dict.fromkeys(name for part in self.parts for name in rules.measures_of_part(part)))

    def cents(self, counts: Mapping[str, Counts], card: Scorecard) -> int:
        """Points in cents, after what is taken."""
        points = sum(scored(card, self.code, part, counts).points for part in self.parts)
        return max(0, int(points * 100) - self.taken)


class Board:
    """The gaps of a scorecard laid out: which measures move which items, and by how many cents."""

    def __init__(self, card: Scorecard, edition: Any, gaps: Iterable[Gap]) -> None:
        self.card, self.edition = card, edition
        self.gaps = {gap.measure: gap for gap in gaps}
        self.blocks = [block for block in _blocks(card, edition) if set(block.names()) & set(self.gaps)]
        self._touched = {name: [b for b in self.blocks if name in b.names()] for name in self.gaps}
        self._now = {block.key: block.cents(card.counts, card) for block in self.blocks}

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
        touched = {block.key: block for name in picks for block in self._touched[name]}
        won: dict[int, int] = {}
        for block in touched.values():
            won[block.item] = won.get(block.item, 0) + block.cents(counts, self.card) - self._now[block.key]
        return won

    def gain(self, picks: Mapping[str, int]) -> int:
        """Tenths of a point that the total wins."""
        return sum(
            tenths(self.base[no] + won) - tenths(self.base[no]) for no, won in self.shift(picks).items()
        )

    def joints(self) -> list[list[str]]:
        """Measures that meet in one block, together; all others alone."""
        return together(
            list(self.gaps), ([name for name in b.names() if name in self.gaps] for b in self.blocks)
        )

    def groups(self) -> list[tuple[tuple[int, ...], list[list[str]]]]:
        """Items that a measure ties together, with the joints that move them."""
        joints = self.joints()
        moves = [sorted({b.item for name in joint for b in self._touched[name]}) for joint in joints]
        tied = together(sorted({no for items in moves for no in items}), moves)
        return [
            (tuple(items), [j for j, touched in zip(joints, moves, strict=True) if touched[0] in items])
            for items in tied
        ]


def _blocks(card: Scorecard, edition: Any) -> Iterable[Block]:
    whole: set[str] = set()
    for no, sub, part in parts_of(edition):
        taken = int(card.taken.get(sub["code"], 0) * 100)
        if taken and sub["code"] not in whole:
            whole.add(sub["code"])
            yield Block(sub["code"], sub["code"], no, tuple(sub["rule"]["parts"]), taken)
        elif not taken and not is_missing(part, card):
            yield Block(part["key"], sub["code"], no, (part,))


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
