"""What a door can say: a sign, a word and a colour for every state of a picture."""

from __future__ import annotations

from dataclasses import dataclass

from hehuo.residents.models import OccupancySpell

State = OccupancySpell.State


@dataclass(frozen=True)
class Sign:
    """One state: the key of its drawing, the mark in the cell (empty: drawn, or none), the word beside it, its ground."""

    key: str
    word: str
    mark: str = ""
    ground: str = ""


UNMET, MET, APART, NO_DATA, EMPTY = "u", "m", "n", "q", "e"
MEASURED = (
    Sign(UNMET, "未达标"),
    Sign(MET, "达标"),
    Sign(APART, "不在这项指标之内"),
    Sign(NO_DATA, "没有数据"),
    Sign(EMPTY, "没有住户"),
)
"""States of doors under a measure, the most pressing first."""

OCCUPIED = (
    Sign("o-misused", "出租出借转让", "租", "u"),
    Sign("o-vacated", "搬离", "离", "u"),
    Sign("o-two_ends", "两头住", "两", "w"),
    Sign("o-keyed_not_moved", "已交房未入住", "未", "w"),
    Sign("o-not_keyed", "未交房", "钥", "w"),
    Sign("q", "没有登记入住情况"),
    Sign("o-away_working", "举家外出务工（房屋保留）", "外", "a"),
    Sign("o-resident_partly", "部分成员常住", "部", "m"),
    Sign("o-resident", "常住", "住", "m"),
    Sign(EMPTY, "没有住户"),
)
"""States of doors by the residents' ledger, the most pressing first."""


def occupancy_key(state: str | None) -> str:
    """The sign of an occupancy state; without one, or with one that has no sign yet, there is no data."""
    return f"o-{state}" if state in State.values else NO_DATA
