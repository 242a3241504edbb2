"""The best plan: the most points within so much work, or the least work for so many points; exact."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import Any

from hehuo.assessment.planner.board import Board, tenths
from hehuo.assessment.planner.gaps import Gap

Picks = tuple[tuple[str, int], ...]
Points = tuple[int, ...]
"""Cents of a point, one for each item of a group."""
Way = tuple[int, Picks]
"""Minutes and cases by measure."""
JOINT = 30
"""Parts that read two measures are tried case by case up to here, beyond at the points where each alone changes."""


@dataclass(frozen=True)
class Choice:
    """So many cases of a gap; `gain` is what they bring on top of the choices before."""

    gap: Gap
    cases: int
    gain: Decimal

    @property
    def minutes(self) -> int:
        """Work in minutes."""
        return self.cases * self.gap.effort.minutes


@dataclass(frozen=True)
class Plan:
    """Choices, most points for an hour first; `gain` is the total gained when all are done."""

    choices: tuple[Choice, ...]
    gain: Decimal

    @property
    def minutes(self) -> int:
        """Work in minutes."""
        return sum(choice.minutes for choice in self.choices)

    @property
    def picks(self) -> dict[str, int]:
        """Cases by measure, for `what_if`."""
        return {choice.gap.measure: choice.cases for choice in self.choices}


def best_plan(board: Board, minutes: int) -> Plan:
    """Most points within so many minutes of work; among equals the least work."""
    ways = _frontier(board, minutes)
    return _ordered(board, dict(ways[max(ways)][1]))


def least_plan(board: Board, gain: Decimal) -> Plan | None:
    """The least work that brings at least so many points; None when all gaps together do not."""
    ways = _frontier(board, None)
    enough = [way for won, way in ways.items() if won >= gain * 10]
    return _ordered(board, dict(min(enough)[1])) if enough else None


def _frontier(board: Board, limit: int | None) -> dict[int, Way]:
    """The least work for each gain in tenths."""
    total: dict[int, Way] = {0: (0, ())}
    for items, joints in board.groups():
        total = _thinned(_added(total, _group(board, items, joints, limit), limit))
    return total


def _group(
    board: Board, items: tuple[int, ...], joints: list[list[str]], limit: int | None
) -> dict[int, Way]:
    """The least work for each gain of these items, rounded only after everything is added."""
    states: dict[Points, Way] = {(0,) * len(items): (0, ())}
    for joint in joints:
        options = {}
        for picks in _candidates(board, joint, limit):
            won = board.shift(dict(picks))
            way = (sum(n * board.gaps[name].effort.minutes for name, n in picks), picks)
            key = tuple(won.get(no, 0) for no in items)
            if (limit is None or way[0] <= limit) and (key not in options or way < options[key]):
                options[key] = way
        states = _thinned(_added(states, options, limit))
    before = sum(tenths(board.base[no]) for no in items)
    found: dict[int, Way] = {}
    for cents, way in states.items():
        gain = sum(tenths(board.base[no] + won) for no, won in zip(items, cents, strict=True)) - before
        if gain >= 0 and (gain not in found or way < found[gain]):
            found[gain] = way
    return found


def _candidates(board: Board, joint: list[str], limit: int | None) -> Iterable[Picks]:
    """Numbers of cases worth trying: none, and each number where the points change."""
    tops = {name: _top(board.gaps[name], limit) for name in joint}
    if len(joint) == 1:
        name = joint[0]
        return [
            ((name, n),) if n else () for n in [0, *_changes(lambda n: board.shift({name: n}), tops[name])]
        ]
    ranges = []
    for name in joint:
        numbers = set(range(min(tops[name], JOINT) + 1))
        if tops[name] > JOINT:
            for others in ({}, {other: tops[other] for other in joint if other != name}):
                numbers |= set(
                    _changes(lambda n, name=name, others=others: board.shift({**others, name: n}), tops[name])
                )
        ranges.append([(name, n) for n in sorted(numbers)])
    return [tuple((name, n) for name, n in picks if n) for picks in product(*ranges)]


def _top(gap: Gap, limit: int | None) -> int:
    return gap.room if limit is None else min(gap.room, limit // gap.effort.minutes)


def _changes(value: Callable[[int], Any], top: int) -> list[int]:
    """Smallest n for each new value of a monotone function on 0..top."""
    found: list[int] = []

    def search(low: int, at_low: Any, high: int, at_high: Any) -> None:
        if at_low == at_high:
            return
        if high - low == 1:
            found.append(high)
            return
        middle = (low + high) // 2
        at_middle = value(middle)
        search(low, at_low, middle, at_middle)
        search(middle, at_middle, high, at_high)

    if top > 0:
        search(0, value(0), top, value(top))
    return found


def _added(first: Mapping[Any, Way], second: Mapping[Any, Way], limit: int | None) -> dict[Any, Way]:
    """Every way of the first with every way of the second, the least work for each sum."""
    found: dict[Any, Way] = {}
    for gain, (minutes, picks) in first.items():
        for more, (extra, others) in second.items():
            if limit is not None and minutes + extra > limit:
                continue
            key = tuple(map(sum, zip(gain, more, strict=True))) if isinstance(gain, tuple) else gain + more
            way = (minutes + extra, picks + others)
            if key not in found or way < found[key]:
                found[key] = way
    return found


def _thinned(ways: dict[Any, Way]) -> dict[Any, Way]:
    """Without ways that cost more and bring no more; gains of several items at once are all kept."""
    if any(isinstance(gain, tuple) and len(gain) > 1 for gain in ways):
        return ways
    kept: dict[Any, Way] = {}
    least: int | None = None
    for gain in sorted(ways, reverse=True):
        if least is None or ways[gain][0] < least:
            kept[gain] = ways[gain]
            least = ways[gain][0]
    return kept


def _ordered(board: Board, picks: dict[str, int]) -> Plan:
    """The picks as a plan: at each place what brings most for an hour after what stands before."""
    done: dict[str, int] = {}
    left, reached, choices = dict(picks), 0, []
    while left:
        worth = {name: board.gain({**done, name: n}) - reached for name, n in left.items()}
        name = min(left, key=lambda m: (-Decimal(worth[m]) / (left[m] * board.gaps[m].effort.minutes), m))
        done[name] = left.pop(name)
        choices.append(Choice(board.gaps[name], done[name], Decimal(worth[name]) / 10))
        reached += worth[name]
    return Plan(tuple(choices), Decimal(reached) / 10)


def plan_of(board: Board, picks: Mapping[str, int]) -> Plan:
    """What a person picked, as a plan; more than the room is cut off, measures without a gap are left out."""
    wanted = {
        name: min(n, board.gaps[name].room) for name, n in picks.items() if name in board.gaps and n > 0
    }
    return _ordered(board, wanted)
