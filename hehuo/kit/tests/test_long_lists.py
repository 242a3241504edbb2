"""A list that is too long to be counted, sorted by every column or turned to its end says so, and shows the right rows all the same."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hehuo.kit import listing
from hehuo.kit.testing.world import make_grid, make_settlement, make_user
from hehuo.kit.tests.ledgers import HouseholdLedger
from hehuo.org.roles import Role
from hehuo.records.writing import save_record
from hehuo.residents.models import Household

pytestmark = [pytest.mark.django_db, pytest.mark.urls("hehuo.kit.tests.urls"), pytest.mark.db_portable]


def household(settlement, number, by, grid=None, members=1):
    return save_record(
        Household(
            settlement=settlement, household_no=f"H{number}", head_name="张小明", household_class="local", grid=grid,
            member_count_at_allocation=members, moved_in_on=date(2020, 1, members),
        ), by=by,
    )  # fmt: skip


@pytest.fixture
def homes(world, monkeypatch):
    """Six households of two settlements in one county, in turns; the days of moving in stand in no index."""
    monkeypatch.setattr(HouseholdLedger, "columns", (*HouseholdLedger.columns, "moved_in_on"))
    other = make_settlement(world.here.county, "S003", "和顺家园")
    neighbour = make_user("邻社区", Role.COMMITTEE, other.area)
    grids = [world.grids[1], make_grid(other, 1), world.grids[0]]
    found = []
    for number in range(6):
        place, by = ((world.here, world.committee), (other, neighbour))[number % 2]
        grid = grids[number % 2] if number < 4 else (grids[2] if number % 2 == 0 else grids[1])
        found.append(household(place, number, by, grid, members=6 - number))
    return found


def shown(client, user, **query):
    client.force_login(user)
    return client.get(HouseholdLedger.url("list"), query)


def numbers(answer):
    return [row.household_no for row in answer.context["page"].rows]


def sorting(answer):
    return {column.path for column in answer.context["table"].columns if column.orderable}


@pytest.fixture
def short_limits(monkeypatch):
    """Four rows are too many."""
    monkeypatch.setattr(listing, "COUNT_UP_TO", 4)


def test_a_list_within_the_limit_sorts_by_every_column(world, homes, client):
    answer = shown(client, world.county_reviewer, sort="moved_in_on")
    assert numbers(answer) == ["H5", "H4", "H3", "H2", "H1", "H0"]
    assert {"moved_in_on", "grid", "household_no"} <= sorting(answer)
    assert "只有带链接的列能排序" not in answer.content.decode()
    assert answer.context["totals"]["member_count_at_allocation"] == 21


def test_a_longer_one_keeps_the_columns_of_its_index_and_says_so(world, homes, client, short_limits):
    answer = shown(client, world.secretary, sort="household_no")
    assert "只有带链接的列能排序" not in answer.content.decode()
    answer = shown(client, world.county_reviewer, sort="household_no")
    assert numbers(answer) == ["H0", "H1", "H2", "H3", "H4", "H5"]
    assert sorting(answer) == {
        "settlement", "household_no", "grid", "member_count_at_allocation", "status",
    }  # fmt: skip
    assert "只有带链接的列能排序" in answer.content.decode()


def test_another_order_is_refused_and_not_marked(world, homes, client, short_limits):
    answer = shown(client, world.county_reviewer, sort="phone")
    assert not sorting(answer) & {"phone"}
    answer = shown(client, world.county_reviewer, sort="-moved_in_on")
    assert numbers(answer) == ["H5", "H4", "H3", "H2", "H1", "H0"]
    assert {column.sorted for column in answer.context["table"].columns} == {""}
    narrowed = shown(client, world.county_reviewer, sort="-moved_in_on", grid=homes[0].grid_id)
    assert numbers(narrowed) == ["H0", "H2"]


def test_nonsense_in_the_place_of_an_order_is_no_error(world, homes, client):
    for text in ("--household_no", "-", "pk", "settlement__area__path"):
        assert len(numbers(shown(client, world.county_reviewer, sort=text))) == 6


def test_settlements_are_merged_in_the_order_of_what_a_column_points_to(world, homes, client, monkeypatch):
    monkeypatch.setattr(HouseholdLedger, "page_size", 2)
    by_code = sorted(homes, key=lambda home: (home.grid.code, -home.pk))
    expected = [home.household_no for home in by_code]
    for turned in (False, True):
        pages = [
            numbers(shown(client, world.county_reviewer, sort="-grid" if turned else "grid", page=page))
            for page in (1, 2, 3)
        ]
        if turned:
            expected = [
                home.household_no
                for code in sorted({home.grid.code for home in homes}, reverse=True)
                for home in by_code
                if home.grid.code == code
            ]
        assert [number for page in pages for number in page] == expected


def test_pages_of_several_settlements_end_somewhere_and_say_so(world, homes, client, monkeypatch):
    monkeypatch.setattr(HouseholdLedger, "page_size", 2)
    monkeypatch.setattr(listing, "FARTHEST", 4)
    second = shown(client, world.county_reviewer, page=2)
    assert numbers(second) == ["H3", "H2"]
    assert "翻页到此为止" in second.content.decode()
    assert not second.context["page"].more
    assert numbers(shown(client, world.county_reviewer, page=99999)) == ["H3", "H2"]
    alone = shown(client, world.secretary, page=2)
    assert numbers(alone) == ["H0"]
    assert "翻页到此为止" not in alone.content.decode()


def test_a_long_list_asks_as_often_as_a_short_one(world, homes, client, short_limits, monkeypatch):
    def asked(**query):
        shown(client, world.county_reviewer, **query)
        with CaptureQueriesContext(connection) as seen:
            client.get(HouseholdLedger.url("list"), query)
        return len(seen)

    monkeypatch.setattr(HouseholdLedger, "page_size", 2)
    long = asked(), asked(sort="-moved_in_on"), asked(sort="household_no"), asked(page=2)
    monkeypatch.setattr(listing, "COUNT_UP_TO", 100)
    assert set(long) == {asked() - 1}, "the sums are left out, nothing else is asked"
