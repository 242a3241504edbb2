"""The site map: gate, buildings with their shops and facilities, stops; to one scale, north up."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

ICONS = {"stops": "bus-front", "shops": "shop", "facilities": "tools"}
METRES_OF_LATITUDE = 110_574.0
METRES_OF_LONGITUDE = 111_320.0
WIDE, HIGH, EDGE, LINE = 640, 400, 48, 24
NEAR = 600
"""Stops farther than this from the houses, in metres, stand at the edge of the map: the houses would shrink to a dot."""


@dataclass(frozen=True)
class Spot:
    """One stop, shop or facility: name, a word about it, its page, and the form where what is missing is entered."""

    layer: str
    name: str
    word: str
    url: str
    form: str = ""
    metres: int | None = None

    @property
    def label(self) -> str:
        """What stands on the map: name and distance to the gate."""
        return self.name if self.metres is None else f"{self.name} {self.metres} 米"

    @property
    def icon(self) -> str:
        """Sign of the layer."""
        return ICONS[self.layer]


@dataclass(frozen=True)
class Point:
    """A spot on the site map, with the place of its label; `far` when it lies outside and stands at the edge."""

    spot: Spot
    x: int
    y: int
    label_x: int
    label_y: int
    anchor: str
    far: bool = False

    @property
    def label(self) -> str:
        """Name and distance."""
        return f"{self.spot.label}（图外）" if self.far else self.spot.label

    def covers(self, left: int, right: int, level: int) -> bool:
        """Whether a label between these would stand on this point or its label."""
        start = self.label_x - _width(self.label) if self.anchor == "end" else self.label_x
        over_label = abs(level - self.label_y) < LINE and start < right and left < start + _width(self.label)
        over_point = abs(level - 5 - self.y) < 16 and left - 8 < self.x < right + 8
        return over_label or over_point


@dataclass(frozen=True)
class Block:
    """A building on the map: its number, and how many shops and facilities it holds."""

    pk: int
    number: str
    x: int
    y: int
    shops: int = 0
    facilities: int = 0

    @property
    def word(self) -> str:
        """What is there, in words."""
        held = [f"{n} 处{name}" for n, name in ((self.shops, "网点"), (self.facilities, "设施")) if n]
        return f"{self.number}栋" + (f"（{'、'.join(held)}）" if held else "")


@dataclass(frozen=True)
class SiteMap:
    """What is drawn; `bar` is the length of the scale bar in the drawing, `metres` what it stands for."""

    points: list[Point]
    bar: int
    metres: int
    blocks: list[Block] = field(default_factory=list)
    gate: tuple[int, int] | None = None
    wide: int = WIDE
    high: int = HIGH

    @property
    def scale_word(self) -> str:
        """What the bar stands for."""
        return f"{self.metres // 1000} 公里" if self.metres >= 1000 else f"{self.metres} 米"


Flat = tuple[float, float]
"""Metres east and north of a fixed point."""


def _located(things: Sequence[Any]) -> list[Any]:
    return [
        thing for thing in things if thing is not None and thing.lat is not None and thing.lon is not None
    ]


def site_map(
    stops: Sequence[tuple[Spot, float, float]], buildings: Sequence[Any] = (), place: Any = None,
    at: Mapping[int, Sequence[Spot]] | None = None,
) -> SiteMap | None:  # fmt: skip
    """Everything that has coordinates; nothing when nothing has. Without houses the stops set the scale."""
    houses, gates = _located(buildings), _located([place])
    degrees = [(float(one.lat), float(one.lon)) for one in [*houses, *gates]]
    if not degrees and not stops:
        return None
    south, west = (degrees or [(lat, lon) for _s, lat, lon in stops])[0]
    shrink = math.cos(math.radians(south)) * METRES_OF_LONGITUDE

    def flat(lat: float, lon: float) -> Flat:
        return (lon - west) * shrink, (lat - south) * METRES_OF_LATITUDE

    home = [flat(*pair) for pair in degrees]
    far_off = [(spot, flat(lat, lon)) for spot, lat, lon in stops]
    near = [there for _s, there in far_off if not home or min(math.dist(there, one) for one in home) <= NEAR]
    draw = _Scale([*home, *near])
    middle = draw.at(home[-1]) if home else (WIDE // 2, HIGH // 2)
    points: list[Point] = []
    for spot, there in sorted(far_off, key=lambda row: (row[1] not in near, -row[1][1], row[1][0])):
        far = there not in near
        points.append(
            _labelled(spot, *(draw.edge(there, middle) if far else draw.at(there)), points, far=far)
        )
    held = at or {}
    blocks = [
        Block(
            house.pk, house.number, *draw.at(there),
            sum(spot.layer == "shops" for spot in held.get(house.pk, ())),
            sum(spot.layer == "facilities" for spot in held.get(house.pk, ())),
        )
        for house, there in zip(houses, home, strict=False)
    ]  # fmt: skip
    gate = draw.at(home[-1]) if gates else None
    return SiteMap(points, *scale_bar(draw.scale), blocks, gate)


class _Scale:
    """From metres to the frame: one scale in both directions; a single point stands in the middle."""

    def __init__(self, spread: Sequence[Flat]) -> None:
        self.west, self.south = min(x for x, _y in spread), min(y for _x, y in spread)
        east, north = max(x for x, _y in spread) - self.west, max(y for _x, y in spread) - self.south
        room_x, room_y = WIDE - 2 * EDGE - 120, HIGH - 2 * EDGE
        scale = min(room_x / east if east else math.inf, room_y / north if north else math.inf)
        self.scale = 0.5 if math.isinf(scale) else min(scale, 2.0)
        self.left, self.top = (WIDE - 120 - east * self.scale) / 2, (HIGH + north * self.scale) / 2

    def at(self, there: Flat) -> tuple[int, int]:
        """Where a point is drawn."""
        x, y = there
        return round(self.left + (x - self.west) * self.scale), round(
            self.top - (y - self.south) * self.scale
        )

    def edge(self, there: Flat, middle: tuple[int, int]) -> tuple[int, int]:
        """Where the way from the middle to a point outside leaves the frame."""
        x, y = self.at(there)
        across, down = x - middle[0], y - middle[1]
        room_x = (WIDE - EDGE if across > 0 else EDGE // 2) - middle[0]
        room_y = (HIGH - EDGE if down > 0 else EDGE // 2) - middle[1]
        share = min(room_x / across if across else 1.0, room_y / down if down else 1.0, 1.0)
        return round(middle[0] + across * share), round(middle[1] + down * share)


def _width(text: str) -> int:
    """About how wide a label is on a phone, where letters are larger than the map."""
    return sum(20 if ord(letter) > 0x2000 else 11 for letter in text)


def _labelled(spot: Spot, x: int, y: int, others: list[Point], *, far: bool = False) -> Point:
    """A label at the right of its point, or at the left near the edge, moved down until it covers no other label or point."""
    while far and any(math.dist((x, y), (other.x, other.y)) < 16 for other in others) and y < HIGH - EDGE:
        y += LINE
    made = Point(spot, x, y, 0, 0, "end" if x > WIDE * 0.62 else "start", far)
    left = x - 12 - _width(made.label) if made.anchor == "end" else x + 12
    right = left + _width(made.label)
    level = y + 5
    while level < HIGH and any(other.covers(left, right, level) for other in others):
        level += LINE
    return replace(made, label_x=right if made.anchor == "end" else left, label_y=min(level, HIGH - 6))


def scale_bar(scale: float) -> tuple[int, int]:
    """A round number of metres whose bar is at most 140 units long, and its length."""
    most = max(140 / scale, 1)
    size = 10 ** math.floor(math.log10(most))
    metres = next(size * step for step in (5, 2, 1) if size * step <= most)
    return round(metres * scale), metres
