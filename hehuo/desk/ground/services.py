"""Check a workbook of places against what is registered, and register it: all of it or nothing."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from hehuo.audit import trail
from hehuo.desk.accounts.queries import is_administrator
from hehuo.desk.ground.sheets import Line, Trouble, read_sheets
from hehuo.org.codes import free_code
from hehuo.org.models import Area, Building, Community, Grid, Settlement, SettlementArea
from hehuo.org.units_of_creation import allocate_creation_unit, threshold_on

FIGURES = (
    "name", "kind", "project_years", "planned_households", "planned_persons", "dwellings_built", "first_move_in_on", "all_keys_on",
)  # fmt: skip
"""What a later workbook may change of a settlement; where it lies it may not."""


@dataclass
class Plan:
    """A checked workbook: what is new, what changes, what is wrong."""

    settlements: list[Line] = field(default_factory=list)
    changed: list[Line] = field(default_factory=list)
    grids: list[Line] = field(default_factory=list)
    buildings: list[Line] = field(default_factory=list)
    rebuilt: list[Line] = field(default_factory=list)
    unchanged: int = 0
    troubles: list[Trouble] = field(default_factory=list)

    @property
    def summary(self) -> str:
        """One line for people."""
        told = f"新增安置点 {len(self.settlements)} 个、网格 {len(self.grids)} 个、楼栋 {len(self.buildings)} 栋；"
        return f"{told}改动 {len(self.changed) + len(self.rebuilt)} 行，无变化 {self.unchanged} 行。"

    @property
    def empty(self) -> bool:
        """Whether there is nothing to write."""
        return not (self.settlements or self.changed or self.grids or self.buildings or self.rebuilt)


class Checking:
    """One pass over the three sheets; cells that are wrong were told already and are passed over."""

    def __init__(self, lines: dict[str, list[Line]], plan: Plan) -> None:
        self.lines, self.plan = lines, plan
        self.known = {place.code: place for place in Settlement.objects.select_related("area", "county")}
        self.counties = {
            word: area
            for area in Area.objects.filter(kind=Area.Kind.COUNTY)
            for word in (area.name, area.code)
        }
        self.taken = set(Area.objects.exclude(kind=Area.Kind.SETTLEMENT).values_list("code", flat=True))
        self.towns = {area.path: area.name for area in Area.objects.filter(kind=Area.Kind.TOWNSHIP)}
        self.grids = {(grid.settlement.code, grid.name) for grid in Grid.objects.select_related("settlement")}
        self.built = {
            (b.settlement.code, b.number): b for b in Building.objects.select_related("settlement", "grid")
        }

    def wrong(self, sheet: str, line: Line, column: str, remedy: str) -> None:
        """One trouble more."""
        self.plan.troubles.append(Trouble(sheet, line.number, column, remedy))

    def once(self, sheet: str, column: str, *fields: str) -> list[Line]:
        """Lines whose key is whole; a key that comes twice is told at its second line."""
        seen: Counter = Counter()
        found = []
        for line in self.lines[sheet]:
            key = tuple(line.values.get(name) for name in fields)
            if None in key:
                continue
            seen[key] += 1
            if seen[key] > 1:
                self.wrong(sheet, line, column, "这一行和前面的重复，请留一行。")
            else:
                found.append(line)
        return found

    def settlements(self) -> None:
        """Sheet 安置点."""
        for line in self.once("安置点", "安置点编号", "code"):
            told = line.values
            county = self.counties.get(told.get("county", ""))
            if "county" in told and county is None:
                names = "、".join(dict.fromkeys(area.name for area in self.counties.values()))
                self.wrong("安置点", line, "县级单位", f"没有“{told['county']}”。只能填：{names}。")
            if (
                told.get("planned_persons", 0) < told.get("planned_households", 0)
                and "planned_persons" in told
            ):
                self.wrong("安置点", line, "规划人数", "人数少于户数，请核对。")
            self._size(line)
            place = self.known.get(told["code"])
            if told["code"] in self.taken:
                self.wrong("安置点", line, "安置点编号", "这个编号是区划或网格的编号，请换一个。")
            elif place is None:
                self.plan.settlements.append(line)
            elif self._moved(line, place, county):
                continue
            elif any(name in told and told[name] != getattr(place, name) for name in FIGURES):
                self.plan.changed.append(line)
            else:
                self.plan.unchanged += 1

    def _size(self, line: Line) -> None:
        """Small settlements create with their host, which must be named; others have communities of their own."""
        told, least = line.values, threshold_on(timezone.localdate())
        if told.get("planned_households", least) < least and not told.get("host_village"):
            self.wrong(
                "安置点", line, "迁入地村（居）", f"不足 {least} 户的融入迁入地村（居）创建，请填它的名称。"
            )
        elif not told.get("host_village") and not told.get("communities"):
            self.wrong("安置点", line, "社区", "请填社区名称；还没有成立社区的，填迁入地村（居）。")

    def _moved(self, line: Line, place: Settlement, county: Area | None) -> bool:
        town = self.towns.get(place.area.path[: -Area.steplen], "")
        if county is not None and county.pk != place.county_id:
            self.wrong(
                "安置点",
                line,
                "县级单位",
                f"这个编号已登记在{place.county.name}，不能从表格改。编号写错的，请改编号。",
            )
            return True
        if line.values.get("township", town) != town:
            self.wrong("安置点", line, "乡镇（街道）", f"这个安置点已登记在“{town}”，不能从表格改。")
            return True
        return False

    def parts(self) -> None:
        """Sheets 网格 and 楼栋."""
        places = set(self.known) | {line.values["code"] for line in self.plan.settlements}
        for line in self.once("网格", "网格名称", "settlement", "name"):
            key = (line.values["settlement"], line.values["name"])
            if key[0] not in places:
                self.wrong("网格", line, "安置点编号", f"没有编号 {key[0]} 的安置点，请先在“安置点”表里填。")
            elif key in self.grids:
                self.plan.unchanged += 1
            else:
                self.plan.grids.append(line)
        grids = self.grids | {(one.values["settlement"], one.values["name"]) for one in self.plan.grids}
        for line in self.once("楼栋", "栋号", "settlement", "number"):
            self._building(line, places, grids)

    def _building(self, line: Line, places: set[str], grids: set[tuple[str, str]]) -> None:
        told = line.values
        here = told["settlement"]
        known = self.built.get((here, told["number"]))
        if here not in places:
            self.wrong("楼栋", line, "安置点编号", f"没有编号 {here} 的安置点，请先在“安置点”表里填。")
        elif "grid" in told and (here, told["grid"]) not in grids:
            self.wrong(
                "楼栋", line, "网格名称", f"{here} 没有网格“{told['grid']}”，请先在“网格”表里填，名称要一样。"
            )
        elif known is None:
            self.plan.buildings.append(line)
        elif told.get("grid", known.grid.name) != known.grid.name:
            self.wrong(
                "楼栋", line, "网格名称", f"{known} 已在“{known.grid.name}”，住户跟着网格走，不能从表格改。"
            )
        elif any(
            told.get(name, getattr(known, name)) != getattr(known, name) for name in ("floors", "units")
        ):
            self.plan.rebuilt.append(line)
        else:
            self.plan.unchanged += 1


def check_places(content: bytes, name: str) -> Plan:
    """What registering this workbook would do; `Refused` when the file is none of ours."""
    lines, troubles = read_sheets(content, name)
    plan = Plan(troubles=troubles)
    checking = Checking(lines, plan)
    checking.settlements()
    checking.parts()
    order = {"安置点": 0, "网格": 1, "楼栋": 2}
    plan.troubles.sort(key=lambda one: (order[one.sheet], one.row))
    return plan


@transaction.atomic
def register_places(content: bytes, name: str, *, by: Any) -> Plan:
    """Register a workbook without troubles; with troubles nothing is written. `by` is an administrator."""
    if not is_administrator(by):
        raise PermissionDenied("地点由系统管理员登记。")
    plan = check_places(content, name)
    if plan.troubles or plan.empty:
        return plan
    for line in plan.settlements:
        _create_settlement(line.values)
    for line in plan.changed:
        _change_settlement(line.values)
    for line in plan.grids:
        _create_grid(line.values)
    for line in plan.buildings:
        _create_building(line.values)
    for line in plan.rebuilt:
        told = line.values
        Building.objects.filter(settlement__code=told["settlement"], number=told["number"]).update(
            floors=told["floors"], units=told["units"]
        )
    counts = {
        "settlements": len(plan.settlements),
        "grids": len(plan.grids),
        "buildings": len(plan.buildings),
    }
    digest = hashlib.sha256(content).hexdigest()
    data = {
        **counts,
        "changed": len(plan.changed) + len(plan.rebuilt),
        "sha256": digest,
        "reason": plan.summary,
    }
    trail.record("register_places", by=by, data=data)
    return plan


def _child(parent_id: int, kind: str, name: str, code: str) -> Area:
    """A node below another; read anew, because a tree forgets what was added beside it."""
    return Area.objects.get(pk=parent_id).add_child(kind=kind, name=name, code=code)


def _township(county: Area, name: str) -> Area:
    found = county.get_children().filter(kind=Area.Kind.TOWNSHIP, name=name).first()
    if found:
        return found
    return _child(county.pk, Area.Kind.TOWNSHIP, name, free_code(Area, f"{county.code}T", 3))


def _create_settlement(told: dict[str, Any]) -> None:
    named = Area.objects.filter(kind=Area.Kind.COUNTY)
    county = named.filter(name=told["county"]).first() or named.get(code=told["county"])
    area = _child(_township(county, told["township"]).pk, Area.Kind.SETTLEMENT, told["name"], told["code"])
    zone_name = told.get("zone") or told["name"]
    zone, _ = SettlementArea.objects.get_or_create(
        name=zone_name, county=county, defaults={"code": f"SA-{told['code']}"}
    )
    place = Settlement.objects.create(
        code=told["code"], area=area, county=county, settlement_area=zone, division_code=county.code,
        host_village=told.get("host_village", ""), **{name: told[name] for name in FIGURES if name in told},
    )  # fmt: skip
    for number, name in enumerate(told.get("communities", ()), 1):
        _community(f"{place.code}-C{number}", name, place)
    if place.host_village:
        _community(f"{place.code}-H", place.host_village, place, is_host=True)
    allocate_creation_unit(place, place.planned_households, timezone.localdate())


def _community(code: str, name: str, place: Settlement, *, is_host: bool = False) -> None:
    """A community that already holds another settlement of the same township is the same one."""
    beside = Area.objects.get(pk=place.area_id).get_parent()
    known = Community.objects.filter(
        name=name, is_host=is_host, settlements__area__path__startswith=beside.path
    ).first()
    found = known or Community.objects.create(code=code, name=name, is_host=is_host)
    found.settlements.add(place)


def _change_settlement(told: dict[str, Any]) -> None:
    place = Settlement.objects.get(code=told["code"])
    for name in FIGURES:
        if name in told:
            setattr(place, name, told[name])
    place.save()
    Area.objects.filter(pk=place.area_id).update(name=place.name)


def _create_grid(told: dict[str, Any]) -> None:
    place = Settlement.objects.get(code=told["settlement"])
    code = free_code(Area, f"{place.code}-G")
    area = _child(place.area_id, Area.Kind.GRID, told["name"], code)
    Grid.objects.create(
        area=area, settlement=place, code=code, name=told["name"], valid_from=told["valid_from"]
    )


def _create_building(told: dict[str, Any]) -> None:
    grid = Grid.objects.select_related("settlement").get(
        settlement__code=told["settlement"], name=told["grid"]
    )
    place = grid.settlement
    _child(
        grid.area_id, Area.Kind.BUILDING, f"{place.name}{told['number']}栋", f"B{place.pk}-{told['number']}"
    )
    Building.objects.create(
        settlement=place, grid=grid, number=told["number"], floors=told["floors"], units=told["units"]
    )
