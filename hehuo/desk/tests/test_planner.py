"""Pages of the planner: plan, what-if, tasks by one click, efforts, the home panel."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from hehuo.assessment.editions import current_edition
from hehuo.assessment.efforts import efforts_for, set_effort
from hehuo.assessment.planner import what_if
from hehuo.assessment.scoring import measures_of, scorecard
from hehuo.assessment.tests.test_scoring import family
from hehuo.desk.planner.deeds import DAYS, board_of, worth_doing
from hehuo.desk.tests.conftest import browser, somebody
from hehuo.notices.models import Notice
from hehuo.org.models import OrgUnit
from hehuo.org.roles import Role
from hehuo.programme.models import ResponsibilityTask

pytestmark = pytest.mark.django_db
PAGE = "/planner/places/S001/"
ZERO = "zero_employment_households"


@pytest.fixture
def place(world):
    """One household with a job and two without."""
    family(world, 1)
    family(world, 2, job=False)
    family(world, 3, job=False)
    assert world.here.code == "S001"
    return world.here


def test_the_page_shows_plan_what_if_and_assumptions(world, place, django_assert_max_num_queries):
    client = browser(world.secretary)
    client.get(PAGE)
    with django_assert_max_num_queries(40):
        page = client.get(PAGE, {"hours": 400}).content.decode()
    assert "先办这些事" in page and "办完得多少分" in page and "系统假设" in page
    assert f'name="n-{ZERO}" value="2"' in page


def test_half_of_the_households_brings_nothing_and_all_bring_everything(world, place):
    client, card = browser(world.secretary), scorecard(place, current_edition(), timezone.localdate())
    before = card.total
    for cases, gain in (("1", 0), ("2", 2.5)):
        context = client.get(PAGE, {"pick": "1", f"n-{ZERO}": cases}).context
        assert float(context["after"].total - before) == gain


def test_a_target_asks_for_the_least_work(world, place):
    client = browser(world.secretary)
    total = client.get(PAGE).context["before"].total
    page = client.get(PAGE, {"target": str(total + 1)})
    assert page.context["after"].total >= total + 1
    assert "达不到" in client.get(PAGE, {"target": "100"}).content.decode()
    assert "已达到" in client.get(PAGE, {"target": str(total)}).content.decode()


@pytest.mark.parametrize("until", ["2020-01-01", "9999-12-31", "很快"])
def test_an_impossible_day_is_refused_in_words(world, place, until):
    page = browser(world.secretary).get(PAGE, {"until": until})
    assert page.status_code == 200
    assert 'role="alert"' in page.content.decode()


def test_one_click_makes_tasks_once(world, place):
    client, until = browser(world.secretary), timezone.localdate() + timedelta(20)
    body = {"until": f"{until}", "hours": "40", f"n-{ZERO}": "2", "n-unknown": "3"}
    for _ in range(2):
        assert client.post(f"{PAGE}tasks/", body).status_code == 302
    task = Notice.objects.get()
    assert (task.to_role, task.due_on, task.settlement) == (Role.COMMITTEE, until, place)
    assert "2 户" in task.ask and task.url.startswith("/scorecards/S001/")
    assert task in Notice.objects.for_user(world.committee)


def test_the_office_makes_responsibility_tasks_of_the_unit_once(world, place):
    office, until = somebody(world, Role.CITY_OFFICE), timezone.localdate() + timedelta(20)
    body = {"until": f"{until}", "hours": "40", f"n-{ZERO}": "2"}
    none = browser(office).post(f"{PAGE}tasks/", body, follow=True)
    assert "还没有指挥部单位" in none.content.decode()
    unit = OrgUnit.objects.create(code="jia-hq", name="甲县指挥部", level="county", area=place.county)
    for _ in range(2):
        told = browser(office).post(f"{PAGE}tasks/", body, follow=True).content.decode()
        assert "项责任任务" in told
    task = ResponsibilityTask.objects.get()
    assert (task.lead, task.settlement, task.state, task.item_no) == (unit, place, "assigned", 12)
    assert task.due_on <= until and "办成 2 户" in task.title


def test_nothing_picked_makes_no_task(world, place):
    page = browser(world.secretary).post(f"{PAGE}tasks/", {}, follow=True)
    assert "还没有选事项" in page.content.decode()
    assert not Notice.objects.exists()


def test_the_city_sets_what_a_case_takes(world, place):
    office = somebody(world, Role.CITY_OFFICE)
    body = {"minutes": "30", "lead_days": "1", "owner": "township", "repairable": "on", "basis": "抽样计时"}
    assert browser(office).post(f"/planner/efforts/{ZERO}/", body).status_code == 302
    effort = efforts_for([ZERO])[ZERO]
    assert (effort.minutes, effort.lead_days, effort.owner, effort.own) == (30, 1, "township", True)
    refused = browser(office).post(f"/planner/efforts/{ZERO}/", {**body, "minutes": "0"})
    assert refused.status_code == 200
    with pytest.raises(PermissionDenied):
        set_effort(
            ZERO, minutes=1, lead_days=0, owner="township", repairable=True, basis="x", by=world.secretary
        )
    assert "市里设定" in browser(world.secretary).get("/planner/efforts/").content.decode()


def test_what_is_cheap_comes_first_on_the_home_page(world, place):
    edition = current_edition()
    set_effort(ZERO, minutes=10, lead_days=1, owner="township", repairable=True, basis="x",
               by=somebody(world, Role.CITY_OFFICE))  # fmt: skip
    deeds = worth_doing(scorecard(place, edition, timezone.localdate()), place, edition)
    assert deeds[0].measure == ZERO and deeds[0].cases == 2 and len(deeds) <= 5
    page = browser(world.secretary).get("/").content.decode()
    assert "本周最值得做的五件事" in page and "办成 2 户" in page


def test_other_settlements_stay_closed(world, place):
    assert browser(world.secretary).get("/planner/places/S002/").status_code == 404
    assert browser(world.secretary).get("/planner/").status_code == 302
    assert "幸福家园" in browser(somebody(world, Role.CITY_OFFICE)).get("/planner/").content.decode()


def test_the_index_says_how_many_points_come_back(world, place):
    office = browser(somebody(world, Role.CITY_OFFICE))
    rows = office.get("/planner/").context["rows"]
    edition = current_edition()
    for settlement, card, gain in rows:
        everything = {gap.measure: gap.room for gap in board_of(card, edition, DAYS)[0].gaps.values()}
        assert gain == what_if(card, edition, everything).total - card.total, settlement
    gains = [gain for *_, gain in rows]
    assert gains == sorted(gains, reverse=True) and gains[0] > 0


def test_efforts_stand_by_item_each_once(world, place):
    groups = browser(world.secretary).get("/planner/efforts/").context["groups"]
    names = [measure.name for _, _, rows, _ in groups for measure, *_ in rows]
    assert len(names) == len(set(names)) == len(measures_of(current_edition()))
