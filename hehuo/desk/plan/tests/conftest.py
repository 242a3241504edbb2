"""The desk's world, and homes behind doors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache

from hehuo.desk.tests import conftest as desk
from hehuo.org.models import Building
from hehuo.residents.households.services import (
    allocate_dwelling,
    hand_over_keys,
    record_move_in,
)
from hehuo.residents.models import Dwelling, Household
from hehuo.residents.residence.services import save_dwelling
from hehuo.residents.tests.homes import make_household

world = desk.world


@pytest.fixture(autouse=True)
def nothing_kept():
    """Tests share keys and version numbers, not data."""
    cache.clear()


def flat(world: Any, room: str, *, building: int = 0, floor: int = 1, unit: str = "1") -> Dwelling:
    """A flat of the building with this turn in the settlement."""
    where = Building.objects.filter(settlement=world.here).order_by("id")[building]
    dwelling = Dwelling(
        settlement=world.here, building=where, unit_no=unit, room_no=room, floor=floor, area_m2="80.00"
    )
    return save_dwelling(dwelling, by=world.committee)


Homes = Callable[..., Household]


@pytest.fixture
def homes(world: Any) -> Homes:
    """A maker of households behind doors; `moved=False` has keys only."""

    def make(
        room: str, *, moved: bool = True, name: str = "王·小二", grid: int = 0, **where: Any
    ) -> Household:
        home = make_household(
            world.here,
            by=world.committee,
            household_no=f"H{grid}{room}",
            head_name=name,
            grid=world.grids[grid],
        )
        allocate_dwelling(
            home, flat(world, room, building=grid, **where), by=world.committee, on=date(2018, 5, 1)
        )
        hand_over_keys(home, by=world.committee, on=date(2018, 6, 1))
        if moved:
            record_move_in(home, by=world.committee, on=date(2018, 6, 20))
        return home

    return make
