"""Layers over the picture: stops, shops and facilities on a site map and at their buildings, the rest in words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from hehuo.desk.plan.doors import Picture
from hehuo.desk.plan.site import SiteMap, Spot, site_map
from hehuo.org.rights import may_read_rows, may_write
from hehuo.records.models import Status
from hehuo.services.models import BusinessEntity, BusStop, Facility

LAYERS = {"stops": "公交站点", "shops": "商业网点", "facilities": "设施"}
MODELS = {"stops": BusStop, "shops": BusinessEntity, "facilities": Facility}
SLUGS = {"stops": "bus-stops", "shops": "shops", "facilities": "facilities"}
AT_BUILDING = re.compile(r"([0-9A-Za-z一二三四五六七八九十]+)\s*(?:号?\s*[栋幢]|号楼|#)")


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
    found, placed = Layers(), []
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
            placed = _put_stops(records, found, writes)
        else:
            _put_at_buildings(layer, records, found, picture, writes)
    found.site = site_map(placed, [tower.building for tower in picture.towers], picture.place, found.at)
    return found


def _put_stops(records: list[BusStop], found: Layers, writes: bool) -> list[tuple[Spot, float, float]]:
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
    return placed


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
