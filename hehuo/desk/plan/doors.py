"""The doors of a settlement with what they say on a day, as one reader may see them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hehuo.desk.plan import signs
from hehuo.desk.plan.offers import OUTLINE, Offer, detail_of
from hehuo.desk.plan.signs import Sign
from hehuo.desk.plan.tallies import Pair, Tally, add, tally_of
from hehuo.desk.standing import Moment
from hehuo.measures import registry, runner
from hehuo.org.models import Building, Grid, Settlement
from hehuo.org.scope import scope_of
from hehuo.records.models import Status
from hehuo.residents.models import Dwelling, Household
from hehuo.residents.residence.queries import standing_allocations

HOMELESS, FLOORLESS, ELSEWHERE, UNKNOWN = "homeless", "floorless", "elsewhere", "unknown"
OFF_WORDS = {
    HOMELESS: "还没有分到房屋的户",
    FLOORLESS: "没有楼层或楼栋的房屋",
    ELSEWHERE: "房屋不在图上的户（已销户、房屋已作废或在别处）",
    UNKNOWN: "找不到所属户的",
}
"""Why something is not on the picture."""


@dataclass
class Door:
    """A dwelling: where it is, who holds it, what it says. `met` and `unmet` are the cases told at this door."""

    pk: int
    building_id: int
    unit: str
    room: str
    floor: int
    households: list[int] = field(default_factory=list)
    key: str = signs.EMPTY
    met: int = 0
    unmet: int = 0


@dataclass
class Off:
    """What one reason keeps off the picture: dwellings and households, with their cases."""

    reason: str
    doors: list[Door] = field(default_factory=list)
    households: dict[int, tuple[str, Pair]] = field(default_factory=dict)
    loose: Pair = (0, 0)

    @property
    def word(self) -> str:
        """The reason in words."""
        return OFF_WORDS[self.reason]

    @property
    def cases(self) -> Pair:
        """Met and unmet cases."""
        at_doors = [(door.met, door.unmet) for door in self.doors]
        return add([*at_doors, *(pair for _key, pair in self.households.values()), self.loose])


@dataclass
class Tower:
    """A building with the doors that the reader may see."""

    building: Building
    doors: list[Door] = field(default_factory=list)

    def counts(self) -> Counter[str]:
        """Doors by sign."""
        return Counter(door.key for door in self.doors)


@dataclass
class Picture:
    """Everything that is drawn, counted and listed."""

    place: Settlement
    detail: str
    offer: Offer | None
    signs: tuple[Sign, ...]
    towers: list[Tower]
    off: list[Off] = field(default_factory=list)
    total: Pair = (0, 0)
    whole: bool = True
    """Whether the reader sees the whole settlement, not single grids."""
    numbers: dict[str, int] = field(default_factory=dict)
    """Every building of the settlement by its number, also those that are not drawn."""

    def doors(self) -> Iterable[Door]:
        """Every door on the picture."""
        return (door for tower in self.towers for door in tower.doors)

    def counts(self) -> Counter[str]:
        """Doors by sign."""
        return sum((tower.counts() for tower in self.towers), Counter())

    def grids(self) -> list[tuple[Grid, list[Tower]]]:
        """Buildings by grid, in the order of the grids."""
        found: dict[Grid, list[Tower]] = defaultdict(list)
        for tower in self.towers:
            found[tower.building.grid].append(tower)
        return sorted(found.items(), key=lambda pair: natural(pair[0].code))

    @property
    def doubled(self) -> bool:
        """Whether a household holds two of the doors."""
        held = [home for door in self.doors() for home in door.households]
        return len(held) > len(set(held))

    @property
    def shown(self) -> Pair:
        """Cases told by the doors on the picture."""
        return add((door.met, door.unmet) for door in self.doors())


def natural(text: str) -> tuple[Any, ...]:
    """Numbers inside a text in order of size: 2栋 before 10栋."""
    parts: list[Any] = []
    digits = ""
    for sign in f"{text} ":
        if sign.isdecimal():
            digits += sign
            continue
        if digits:
            parts.append((0, int(digits), ""))
            digits = ""
        parts.append((1, 0, sign))
    return tuple(parts)


def picture_of(place: Settlement, user: Any, moment: Moment, offer: Offer | None, grid: str = "") -> Picture:
    """The picture as the reader may see it; with a grid only its buildings."""
    detail = detail_of(user)
    scope = scope_of(user)
    whole = scope.covers(place.pk)
    built = {b.pk: b for b in Building.objects.filter(settlement=place).select_related("grid")}
    numbers = {building.number: pk for pk, building in built.items()}
    towers = {pk: Tower(b) for pk, b in built.items() if whole or b.grid_id in scope.grid_ids}
    given = signs.MEASURED if offer else signs.OCCUPIED
    if detail == OUTLINE:
        return Picture(place, detail, None, (), _in_grid(towers.values(), grid), whole=whole, numbers=numbers)
    doors = _doors(place, user)
    homes = _households(place, user, moment.as_of, doors)
    picture = Picture(place, detail, offer, given, [], whole=whole, numbers=numbers)
    if offer is not None:
        tally = tally_of(offer.name, place, moment)
        picture.total = tally.total
        off = _tell_measure(doors, homes, tally, whole=whole)
    else:
        off = _tell_occupancy(homes, _occupancy(place, moment))
    lost = Off(FLOORLESS)
    for door in doors.values():
        tower = towers.get(door.building_id)
        if tower is None or door.floor < 1:
            lost.doors.append(door)
        else:
            tower.doors.append(door)
    picture.off = [one for one in (lost, *off) if one.doors or one.households or one.loose != (0, 0)]
    picture.towers = _in_grid(towers.values(), grid)
    return picture


def _in_grid(towers: Iterable[Tower], grid: str) -> list[Tower]:
    found = [tower for tower in towers if not grid or tower.building.grid.code == grid]
    return sorted(found, key=lambda tower: natural(tower.building.number))


def _doors(place: Settlement, user: Any) -> dict[int, Door]:
    rows = Dwelling.objects.visible_to(user).exclude(status=Status.VOID).filter(settlement=place)
    values = rows.order_by("pk").values_list("pk", "building_id", "unit_no", "room_no", "floor")
    return {row[0]: Door(*row) for row in values}


@dataclass
class _Homes:
    """Visible households: doors of those that belong here on the day, those whose doors are not on the picture, all."""

    doors: dict[int, list[Door]] = field(default_factory=dict)
    away: set[int] = field(default_factory=set)
    visible: set[int] = field(default_factory=set)


def _households(place: Settlement, user: Any, day: date, doors: Mapping[int, Door]) -> _Homes:
    """Households of the day; doors learn their holders.

    Allocations say who holds a door on a day; a household without any is where its own row says.
    """
    held: dict[int, list[int]] = {}
    spans = standing_allocations().filter(settlement=place).order_by("pk")
    for home, dwelling, since, until in spans.values_list(
        "household_id", "dwelling_id", "valid_from", "valid_to"
    ):
        mine = held.setdefault(home, [])
        if since <= day and (until is None or until > day):
            mine.append(dwelling)
    found = _Homes()
    rows = Household.objects.visible_to(user).exclude(status=Status.VOID).filter(settlement=place)
    for home, dwelling, exited in rows.order_by("pk").values_list("pk", "dwelling_id", "exited_on"):
        found.visible.add(home)
        if exited is not None and exited <= day:
            continue
        mine = held.get(home, [dwelling] if dwelling else [])
        here = found.doors[home] = [doors[pk] for pk in dict.fromkeys(mine) if pk in doors]
        if mine and not here:
            found.away.add(home)
        for door in here:
            door.households.append(home)
    return found


def _tell_measure(doors: Mapping[int, Door], homes: _Homes, tally: Tally, *, whole: bool) -> list[Off]:
    """Every door says what its cases say; what has no door is gathered by reason. Each case is told once."""
    nothing = signs.NO_DATA if tally.total == (0, 0) else signs.APART
    homeless, elsewhere = Off(HOMELESS), Off(ELSEWHERE)
    for home, pair in tally.households.items():
        mine = homes.doors.get(home)
        if mine:
            mine[0].met, mine[0].unmet = mine[0].met + pair[0], mine[0].unmet + pair[1]
            for door in mine:
                door.key = _worse(door.key, pair)
        elif whole or home in homes.visible:
            lost = elsewhere if mine is None or home in homes.away else homeless
            lost.households[home] = (_worse(signs.EMPTY, pair), pair)
    for pk, pair in tally.dwellings.items():
        if pk in doors:
            doors[pk].met, doors[pk].unmet, doors[pk].key = *pair, _worse(signs.EMPTY, pair)
        elif whole:
            elsewhere.loose = add([elsewhere.loose, pair])
    for door in doors.values():
        if door.key == signs.EMPTY and door.households:
            door.key = nothing
    _add_silent(homes, homeless, elsewhere, nothing)
    return [homeless, elsewhere, *([Off(UNKNOWN, loose=tally.nowhere)] if whole else [])]


def _add_silent(homes: _Homes, homeless: Off, elsewhere: Off, key: str) -> None:
    """Households of the day without a door and without a case are listed too."""
    for home, mine in homes.doors.items():
        lost = elsewhere if home in homes.away else homeless
        if not mine:
            lost.households.setdefault(home, (key, (0, 0)))


def _worse(key: str, pair: Pair) -> str:
    return signs.UNMET if pair[1] or key == signs.UNMET else signs.MET


def _tell_occupancy(homes: _Homes, states: Mapping[int, str]) -> list[Off]:
    """Every door says the most pressing state of its households."""
    order = {sign.key: n for n, sign in enumerate(signs.OCCUPIED)}
    homeless, elsewhere = Off(HOMELESS), Off(ELSEWHERE)
    for home, mine in homes.doors.items():
        key = signs.occupancy_key(states.get(home))
        if not mine:
            (elsewhere if home in homes.away else homeless).households[home] = (key, (0, 0))
        for door in mine:
            door.key = min(door.key, key, key=order.__getitem__)
    return [homeless, elsewhere]


def _occupancy(place: Settlement, moment: Moment) -> dict[int, str]:
    """household → state on the day, as known at the moment."""
    columns = registry.base_relations()["occupancy_spells"].column_names
    home, state, since, until = (
        columns.index(name) for name in ("household_id", "state", "valid_from", "valid_to")
    )
    rows = runner.rows_of(
        "occupancy_spells", parameters={}, settlement_ids=[place.pk], known_at=moment.known_at
    )
    day = moment.as_of
    return {
        row[home]: row[state]
        for row in rows
        if _day(row[since]) <= day and (row[until] is None or _day(row[until]) > day)
    }


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)
