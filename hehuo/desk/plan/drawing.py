"""Buildings as drawings: floors are rows, doors are cells, units are groups of columns.

The text is put together here, not in a template: a settlement has thousands of doors. Everything that people entered
passes through `escape`; coordinates are whole numbers made here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from hehuo.desk.plan.doors import Door, Picture, Tower, natural
from hehuo.desk.plan.offers import BLOCKS, DOORS
from hehuo.desk.plan.signs import MEASURED, OCCUPIED, UNMET, Sign

HIGH, STEP, LEFT, TOP, GAP = 24, 26, 26, 34, 10
SQUARE, NARROW, LETTER, PADDING = 26, 36, 7, 21
DARK = frozenset(sign.key for sign in (*MEASURED, *OCCUPIED) if UNMET in (sign.key, sign.ground))
"""Signs on a dark ground: the door number is light."""
MOST_FLOORS = 60
"""Empty floors above this are not drawn: a slip of the pen must not make a picture of kilometres."""


def cell_width(picture: Picture) -> int:
    """Wide enough for the longest door number beside its sign, the same for the whole picture."""
    longest = max((len(door.room) for door in picture.doors()), default=3)
    return SQUARE if picture.detail != DOORS else max(NARROW, PADDING + LETTER * min(longest, 10))


def definitions(given: Sequence[Sign], width: int) -> SafeString:
    """Every sign once, as wide as the cells; doors point to it."""
    parts = [
        '<svg class="plan-signs" width="0" height="0" aria-hidden="true" focusable="false"><defs>'
        '<pattern id="plan-stripes" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<path class="ink" d="M1 0V5"/></pattern>'
        '<pattern id="plan-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">'
        '<path class="faint" d="M0 0V6"/></pattern>'
    ]
    for sign in given:
        parts.append(
            f'<g id="s-{sign.key}" class="sign sign-{sign.ground or sign.key}"><rect class="ground" width="{width}" height="{HIGH}"/>'
            f'<rect class="cover" width="{width}" height="{HIGH}"/>{_mark(sign, width)}</g>'
        )
    return mark_safe("".join([*parts, "</defs></svg>"]))


def _mark(sign: Sign, width: int) -> str:
    """The mark beside the number (in the middle where there is none): a character, or a tick, a cross, a dash."""
    right, middle = width // 2 if width == SQUARE else width - 8, HIGH // 2
    if sign.mark:
        return f'<text class="mark" x="{right}" y="{middle + 4}">{escape(sign.mark)}</text>'
    drawn = {
        "u": f"M{right - 4} {middle - 4}l8 8m0-8l-8 8",
        "m": f"M{right - 4} {middle}l3 4 5-8",
        "n": f"M{right - 3} {middle}h6",
        "q": "",
    }.get(sign.key, "")
    if sign.key == "q":
        return f'<text class="mark" x="{right}" y="{middle + 4}">?</text>'
    return f'<path class="mark" d="{drawn}"/>' if drawn else ""


def draw(tower: Tower, picture: Picture, width: int) -> SafeString:
    """One building."""
    if picture.detail == DOORS:
        return _with_doors(tower, picture, width)
    return _block(tower, picture, width) if picture.detail == BLOCKS else _walls(tower)


def words_of(tower: Tower, given: Sequence[Sign]) -> str:
    """What the drawing says, in words."""
    counts = tower.counts()
    told = "，".join(f"{sign.word} {counts[sign.key]}" for sign in given if counts[sign.key])
    return f"{tower.building}：{told or '没有登记房屋'}"


def _opening(tower: Tower, words: str, wide: int, high: int, role: str) -> str:
    mark = f"t-{tower.building.pk}"
    return (
        f'<svg class="tower" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" role="{role}" aria-labelledby="{mark}">'
        f'<title id="{mark}">{escape(words)}</title>'
    )


def _columns(doors: Sequence[Door]) -> tuple[dict[int, int], int]:
    """Column of every door of a unit: by what follows the floor in its number, else by its turn on the floor."""
    tails = {door.pk: _tail(door) for door in doors}
    order = sorted(set(tails.values()), key=natural)
    by_floor = defaultdict(list)
    for door in sorted(doors, key=lambda door: natural(door.room)):
        by_floor[door.floor].append(door)
    fullest = max(map(len, by_floor.values()))
    alone = all(len({tails[door.pk] for door in row}) == len(row) for row in by_floor.values())
    if alone and len(order) <= fullest + 2:
        return {pk: order.index(tail) for pk, tail in tails.items()}, len(order)
    return {door.pk: n for row in by_floor.values() for n, door in enumerate(row)}, fullest


def _tail(door: Door) -> str:
    floor = str(door.floor)
    return door.room[len(floor) :] if door.room.startswith(floor) else door.room


def _levels(tower: Tower) -> list[int]:
    """Floors from the top down: those of the building, and any other that has a door."""
    built = range(1, min(tower.building.floors, MOST_FLOORS) + 1)
    return sorted({*built, *(door.floor for door in tower.doors)}, reverse=True)


def _with_doors(tower: Tower, picture: Picture, width: int) -> SafeString:
    words = {sign.key: sign.word for sign in picture.signs}
    levels = _levels(tower)
    rows = {floor: TOP + n * STEP for n, floor in enumerate(levels)}
    parts, left = [], LEFT
    ordered = sorted(tower.doors, key=lambda door: (natural(door.unit), -door.floor, natural(door.room)))
    for unit, group in groupby(ordered, key=lambda door: door.unit):
        doors = list(group)
        columns, count = _columns(doors)
        name = escape(f"{unit}单元")
        parts.append(
            f'<text class="unit" x="{left + count * (width + 2) // 2 - 1}" y="{TOP - 8}">{name}</text>'
        )
        parts.append(f'<g role="group" aria-label="{name}">')
        parts += [
            _cell(door, words, left + columns[door.pk] * (width + 2), rows[door.floor], width)
            for door in doors
        ]
        parts.append("</g>")
        left += count * (width + 2) + GAP
    wide, high = max(left - GAP + 6, 120), TOP + len(levels) * STEP + 4
    floors = "".join(
        f'<text class="floor" x="{LEFT - 8}" y="{y + 16}">{floor}</text>' for floor, y in rows.items()
    )
    text = _opening(tower, words_of(tower, picture.signs), wide, high, "group") + _house(wide, high, LEFT - 4)
    return mark_safe(f"{text}{floors}{''.join(parts)}</svg>")


def _cell(door: Door, words: dict[str, str], x: int, y: int, width: int) -> str:
    """A door: to its household when there is one, else to the dwelling."""
    name, pk = (
        ("households-detail", door.households[0])
        if len(door.households) == 1
        else ("dwellings-detail", door.pk)
    )
    room = escape(door.room)
    dark = ' class="dark"' if door.key in DARK else ""
    return (
        f'<a href="{_address(name)}{pk}/"{dark} aria-label="{room}，{words[door.key]}"><use href="#s-{door.key}" x="{x}" y="{y}"/>'
        f'<text x="{x + 4}" y="{y + 16}">{room}</text></a>'
    )


def _address(name: str) -> str:
    """Address of a page of a record without its key; asked once, not for every door."""
    if name not in _addresses:
        _addresses[name] = reverse(name, kwargs={"pk": 0}).removesuffix("0/")
    return _addresses[name]


_addresses: dict[str, str] = {}


def _house(wide: int, high: int, left: int) -> str:
    """Roof and ground."""
    return (
        f'<path class="roof" d="M{left} 14L{left + 8} 4H{wide - 10}L{wide - 2} 14z"/>'
        f'<path class="wall" d="M{left} 14V{high - 2}H{wide - 2}V14"/>'
    )


def _block(tower: Tower, picture: Picture, width: int) -> SafeString:
    """Doors without number or place, sorted by what they say: counts can be seen, homes cannot be found."""
    order = {sign.key: n for n, sign in enumerate(picture.signs)}
    keys = sorted((door.key for door in tower.doors), key=order.__getitem__)
    across = max(3, min(6, -(-len(keys) // max(tower.building.floors, 1))))
    wide, lines = across * (width + 2) + 16, -(-len(keys) // across)
    high = 22 + max(lines, 1) * STEP + 4
    cells = "".join(
        f'<use href="#s-{key}" x="{8 + n % across * (width + 2)}" y="{22 + n // across * STEP}"/>'
        for n, key in enumerate(keys)
    )
    text = _opening(tower, words_of(tower, picture.signs), wide, high, "img") + _house(wide, high, 2)
    return mark_safe(f"{text}{cells}</svg>")


def _walls(tower: Tower) -> SafeString:
    """A building from outside: floors as lines, nothing of who lives there."""
    floors = min(tower.building.floors, MOST_FLOORS)
    wide, high = 120, 22 + floors * 10
    lines = "".join(f'<path class="line" d="M10 {20 + n * 10}H{wide - 10}"/>' for n in range(floors))
    words = f"{tower.building}：{tower.building.floors} 层，{tower.building.units} 个单元"
    text = _opening(tower, words, wide, high, "img") + _house(wide, high, 2)
    return mark_safe(f"{text}{lines}</svg>")
