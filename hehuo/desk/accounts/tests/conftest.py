"""A small world with two administrators."""

from __future__ import annotations

import pytest
from django.test import Client

from hehuo.kit.testing.world import World, build_world, make_user
from hehuo.org.models import Area, User
from hehuo.org.roles import Role


@pytest.fixture
def world(db) -> World:
    """Two counties, a settlement in each, a township, two administrators."""
    world = build_world()
    world.administrator = make_user("管理员甲", Role.SYSADMIN, world.city)
    world.second = make_user("管理员乙", Role.SYSADMIN, world.city)
    county = Area.objects.get(pk=world.here.county_id)
    world.township = county.add_child(kind=Area.Kind.TOWNSHIP, name="杉林镇", code="T001")
    return world


def browser(user: User) -> Client:
    """A signed-in browser."""
    client = Client()
    client.force_login(user)
    return client
