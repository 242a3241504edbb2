"""What is put back is what would have been built: every row, every object, and nothing of an earlier test."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from hehuo.kit.testing import world as worlds
from hehuo.kit.testing.remembered import remembered
from hehuo.org.models import Area, User

build = worlds.build_world.__wrapped__
pytestmark = [pytest.mark.django_db, pytest.mark.db_portable]
DIFFERS = {"password", "date_joined"}
"""A random word that opens nothing, and the moment."""


def rows() -> dict[str, list[dict]]:
    """Every row of every table that has one."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'select * from "{table}"')
            names = [column[0] for column in cursor.description]
            made = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
            if made:
                found[table] = [{k: v for k, v in row.items() if k not in DIFFERS} for row in made]
    return found


def undone(action):
    """The answer of something that leaves nothing behind."""
    with transaction.atomic():
        answer = action()
        transaction.set_rollback(True)
    return answer


def looked_at(again):
    """The world and all rows that it left."""
    return undone(lambda: (again(), rows()))


def without_keys(found: dict[str, list[dict]]) -> dict[str, list[dict]]:
    """PostgreSQL never hands out a key twice: rows without their keys."""
    return {
        table: [{k: v for k, v in row.items() if k != "id" and not k.endswith("_id")} for row in made]
        for table, made in found.items()
    }


def test_rows_and_objects_are_put_back():
    fast = remembered(build)
    first, made = looked_at(fast)
    for _ in range(2):
        again, found = looked_at(fast)
        assert found == made
        assert again.cast() == first.cast()
        assert all(again.cast()[name] is not user for name, user in first.cast().items())
    assert without_keys(looked_at(build)[1]) == without_keys(made)


def test_what_a_test_does_to_its_world_is_not_seen_by_the_next():
    fast = remembered(build)
    undone(fast)

    def spoilt():
        world = fast()
        world.secretary.full_name = world.here.name = "改"
        world.secretary.save()
        world.here.save()
        return world

    undone(spoilt)
    world = fast()
    world.here.refresh_from_db()
    assert (world.secretary.full_name, world.here.name) == ("社区书记", "幸福家园")


def test_rows_that_are_there_before_are_left_alone():
    fast = remembered(build)
    undone(fast)
    before = User.objects.create_user(username="before", full_name="早先")
    world = fast()
    assert User.objects.filter(pk=before.pk).get() == before
    assert User.objects.count() == 1 + len(world.cast())
    assert len({user.pk for user in User.objects.all()}) == User.objects.count()
    assert Area.objects.filter(code="520200").count() == 1


def test_the_next_rows_get_keys_of_their_own():
    fast = remembered(build)
    undone(fast)
    world = fast()
    grid = worlds.make_grid(world.here, 9)
    assert grid.area.get_parent() == world.here.area
    assert Area.objects.get(pk=world.here.area.pk).numchild == 3
    assert worlds.make_user("新来", "committee", world.here.area).pk not in {
        u.pk for u in world.cast().values()
    }


def test_another_argument_is_another_world():
    fast = remembered(lambda name: User.objects.create_user(username=name))
    assert [undone(lambda name=name: fast(name)).username for name in ("a", "b", "a")] == ["a", "b", "a"]
