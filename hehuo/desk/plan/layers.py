"""Layers over the picture: bus stops on a site map, shops and facilities at their buildings, the rest in words."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from hehuo.desk.plan.doors import Picture
from hehuo.org.rights import may_read_rows, may_write
from hehuo.records.models import Status
from hehuo.services.models import BusinessEntity, BusStop, Facility

LAYERS = {"stops": "公交站点", "shops": "商业网点", "facilities": "设施"}
ICONS = {"stops": "bus-front", "shops": "shop", "facilities": "tools"}
MODELS = {"stops": BusStop, "shops": BusinessEntity, "facilities": Facility}
SLUGS = {"stops": "bus-stops", "shops": "shops", "facilities": "facilities"}
AT_BUILDING = re.compile(r"([0-9A-Za-z一二三四五六七八九十]+)\s*(?:号?\s*[栋幢]|号楼|#)")
METRES_OF_LATITUDE = 110_574.0
METRES_OF_LONGITUDE = 111_320.0
WIDE, HIGH, EDGE, LINE = 640, 400, 48, 26


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
    """A spot on the site map, with the place of its label."""

    spot: Spot
    x: int
    y: int
    label_x: int
    label_y: int
    anchor: str


@dataclass(frozen=True)
class SiteMap:
    """Points to scale, north up; `bar` is the length of the scale bar in the drawing, `metres` what it stands for."""

    points: list[Point]
    bar: int
    metres: int
    wide: int = WIDE
    high: int = HIGH

    @property
    def scale_word(self) -> str:
        """What the bar stands for."""
        return f"{self.metres // 1000} 公里" if self.metres >= 1000 else f"{self.metres} 米"


@dataclass
class Layers:
    """What is drawn and what is told in words."""

    at: dict[int, list[Spot]] = field(default_factory=lambda: defaultdict(list))
    site: SiteMap | None = None
    stops: list[Spot] = field(default_factory=list)
    unplaced: list[Spot] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    elsewhere: int = 0
    """Shops and facilities at buildings that are not drawn."""


def layers_of(picture: Picture, user: Any, wanted: Iterable[str], day: date) -> Layers:
    """The wanted layers as the reader may see them, as they were on a day."""
    found = Layers()
    for layer in wanted:
        model = MODELS[layer]
        if not may_read_rows(user, model.domain):
            found.closed.append(LAYERS[layer])
            continue
        rows = model.objects.visible_to(user).exclude(status=Status.VOID).filter(settlement=picture.place)
        if layer != "stops":
            rows = rows.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day), opened_on__lte=day)
        records, writes = list(rows.order_by("pk")), may_write(user, model.domain)
        found.counts[LAYERS[layer]] = len(records)
        if layer == "stops":
            _put_stops(records, found, writes)
        else:
            _put_at_buildings(layer, records, found, picture, writes)
    return found


def _put_stops(records: list[BusStop], found: Layers, writes: bool) -> None:
    placed = []
    for stop in records:
        far = f"到大门 {stop.distance_m} 米" if stop.distance_m is not None else "没有登记到大门的距离"
        located = stop.lat is not None and stop.lon is not None
        spot = Spot(
            "stops",
            stop.name,
            far if located else f"{far}，没有坐标",
            *_links("stops", stop.pk, writes and not located),
            metres=stop.distance_m,
        )
        found.stops.append(spot)
        if located:
            placed.append((spot, float(stop.lat or 0), float(stop.lon or 0)))
    found.site = site_map(placed) if placed else None


def _put_at_buildings(
    layer: str, records: Iterable[Any], found: Layers, picture: Picture, writes: bool
) -> None:
    drawn, known = {tower.building.pk for tower in picture.towers}, set(picture.numbers.values())
    for record in records:
        building = getattr(record, "building_id", None) or building_in(record.place, picture.numbers)
        if layer == "shops":
            word = f"{record.get_kind_display()}，步行 {record.walk_minutes} 分钟"
        else:
            normal = record.state == Facility.State.NORMAL
            word = record.get_kind_display() + ("" if normal else f"，{record.get_state_display()}")
        if building in drawn:
            found.at[building].append(Spot(layer, record.name, word, *_links(layer, record.pk, False)))
        elif building in known:
            found.elsewhere += 1
        else:
            spot = Spot(layer, record.name, f"{word}，{record.place}", *_links(layer, record.pk, writes))
            found.unplaced.append(spot)


def _links(layer: str, pk: int, form: bool) -> tuple[str, str]:
    """Page of the record, and its form when something is to be entered."""
    name = SLUGS[layer]
    return reverse(f"{name}-detail", args=[pk]), reverse(f"{name}-update", args=[pk]) if form else ""


def building_in(text: str, numbers: Mapping[str, int]) -> int | None:
    """The building that a place in words names: 12栋旁, A3幢一层, 5号楼."""
    return next((numbers[name] for name in AT_BUILDING.findall(text) if name in numbers), None)


def site_map(placed: list[tuple[Spot, float, float]]) -> SiteMap:
    """Points to one scale in both directions, in a frame of fixed size; a single point stands in the middle."""
    south, west = min(lat for _s, lat, _l in placed), min(lon for _s, _l, lon in placed)
    shrink = math.cos(math.radians(south)) * METRES_OF_LONGITUDE
    flat = [(spot, (lon - west) * shrink, (lat - south) * METRES_OF_LATITUDE) for spot, lat, lon in placed]
    east, north = max(x for _s, x, _y in flat), max(y for _s, _x, y in flat)
    room_x, room_y = WIDE - 2 * EDGE - 120, HIGH - 2 * EDGE
    scale = min(room_x / east if east else math.inf, room_y / north if north else math.inf)
    scale = 0.5 if math.isinf(scale) else min(scale, 2.0)
    start_x, start_y = (WIDE - 120 - east * scale) / 2, (HIGH + north * scale) / 2
    points: list[Point] = []
    for spot, x, y in sorted(flat, key=lambda row: (-row[2], row[1])):
        left, top = round(start_x + x * scale), round(start_y - y * scale)
        points.append(_labelled(spot, left, top, points))
    bar, metres = scale_bar(scale)
    return SiteMap(points, bar, metres)


def _labelled(spot: Spot, x: int, y: int, others: list[Point]) -> Point:
    """A label at the right of its point, or at the left near the edge, moved down until it covers no other label."""
    anchor = "end" if x > WIDE * 0.62 else "start"
    level = y + 5
    while any(abs(level - other.label_y) < LINE and other.anchor == anchor for other in others):
        level += LINE
    return Point(spot, x, y, x - 12 if anchor == "end" else x + 12, min(level, HIGH - 6), anchor)


def scale_bar(scale: float) -> tuple[int, int]:
    """A round number of metres whose bar is at most 140 units long, and its length."""
    most = max(140 / scale, 1)
    size = 10 ** math.floor(math.log10(most))
    metres = next(size * step for step in (5, 2, 1) if size * step <= most)
    return round(metres * scale), metres
