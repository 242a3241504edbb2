"""The list of scorecards costs the same for more settlements."""

import pytest

from hehuo.desk.tests.conftest import browser, somebody
from hehuo.kit.testing.world import make_settlement
from hehuo.org.roles import Role

pytestmark = pytest.mark.django_db
QUERIES = 11


def test_the_list_costs_the_same_for_more_settlements(world, django_assert_num_queries):
    client = browser(somebody(world, Role.CITY_OFFICE))
    client.get("/scorecards/")
    with django_assert_num_queries(QUERIES):
        client.get("/scorecards/")
    for number in range(3):
        make_settlement(world.here.county, f"S9{number}", f"新点{number}")
    client.get("/scorecards/")
    with django_assert_num_queries(QUERIES):
        assert "新点2" in client.get("/scorecards/").content.decode()
