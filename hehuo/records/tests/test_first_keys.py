"""First keys of many tables in one question: each part keeps its own order, limit and conditions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hehuo.org.models import Grid, Settlement, User
from hehuo.records import first_keys as module
from hehuo.records.first_keys import first_keys

pytestmark = [pytest.mark.django_db, pytest.mark.db_portable]


@pytest.fixture
def asked(world):
    return {
        "users": User.objects.order_by("-pk"),
        "places": Settlement.objects.filter(name__contains="家园").order_by("pk"),
        "nothing": Settlement.objects.filter(name="查无"),
        "never": Settlement.objects.none(),
        "grids": Grid.objects.exclude(settlement=world.there).select_related("settlement").order_by("name"),
    }


def test_every_part_has_its_own_order_limit_and_conditions(world, asked):
    newest = list(User.objects.order_by("-pk").values_list("pk", flat=True)[:2])
    found = first_keys(asked, 2)
    assert list(found) == ["users", "places", "grids"], "in the order asked, without those that have none"
    assert set(found["users"]) == set(newest)
    assert found["places"] == [world.here.pk]
    assert set(found["grids"]) == {grid.pk for grid in world.grids}


def test_it_is_one_question_and_more_only_for_many_parts(asked, monkeypatch):
    with CaptureQueriesContext(connection) as seen:
        whole = first_keys(asked, 3)
    assert len(seen) == 1
    monkeypatch.setattr(module, "AT_ONCE", 2)
    with CaptureQueriesContext(connection) as seen:
        assert first_keys(asked, 3) == whole
    assert len(seen) == 3


def test_nothing_is_asked_for_nothing(asked):
    with CaptureQueriesContext(connection) as seen:
        assert first_keys({}, 3) == first_keys({"never": asked["never"]}, 3) == {}
    assert len(seen) == 0
