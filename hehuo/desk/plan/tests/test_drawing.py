"""Drawings of buildings, places in words, the site map: pure functions."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from hehuo.desk.plan import signs
from hehuo.desk.plan.doors import Door, Picture, Tower, natural
from hehuo.desk.plan.drawing import definitions, draw
from hehuo.desk.plan.layers import building_in
from hehuo.desk.plan.offers import BLOCKS, DOORS
from hehuo.desk.plan.site import EDGE, HIGH, WIDE, Spot, site_map
from hehuo.org.models import Building, Settlement


def tower(doors, floors=3, number="7"):
    return Tower(Building(pk=1, number=number, floors=floors, units=1), doors)


def picture(detail, *towers):
    return Picture(Settlement(), detail, None, signs.MEASURED, list(towers))


def cells(text):
    return {
        room: (int(x), int(y), key)
        for room, key, x, y in re.findall(
            r'aria-label="([^"]+?)，[^"]+"><use href="#s-(\w)" x="(\d+)" y="(\d+)"', text
        )
    }


def test_floors_are_rows_and_rooms_are_columns():
    doors = [
        Door(n, 1, "1", room, int(room[0]), key=signs.MET)
        for n, room in enumerate(("101", "103", "202", "301"))
    ]
    block = tower(doors)
    found = cells(draw(block, picture(DOORS, block), 42))
    assert found["301"][1] < found["202"][1] < found["101"][1] == found["103"][1]
    assert found["101"][0] == found["301"][0] < found["202"][0] < found["103"][0]


def test_rooms_without_a_system_stand_side_by_side():
    doors = [Door(n, 1, "1", room, 1 + n % 2) for n, room in enumerate("甲乙丙丁戊己庚辛")]
    block = tower(doors)
    found = cells(draw(block, picture(DOORS, block), 42))
    assert len({(x, y) for x, y, _key in found.values()}) == 8
    assert len({x for x, _y, _key in found.values()}) == 4


def test_units_are_groups_of_columns():
    block = tower([Door(1, 1, "1", "101", 1), Door(2, 1, "2", "101", 1), Door(3, 1, "10", "101", 1)])
    text = draw(block, picture(DOORS, block), 42)
    assert re.findall(r'<g role="group" aria-label="([^"]+)"', text) == ["1单元", "2单元", "10单元"]
    assert text.startswith("<svg") and text.endswith("</svg>")


def test_blocks_tell_counts_and_no_place():
    doors = [Door(1, 1, "1", "301", 3, [9], signs.MET), Door(2, 1, "1", "101", 1, [8], signs.UNMET)]
    block = tower(doors)
    text = draw(block, picture(BLOCKS, block), 36)
    assert re.findall(r'#s-(\w)"', text) == [signs.UNMET, signs.MET]
    assert "301" not in text and 'href="/' not in text
    assert "7栋：未达标 1，达标 1" in text


@pytest.mark.parametrize("given", [signs.MEASURED, signs.OCCUPIED])
def test_no_two_signs_look_alike_without_colour(given):
    drawn = re.findall(
        r'<g id="s-([\w-]+)" class="[^"]*"><rect[^>]*/><rect[^>]*/>(.*?)</g>', definitions(given, 40)
    )
    assert [key for key, _mark in drawn] == [sign.key for sign in given]
    assert len({mark for _key, mark in drawn}) == len(given)


def test_every_occupancy_state_has_a_sign():
    from hehuo.residents.models import OccupancySpell

    keys = {sign.key for sign in signs.OCCUPIED}
    assert {signs.occupancy_key(state) for state in OccupancySpell.State.values} <= keys
    assert signs.occupancy_key(None) == signs.NO_DATA


def test_numbers_in_order_of_size():
    assert sorted(["10", "2", "A1", "1"], key=natural) == ["1", "2", "10", "A1"]


@pytest.mark.parametrize(
    ("text", "found"),
    [("12栋旁", 3), ("小区2幢一层", 2), ("2号楼底商", 2), ("112栋", None), ("广场", None), ("第2网格", None), ("A3栋", 4)],
)  # fmt: skip
def test_the_building_in_a_place(text, found):
    assert building_in(text, {"2": 2, "12": 3, "A3": 4}) == found


def spot(name):
    return Spot("stops", name, "", "")


def test_the_map_is_to_scale_and_north_is_up():
    drawn = site_map([(spot("南"), 26.5, 104.8), (spot("北"), 26.51, 104.8), (spot("东"), 26.5, 104.81)])
    by_name = {point.spot.name: point for point in drawn.points}
    assert by_name["北"].y < by_name["南"].y
    assert by_name["东"].x > by_name["南"].x
    metres_a_unit = drawn.metres / drawn.bar
    assert (by_name["南"].y - by_name["北"].y) * metres_a_unit == pytest.approx(1106, rel=0.03)
    assert (by_name["东"].x - by_name["南"].x) * metres_a_unit == pytest.approx(996, rel=0.03)


@pytest.mark.parametrize("places", [1, 2, 30])
def test_points_stay_in_the_frame(places):
    drawn = site_map([(spot(str(n)), 26.5 + n % 3 * 0.0001, 104.8) for n in range(places)])
    assert all(EDGE <= point.x <= WIDE - EDGE and EDGE <= point.y <= HIGH - EDGE for point in drawn.points)
    assert 0 < drawn.bar <= 140


def house(pk, lat, lon):
    return SimpleNamespace(pk=pk, number=str(pk), lat=lat, lon=lon)


def test_houses_set_the_scale_and_a_far_stop_stands_at_the_edge():
    houses = [house(1, 26.5, 104.8), house(2, 26.501, 104.801), house(3, None, None)]
    gate = SimpleNamespace(lat=26.4995, lon=104.8)
    stops = [(spot("门口"), 26.4993, 104.8), (spot("客运站"), 26.55, 104.85)]
    drawn = site_map(
        stops, houses, gate, {1: [Spot("shops", "超市", "", ""), Spot("facilities", "路灯", "", "")]}
    )
    assert [(block.pk, block.shops, block.facilities) for block in drawn.blocks] == [(1, 1, 1), (2, 0, 0)]
    assert drawn.blocks[0].word == "1栋（1 处网点、1 处设施）"
    metres_a_unit = drawn.metres / drawn.bar
    assert (drawn.blocks[0].y - drawn.blocks[1].y) * metres_a_unit == pytest.approx(111, rel=0.05)
    assert drawn.gate[1] > drawn.blocks[0].y
    assert {point.spot.name: point.far for point in drawn.points} == {"门口": False, "客运站": True}
    assert all(0 < point.x < WIDE and 0 < point.y < HIGH for point in drawn.points)


def test_there_is_no_map_without_coordinates():
    assert site_map([], [house(1, None, None)], SimpleNamespace(lat=None, lon=None)) is None
