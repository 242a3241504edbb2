"""Settlements with communities, grids, buildings and flats."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from hehuo.config.demo.ground import at, of_building
from hehuo.config.demo.settlements import PLANS, Plan
from hehuo.config.demo.writer import Row, Writer, moment
from hehuo.org.facts import county_facts
from hehuo.org.models import Area, Building, Community, Grid, Settlement, SettlementArea
from hehuo.org.units_of_creation import allocate_creation_unit
from hehuo.residents.models import Dwelling

GRID_HOUSEHOLDS = 380
ONE_DAY = timedelta(1)
UNVERIFIED = {
    "status": "submitted",
    "version": 1,
    "verified_by_id": None,
    "verified_on": None,
    "verify_method": "",
}
"""What a row is until a second person has looked; for rows that are entered anew."""


@dataclass
class Site:
    """A settlement under construction: everything that its ledgers refer to."""

    plan: Plan
    settlement: Settlement
    rng: Random
    today: date
    grids: list[Grid] = field(default_factory=list)
    buildings: list[Building] = field(default_factory=list)
    dwellings: list[Row] = field(default_factory=list)
    grid_of_building: dict[int, int] = field(default_factory=dict)
    grid_user: dict[int, int] = field(default_factory=dict)
    committee: int = 0
    secretary: int = 0
    families: list = field(default_factory=list)
    labour: list = field(default_factory=list)
    notes: dict[str, Row] = field(default_factory=dict)
    awkward: dict[str, str] = field(default_factory=dict)

    @property
    def id(self) -> int:
        """Primary key of the settlement."""
        return self.settlement.pk

    @property
    def number(self) -> int:
        """Place in the build, from 1: the same in every database, which a key is not."""
        own, _, copy = self.plan.code.removeprefix("D").partition("-")
        return int(own) + len(PLANS) * (int(copy or 1) - 1)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Rows written inside draw from the same numbers, but leave all that comes after as it was."""
        state = self.rng.getstate()
        yield
        self.rng.setstate(state)

    def entry(
        self,
        day: date,
        *,
        by: int = 0,
        verified: bool = False,
        late: float | None = None,
        lag: int = -1,
        method: str = "document",
    ) -> dict:
        """The columns that every record has: when it happened, when and by whom it was entered and verified."""
        roll, today = self.rng.random, self.today
        share = self.plan.late if late is None else late
        if lag < 0:
            lag = 9 + int(roll() * 52) if roll() < share else int(roll() * 6)
        entered = max(min(day + timedelta(lag), today - ONE_DAY), day)
        values = {
            "settlement_id": self.settlement.pk, "occurred_on": day, "recorded_at": moment(entered, int(roll() * 33000)),
            "created_by_id": by or self.committee,
        }  # fmt: skip
        if verified:
            checked = entered + timedelta(1 + lag % 7)
            if checked < today:
                values["status"], values["version"] = "verified", 2
                values["verified_by_id"], values["verified_on"], values["verify_method"] = (
                    self.secretary,
                    checked,
                    method,
                )
        return values


def build_site(plan: Plan, seed: int, today: date, ready: Callable[[Site], Writer]) -> Site:
    """Area nodes, settlement, communities, creation unit, grids, buildings and flats of one plan."""
    county = Area.objects.get(code=plan.county)
    site = Site(plan, _settlement(plan, county), Random(f"{seed}/{plan.code}"), today)
    _communities(site)
    counted = plan.full_households or plan.households
    allocate_creation_unit(site.settlement, counted, date(2018, 5, 31), demonstration=plan.demonstration)
    _grids_and_buildings(site)
    _dwellings(site, ready(site))
    return site


