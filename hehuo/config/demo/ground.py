"""Where things of the demo city lie: gates, buildings and stops that fit each other on a map."""

from __future__ import annotations

from math import cos, sin

NORTH_METRES, EAST_METRES = 110_574, 99_600
"""Metres of a degree, at this latitude."""
ACROSS, WIDE, DEEP, FIRST = 8, 42, 52, 55
"""Buildings stand in rows of eight; metres between them, and from the gate to the first row."""


def serial_of(code: str) -> int:
    """A number of a bus line that fits the code of a settlement."""
    return int("".join(c for c in code if c.isdigit())[:3]) + 10


def at(code: str, north: float = 0, east: float = 0) -> tuple[str, str]:
    """A point so many metres from the gate of a settlement."""
    serial = serial_of(code)
    return (
        f"{26.3 + serial * 0.015 + north / NORTH_METRES:.5f}",
        f"{104.6 + serial * 0.015 + east / EAST_METRES:.5f}",
    )


def away(code: str, metres: float, turn: float) -> tuple[str, str]:
    """A point so far from the gate, along the road of the settlement, give or take a bend."""
    way = serial_of(code) + turn
    return at(code, metres * cos(way), metres * sin(way))


def of_building(code: str, number: int) -> tuple[str, str]:
    """Where a building stands: on the side of the gate that the road leaves free."""
    side = -1 if cos(serial_of(code) + 0.5) > 0 else 1
    row, place = divmod(number, ACROSS)
    return at(code, side * (FIRST + row * DEEP), (place - (ACROSS - 1) / 2) * WIDE)
