"""`hehuo rehearse` as a program and a person see it."""

import pytest

from hehuo.assessment.editions import install_shipped
from hehuo.kit.testing.world import build_world
from hehuo.org.models import CreationUnit

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(db):
    """One creation unit and the shipped editions."""
    world = build_world()
    install_shipped()
    unit = CreationUnit.objects.create(
        code="U1", name="幸福家园", kind="settlement", county=world.here.county
    )
    unit.settlements.set([world.here])
    return unit


def test_json_tells_both_sides(hehuo, unit):
    found = hehuo.json(
        "rehearse", "--edition", "LPS-2018-R", "--as-of", "2019-12-31", "--total", "0", "--section-min", "0"
    )
    assert (found["was"]["edition"], found["tried"]["edition"]) == ("LPS-2018", "LPS-2018-R")
    assert (found["was"]["passing"], found["tried"]["passing"]) == (0, 1)
    assert found["units"][0]["unit"] == "U1" and found["units"][0]["verdict"] == "up"


def test_people_see_a_table_and_clear_refusals(hehuo, unit):
    assert "幸福家园" in hehuo("rehearse", "--as-of", "2019-12-31")
    assert hehuo.refused("rehearse", "--scheme", "7") == "没有第 7 版奖补办法。"
    assert hehuo.refused("rehearse", "--total", "很多") == "“很多”不是分数，请写成 80 或 80.5。"
    assert "没有版本 X" in hehuo.refused("rehearse", "--edition", "X")
