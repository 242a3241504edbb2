"""A settlement with a published edition, and somebody in every role."""

from __future__ import annotations

import pytest
from django.test import Client

from hehuo.assessment.editions import install_shipped
from hehuo.kit.testing.world import World, build_world, make_user
from hehuo.org.models import User
from hehuo.org.roles import Role

COUNTY = {Role.COUNTY_HQ, Role.COUNTY_REVIEWER, Role.COUNTY_BUREAU, Role.TOWNSHIP}
CITY = {
    Role.CITY_LEADER, Role.CITY_OFFICE, Role.INSPECTOR, Role.CITY_BUREAU, Role.CITY_FINANCE, Role.AUDITOR, Role.DPO,
    Role.SYSADMIN,
}  # fmt: skip


@pytest.fixture
def world(db) -> World:
    """Two counties, settlements, the fixed cast, the shipped editions."""
    world = build_world()
    install_shipped()
    return world


def somebody(world: World, role: Role) -> User:
    """A person in a role, in the area where that role works."""
    if role == Role.GRID_MEMBER:
        area = world.grids[0].area
    else:
        area = world.city if role in CITY else world.here.county if role in COUNTY else world.here.area
    return make_user(str(role.label), role, area)


def browser(user: User) -> Client:
    """A signed-in browser."""
    client = Client()
    client.force_login(user)
    return client
