"""The scorecard page: points with reasons, cases that lead to where they are put right, the time machine, freshness."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from hehuo.assessment.editions import install_shipped, put_in_force
from hehuo.assessment.tests.test_scoring import family, give_job
from hehuo.desk.tests.conftest import browser, somebody
from hehuo.org.roles import Role

pytestmark = pytest.mark.django_db
CARD = "/scorecards/S001/"


def test_sixteen_items_and_what_is_not_counted(world):
    page = browser(world.secretary).get(CARD).content.decode()
    assert page.count('class="panel item"') == 16
    assert page.count('class="tile ') == 16
    assert len(re.findall(r'<tr id="c-[\d.]+">', page)) == 65
    assert "尚无台账" not in page
    assert "style=" not in page


def test_a_lost_point_opens_to_the_household_that_loses_it(world):
    today = timezone.localdate()
    home, person = family(world, 1, job=False)
    client = browser(world.secretary)
    assert "zero_employment_households" in client.get(CARD).content.decode()
    cases = client.get(f"{CARD}cases/zero_employment_households/").content.decode()
    assert "王·小二" in cases
    address = re.search(r'href="([^"]+)"', cases)
    assert address
    assert str(home.pk) in address.group(1)
    form = client.get(address.group(1), follow=True)
    assert form.status_code == 200
    assert f"household={home.pk}" in form.request["QUERY_STRING"]
    before = client.get(f"{CARD}version/").content
    give_job(world, person, on=today)
    assert client.get(f"{CARD}version/").content != before
    assert "现在没有未达到的" in client.get(f"{CARD}cases/zero_employment_households/").content.decode()


def test_a_missing_push_leads_to_the_form_with_the_settlement(world):
    family(world, 1)
    cases = browser(world.secretary).get(f"{CARD}cases/job_push_windows/?as_of=2019-12-31").content.decode()
    assert "半年" in cases
    address = re.search(r'href="([^"]+)"', cases)
    assert address
    assert address.group(1) == f"/ledgers/job-events/new/?settlement={world.here.pk}"
    assert browser(world.secretary).get(address.group(1)).status_code == 200


def test_as_it_was_and_as_it_was_known(world):
    family(world, 1)
    client = browser(world.secretary)
    today = timezone.localdate()
    for query in ("?as_of=2018-06-30", "?known_at=2018-06-30T12:00", "?edition=LPS-2018-R"):
        page = client.get(CARD + query)
        assert page.status_code == 200
    assert "只用" in client.get(f"{CARD}?known_at=2018-06-30T12:00").content.decode()
    assert f'value="{today}"' in client.get(f"{CARD}?as_of=2018-13-99").content.decode()
    assert client.get(f"{CARD}?as_of={today + timedelta(days=1)}").status_code == 200
    assert client.get(f"{CARD}?edition=NO").status_code == 404


def test_trend_has_points_and_deadlines(world):
    page = browser(world.secretary).get(f"{CARD}trend/?span=plan").content.decode()
    assert "2018年11月30日" in page
    assert 'id="trend-data"' in page


def test_outsiders_find_nothing(world):
    for path in ("", "version/", "trend/", "cases/zero_employment_households/"):
        assert browser(world.stranger).get(CARD + path).status_code == 404
        assert browser(world.operator).get(CARD + path).status_code == 403


def test_an_inspector_is_blind_before_judging(world):
    family(world, 1, job=False)
    client = browser(world.inspector)
    page = client.get(CARD).content.decode()
    assert "c-12.3" not in page
    assert client.get(f"{CARD}cases/zero_employment_households/").status_code == 403


def test_the_city_sees_counts_but_no_names(world):
    family(world, 1, job=False)
    cases = browser(somebody(world, Role.CITY_OFFICE)).get(f"{CARD}cases/zero_employment_households/")
    assert "王" not in cases.content.decode()
    assert "只看合计" in cases.content.decode()


@pytest.mark.parametrize("households", [1, 4])
def test_queries_do_not_grow_with_households(world, households, django_assert_max_num_queries):
    for number in range(households):
        family(world, number, job=False)
    client = browser(world.secretary)
    client.get(CARD)
    with django_assert_max_num_queries(30):
        client.get(CARD)
    with django_assert_max_num_queries(20):
        client.get(f"{CARD}cases/zero_employment_households/")


def test_a_day_in_the_past_keeps_the_edition_of_that_day(world):
    """What the city puts in force today changes no card of yesterday."""
    shipped, other = install_shipped()
    put_in_force(other, by=world.inspector, on=timezone.localdate())
    client = browser(world.secretary)
    yesterday = timezone.localdate() - timedelta(days=1)
    assert client.get(CARD).context["moment"].edition == other
    assert client.get(f"{CARD}?as_of={yesterday}").context["moment"].edition == shipped