def _settlement(plan: Plan, county: Area) -> Settlement:
    town_code = f"T-{plan.code}"
    town = Area.objects.filter(code=town_code).first() or Area.objects.get(pk=county.pk).add_child(
        kind=Area.Kind.TOWNSHIP, name=plan.township, code=town_code
    )
    node = town.add_child(kind=Area.Kind.SETTLEMENT, name=plan.name, code=plan.code)
    slug = next(c["slug"] for c in county_facts() if c["code"] == plan.county)
    zone, _ = SettlementArea.objects.get_or_create(
        code=f"SA-{slug}-{plan.code}", defaults={"name": f"{plan.name}安置区", "county": county}
    )
    lat, lon = at(plan.code)
    return Settlement.objects.create(
        code=plan.code, name=plan.name, initials=plan.initials, area=node, county=county, settlement_area=zone,
        division_code=plan.county, kind=plan.kind, project_years=list(plan.years), planned_households=plan.households,
        planned_persons=plan.persons, dwellings_built=plan.flats, host_village=plan.host,
        first_move_in_on=plan.allocated[0] + timedelta(days=75), all_keys_on=plan.allocated[1] + timedelta(days=110), demo=True,
        lat=lat, lon=lon,
    )  # fmt: skip


def _communities(site: Site) -> None:
    plan = site.plan
    if plan.host:
        host = Community.objects.create(code=f"{plan.code}-H", name=plan.host, is_host=True)
        host.settlements.add(site.settlement)
        return
    for number in range(1, plan.communities + 1):
        suffix = f"第{'一二三'[number - 1]}" if plan.communities > 1 else ""
        made = Community.objects.create(code=f"{plan.code}-C{number}", name=f"{plan.name}{suffix}社区")
        made.settlements.add(site.settlement)


def _grids_and_buildings(site: Site) -> None:
    plan = site.plan
    wanted = max(1, round(plan.households / GRID_HOUSEHOLDS))
    node = Area.objects.get(pk=site.settlement.area_id)
    for number in range(1, wanted + 1):
        name = f"{plan.name}第{number}网格"
        area = node.add_child(kind=Area.Kind.GRID, name=name, code=f"{plan.code}-G{number}")
        site.grids.append(
            Grid.objects.create(
                area=area,
                settlement=site.settlement,
                code=f"{plan.code}-G{number}",
                name=name,
                valid_from=plan.allocated[0],
            )
        )
    for number in range(plan.buildings):
        grid = site.grids[number * wanted // plan.buildings]
        flats = _share(plan.flats, plan.buildings, number)
        per_floor, units = _shape(plan.kind, flats)
        floors = -(-flats // (per_floor * units))
        lat, lon = of_building(plan.code, number)
        building = Building.objects.create(
            settlement=site.settlement, grid=grid, number=str(number + 1), floors=floors, units=units, lat=lat, lon=lon
        )  # fmt: skip
        site.buildings.append(building)
        site.grid_of_building[building.pk] = grid.pk
    _building_nodes(site)


def _building_nodes(site: Site) -> None:
    for grid in site.grids:
        area = Area.objects.get(pk=grid.area_id)
        for building in site.buildings:
            if building.grid_id == grid.pk:
                code = f"{site.plan.code}-B{building.number}"
                area.add_child(
                    kind=Area.Kind.BUILDING, name=f"{site.plan.name}{building.number}栋", code=code
                )


def _share(total: int, parts: int, index: int) -> int:
    return total * (index + 1) // parts - total * index // parts


def _shape(kind: str, flats: int) -> tuple[int, int]:
    """Flats per floor and unit, and units."""
    if kind == "urban":
        return (3, 2) if flats > 24 else (2, 2)
    if kind == "industrial_park":
        return (4, 2)
    return (2, 2) if flats > 8 else (2, 1) if flats > 3 else (1, 1)


def _dwellings(site: Site, writer: Writer) -> None:
    plan, rng = site.plan, site.rng
    sizes = (60, 80, 100, 120) if plan.kind != "rural_new_village" else (80, 100, 120, 140)
    for index, building in enumerate(site.buildings):
        flats = _share(plan.flats, plan.buildings, index)
        per_floor, units = _shape(plan.kind, flats)
        for place in range(flats):
            floor, door = divmod(place, per_floor * units)
            unit, room = divmod(door, per_floor)
            built = plan.allocated[0] - timedelta(days=rng.randint(5, 30))
            site.dwellings.append(
                writer[Dwelling].add(
                    **site.entry(built), building_id=building.pk, unit_no=str(unit + 1), room_no=f"{floor + 1}{room + 1:02}",
                    floor=floor + 1, area_m2=rng.choice(sizes), state="unallocated",
                )
            )  # fmt: skip
