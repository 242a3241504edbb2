"""Home pages, heat table, to-do and search: content by role, within a pinned number of queries."""

from __future__ import annotations

import pytest

from hehuo.assessment.tests.test_scoring import family
from hehuo.desk.tests.conftest import browser, somebody
from hehuo.kit.testing.world import make_settlement
from hehuo.org.models import Settlement
from hehuo.org.roles import Role

pytestmark = pytest.mark.django_db
HOMES = {
    Role.CITY_LEADER: "全市总览", Role.COUNTY_HQ: "甲县", Role.SECRETARY: "幸福家园", Role.CITY_BUREAU: "本部门负责的考核项",
    Role.INSPECTOR: "怎样评判", Role.GRID_MEMBER: "走访名单", Role.OPERATOR: "首页", Role.AUDITOR: "全市总览",
}  # fmt: skip


@pytest.mark.parametrize("role", HOMES, ids=str)
def test_first_page_by_role(world, role, django_assert_max_num_queries):
    family(world, 1)
    client = browser(somebody(world, role))
    client.get("/")
    with django_assert_max_num_queries(45):
        page = client.get("/")
    assert HOMES[role] in page.content.decode()
    assert "style=" not in page.content.decode()


@pytest.mark.parametrize("more", [0, 3])
def test_heat_table_costs_the_same_for_more_settlements(world, more, django_assert_max_num_queries):
    for number in range(more):
        make_settlement(world.here.county, f"S1{number}", f"新村{number}")
    client = browser(somebody(world, Role.CITY_OFFICE))
    client.get("/heat/")
    with django_assert_max_num_queries(30):
        page = client.get("/heat/").content.decode()
    assert page.count('scope="row"') == 2 + more
    assert "尚未计分" in page


def test_heat_table_of_one_county(world):
    page = browser(somebody(world, Role.CITY_OFFICE)).get("/heat/?county=520203").content.decode()
    assert "幸福家园" in page
    assert "团结新区" not in page


def test_a_county_sees_its_own(world):
    page = browser(world.county_reviewer).get("/").content.decode()
    assert "幸福家园" in page
    assert "团结新区" not in page


def test_grid_worker_is_told_whom_to_visit_and_why(world):
    home, _ = family(world, 1)
    home.refresh_from_db()
    page = browser(world.grid_worker).get("/").content.decode()
    assert "入住核查超过 92 天" in page


def test_todo_has_two_tabs(world):
    client = browser(world.secretary)
    assert "待办" in client.get("/todo/").content.decode()
    assert client.get("/todo/?tab=done").status_code == 200
    assert client.get("/todo/count/").content == b""


@pytest.mark.parametrize("text", ["王", "王·小二", "wx", "幸福", "xfjy"])
def test_search_finds_people_and_places_inside_the_area(world, text):
    _, person = family(world, 1)
    Settlement.objects.filter(pk=world.here.pk).update(initials="xfjy")
    hits = {f'href="/ledgers/people/{person.pk}/"', 'href="/scorecards/S001/"'}
    found = browser(world.secretary).get("/search/", {"q": text}).content.decode()
    assert any(hit in found for hit in hits)
    elsewhere = browser(world.stranger).get("/search/", {"q": text}).content.decode()
    assert not any(hit in elsewhere for hit in hits)


def test_errors_say_what_to_do(world):
    client = browser(world.secretary)
    missing = client.get("/scorecards/S999/")
    assert missing.status_code == 404
    assert "style=" not in missing.content.decode()
