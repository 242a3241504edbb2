"""Venues and the days on which they were open: the plan's years and the last months of today (item 7)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hehuo.config.demo.places import Site
from hehuo.config.demo.writer import Row, Writer
from hehuo.culture.models import Venue, VenueOpening

ONE_DAY = timedelta(1)
ROOMS = (
    ("homesickness", "乡愁馆", 60, 40), ("multi", "多功能活动室", 120, 100), ("library", "图书阅览室", 70, 40), ("square", "文化广场", 900, 600),
    ("fitness", "健身场地", 200, 80), ("court", "篮球场", 420, 100), ("children", "儿童活动室", 50, 25),
)  # fmt: skip


def write_rooms(site: Site, writer: Writer) -> dict[str, Row]:
    """Rooms and grounds of the settlement; small ones share two of them."""
    small, found = site.plan.households < 200, {}
    metres = 1200 if site.plan.code[:3] == "D11" else 400
    for kind, name, area, capacity in ROOMS[: 4 if small else 7 if site.plan.households >= 400 else 5]:
        shared = small and kind in ("homesickness", "library")
        announced = None if site.plan.late > 0.3 and kind == "homesickness" else date(2018, 7, 2)
        found[kind] = writer[Venue].add(
            **site.entry(date(2018, 6, 1), verified=True, method="site_visit"), name=f"{site.plan.host or site.plan.name}{name}", kind=kind,
            also_kind="reading" if kind == "library" else "", ownership="shared" if shared else "own",
            distance_metres=(metres if kind == "library" else 850) if shared else None, area_m2=f"{area}.00", capacity=capacity,
            equipment="藏书 2000 册" if kind == "library" else "", open_days="not_monday" if kind in ("library", "homesickness") else "daily",
            opens_at="09:00:00", closes_at="17:00:00", hours_announced_on=announced, manager="场所管理员", accessible=kind != "homesickness",
            safety_exit=True, opened_on=date(2018, 6, 1),
        )  # fmt: skip
    return found


def write_openings(site: Site, writer: Writer, rooms: dict[str, Row]) -> None:
    """The multi-purpose room in the plan's years, three rooms of late, day by day."""
    spans = [
        (kind, site.today - timedelta(100), site.today - ONE_DAY)
        for kind in ("multi", "library", "homesickness")
    ]
    spans += [("multi", date(2018, 8, 1), date(2019, 12, 31))]
    for kind, day, last in spans:
        while day <= last:
            if kind == "multi" or day.weekday():
                recent = (site.today - day).days <= 3
                write_opening(site, writer, rooms[kind], day, may_be_planned=recent)
            day += ONE_DAY


def write_opening(site: Site, writer: Writer, room: Row, day: date, *, may_be_planned: bool = False) -> None:
    """A day of a room: open as announced, closed for a reason, or still to be entered."""
    rng = site.rng
    missed = rng.random() < (0.3 if site.plan.late > 0.3 else 0.02 if not site.plan.weak_start else 0.08)
    planned = may_be_planned and rng.random() < 0.4
    values: dict[str, Any] = {"state": "planned"}
    if not planned:
        values = {
            "state": "closed",
            "actual_minutes": 0,
            "closure_reason": rng.choice(("staff", "repair", "weather", "booked")),
        }
    if not planned and not missed:
        minutes = rng.choice((480, 480, 480, 510, 450))
        loans = rng.randint(0, 12) if room["kind"] == "library" else 0
        values = {"state": "open", "actual_minutes": minutes, "visits": rng.randint(0, 40), "loans": loans}
    writer[VenueOpening].add(
        **site.entry(day, late=0.0), venue_id=room["id"], opening_on=day, planned_minutes=480, **values
    )
