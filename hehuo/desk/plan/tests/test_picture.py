"""The picture: counts equal the measure's, everybody sees what the right allows, nothing is lost, nothing slips through."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from hehuo.assessment.editions import current_edition
from hehuo.assessment.scoring import parameters
from hehuo.assessment.tests.test_scoring import family, give_job
from hehuo.desk.plan import signs
from hehuo.desk.plan.doors import picture_of
from hehuo.desk.plan.offers import chosen, offers_of
from hehuo.desk.plan.tests.conftest import flat
from hehuo.desk.standing import Moment
from hehuo.desk.tests.conftest import browser, somebody
from hehuo.measures import runner
from hehuo.org.models import Building
from hehuo.org.roles import Role
from hehuo.records.writing import save_record
from hehuo.residents.households.services import allocate_dwelling
from hehuo.residents.models import Dwelling, DwellingAllocation, Household
from hehuo.residents.residence.services import record_occupancy

pytestmark = pytest.mark.django_db
PLAN = "/settlements/S001/plan/"
MOVED_IN = "relocation_households_moved_in"


def now() -> Moment:
    today = timezone.localdate()
    return Moment(current_edition(), today, None, today)


def picture(world, user, name=MOVED_IN, grid=""):
    moment = now()
    return picture_of(world.here, user, moment, chosen(name, offers_of(moment.edition, user), user), grid)


def text_of(user, query="", path=PLAN, status=200):
    answer = browser(user).get(path + query)
    assert answer.status_code == status
    return answer.content.decode().replace("，</span><span>", "，")


def test_every_door_says_its_case_and_the_legend_adds_up(world, homes):
    homes("101")
    homes("102", moved=False)
    flat(world, "103")
    found = picture(world, world.secretary)
    keys = {door.room: door.key for door in found.doors()}
    assert keys == {"101": signs.MET, "102": signs.UNMET, "103": signs.EMPTY}
    page = text_of(world.secretary, f"?measure={MOVED_IN}")
    assert 'aria-label="102，未达标"' in page
    assert 'aria-label="101，达标"' in page
    assert 'aria-label="103，没有住户"' in page
    assert "未达标 1，达标 1，共 2 户" in page


@pytest.mark.parametrize(
    "name", [MOVED_IN, "two_ends_cases_open", "zero_employment_households", "employment_rate", "labour_profiles_complete"]
)  # fmt: skip
def test_counts_are_those_of_the_measure(world, homes, name):
    if name == "employment_rate":
        name = "employed_persons_in_labour_households"
    for number in (1, 2, 3):
        _home, person = family(world, number, job=number == 1, moved=number != 3)
        if number == 1:
            give_job(world, person, on=timezone.localdate())
    homes("101")
    homes("102", moved=False)
    for user in (world.secretary, world.county_reviewer):
        found = picture(world, user, name)
        counts = runner.count(
            [name], parameters=parameters(current_edition(), timezone.localdate()), settlement_ids=[world.here.pk]
        )[world.here.pk][name]  # fmt: skip
        off = [one.cases for one in found.off]
        met, unmet = (found.shown[n] + sum(pair[n] for pair in off) for n in (0, 1))
        assert (met, unmet) == found.total == (counts.met, counts.unmet)
    page = text_of(world.secretary, f"?measure={name}")
    assert f"未达标 {counts.unmet}，达标 {counts.met}，共 {counts.total}" in page


def test_one_unmet_case_makes_a_door_unmet(world):
    home, _first = family(world, 1)
    allocate_dwelling(home, flat(world, "101"), by=world.committee, on=date(2018, 5, 1))
    door = next(picture(world, world.secretary, "labour_profiles_complete").doors())
    assert (door.key, door.met, door.unmet) == (signs.UNMET, 0, 1)


def test_a_change_is_seen_at_once(world, homes):
    home = homes("101", moved=False)
    assert next(picture(world, world.secretary).doors()).key == signs.UNMET
    home.refresh_from_db()
    home.moved_in_on = date(2018, 7, 1)
    save_record(home, by=world.committee)
    record_occupancy(home, "resident", by=world.committee, on=date(2018, 7, 1))
    assert next(picture(world, world.secretary).doors()).key == signs.MET


def test_occupancy_without_a_measure_on_any_day(world, homes):
    home = homes("101")
    day = timezone.localdate() - timedelta(days=10)
    record_occupancy(home, "vacated", by=world.committee, on=day)
    assert 'aria-label="101，搬离"' in text_of(world.secretary)
    assert 'aria-label="101，常住"' in text_of(world.secretary, f"?as_of={day - timedelta(days=1)}")
    assert 'aria-label="101，没有住户"' in text_of(world.secretary, "?as_of=2018-04-30")
    assert "没有登记入住情况" in text_of(world.secretary, f"?known_at={date(2018, 1, 1)}T12:00")


def test_nothing_is_lost(world, homes):
    family(world, 7)  # no dwelling
    cellar = homes("B1")
    Dwelling.objects.filter(pk=cellar.dwelling_id).update(floor=0)
    page = text_of(world.secretary, f"?measure={MOVED_IN}")
    assert "不在图上：还没有分到房屋的户" in page
    assert "不在图上：没有楼层或楼栋的房屋" in page
    listed = text_of(world.secretary, f"rows/?measure={MOVED_IN}&building=off")
    assert listed.count('class="cell-lead"') == 2
    assert "B1" in listed


def test_no_data_is_neither_met_nor_unmet(world, homes):
    homes("101")
    page = text_of(world.secretary, "?measure=labour_profiles_accurate")
    assert "既不算达标，也不算未达标" in page
    assert 'aria-label="101，没有数据"' in page


def test_a_building_with_two_holders_of_one_door_leads_to_the_dwelling(world, homes):
    home, other = homes("101"), homes("102")
    assert f'href="/ledgers/households/{home.pk}/"' in text_of(world.secretary)
    door = Dwelling.objects.get(pk=home.dwelling_id)
    other.allocations.update(dwelling=door)
    page = text_of(world.secretary)
    assert f'href="/ledgers/households/{home.pk}/"' not in page
    assert f'href="/ledgers/dwellings/{door.pk}/"' in page


def test_rows_behind_a_number(world, homes):
    homes("101")
    late = homes("102", moved=False)
    page = text_of(world.secretary, f"?measure={MOVED_IN}")
    building = Building.objects.filter(settlement=world.here).order_by("id")[0]
    address = re.search(
        rf'href="(/settlements/S001/plan/rows/[^"]*building={building.pk}[^"]*state=u)"', page
    )
    assert address
    rows = text_of(world.secretary, path=address.group(1).replace("&amp;", "&"))
    assert rows.count('class="cell-lead"') == 1
    assert f'href="/ledgers/households/{late.pk}/"' in rows
    assert "王·小二" in rows
    assert "这里现在没有一户" in text_of(world.secretary, f"rows/?measure={MOVED_IN}&state=q")
    text_of(world.secretary, "rows/?state=nonsense", status=404)


def test_names_never_stand_on_the_picture(world, homes):
    homes("101")
    for user in world.cast().values():
        answer = browser(user).get(PLAN)
        assert "王·小二" not in answer.content.decode()
        assert "王" not in re.sub(
            r"<header class=\"top\">.*?</header>", "", answer.content.decode(), flags=re.DOTALL
        )


def test_a_grid_worker_sees_the_doors_of_the_own_grid_only(world, homes):
    homes("101")
    homes("201", grid=1, moved=False)
    page = text_of(world.grid_worker, f"?measure={MOVED_IN}")
    assert 'aria-label="101，达标"' in page
    assert "201" not in re.findall(r'aria-label="(\w+)，', page)
    assert "其他网格" in page
    assert "未达标 1，达标 1，共 2 户" in page
    rows = text_of(world.grid_worker, f"rows/?measure={MOVED_IN}")
    assert rows.count('class="cell-lead"') == 1
    text_of(world.grid_worker, "?measure=households_with_asset_list", status=403)
    text_of(world.secretary, "?measure=households_with_asset_list")


def test_a_county_sees_counts_of_buildings_but_no_door(world, homes):
    homes("1701", floor=17)
    homes("1702", floor=17, moved=False)
    page = text_of(world.county_reviewer, f"?measure={MOVED_IN}")
    assert "未达标 1，达标 1" in page
    assert "170" not in page
    assert "/ledgers/households/" not in page.split('id="content"')[1]
    assert "您的权限不显示房号" in page
    text_of(world.county_reviewer, "rows/", status=403)


@pytest.mark.parametrize(
    "role", [Role.CITY_OFFICE, Role.CITY_LEADER, Role.CITY_FINANCE, Role.AUDITOR, Role.CITY_BUREAU]
)
def test_the_city_sees_walls_and_totals_elsewhere(world, homes, role):
    homes("101", moved=False)
    user = somebody(world, role)
    page = text_of(user)
    assert "您的角色看合计" in page
    assert 'id="measure"' not in page
    assert "#s-" not in page
    text_of(user, f"?measure={MOVED_IN}", status=403)
    text_of(user, "rows/", status=403)


def test_an_inspector_is_blind_before_judging(world, homes):
    homes("101")
    text_of(world.inspector)
    text_of(world.inspector, f"?measure={MOVED_IN}", status=403)


def test_outsiders_find_nothing(world):
    for path in ("", "rows/"):
        assert browser(world.stranger).get(PLAN + path).status_code == 404
        assert browser(world.operator).get(PLAN + path).status_code == 403
        assert browser(world.nobody).get(PLAN + path).status_code == 403


def test_what_is_not_offered_is_not_found(world):
    for name in (
        "none",
        "mediation_cases_closed",
        "interviewed_residents_satisfied",
        "bus_services_running",
        "' or 1=1",
    ):
        text_of(world.secretary, f"?measure={name}", status=404)
    text_of(world.secretary, "?edition=NO", status=404)
    text_of(world.secretary, "?grid=S002G1", status=404)
    names = {offer.name for _item, group in offers_of(current_edition(), world.secretary) for offer in group}
    assert MOVED_IN in names
    assert not {name for name in names if name.startswith(("mediation", "interviewed", "requests"))}


def test_what_people_typed_is_escaped(world, homes):
    homes('1"><b>x')
    page = text_of(world.secretary)
    assert "<b>x" not in page
    assert "&lt;b&gt;x" in page
    assert "style=" not in page


def test_an_empty_settlement_says_what_to_do(world):
    page = text_of(world.stranger, path="/settlements/S002/plan/")
    assert "0 套" in page
    Building.objects.filter(settlement=world.there).delete()
    assert "还没有登记楼栋" in text_of(world.stranger, path="/settlements/S002/plan/")


def test_two_dwellings_of_one_household_are_both_drawn_and_counted_once(world, homes):
    home = homes("101")
    second = DwellingAllocation(
        settlement=world.here, household=home, dwelling=flat(world, "102"), valid_from=date(2018, 5, 1), second_dwelling=True
    )  # fmt: skip
    save_record(second, by=world.committee)
    found = picture(world, world.secretary)
    assert [door.key for door in found.doors()] == [signs.MET, signs.MET]
    assert found.shown == found.total == (1, 0)
    assert "有两套房的户" in text_of(world.secretary, f"?measure={MOVED_IN}")


def test_a_grid_can_be_drawn_alone(world, homes):
    homes("101")
    homes("201", grid=1, moved=False)
    page = text_of(world.secretary, f"?measure={MOVED_IN}&grid={world.grids[1].code}")
    assert re.findall(r'aria-label="(\d+)，', page) == ["201"]
    assert "其他网格" in page
    assert "未达标 1，达标 1，共 2 户" in page


def test_a_slip_of_the_pen_does_not_make_a_tower_of_kilometres(world, homes):
    homes("101")
    Building.objects.filter(settlement=world.here).update(floors=30000)
    assert len(text_of(world.secretary)) < 100_000


def test_who_has_one_settlement_goes_straight_there(world):
    assert browser(world.secretary).get("/settlements/plans/").headers["Location"] == PLAN
    listed = text_of(somebody(world, Role.CITY_OFFICE), path="/settlements/plans/")
    assert PLAN in listed
    assert "/settlements/S002/plan/" in listed
    assert PLAN in text_of(world.secretary, path="/scorecards/S001/")
    assert PLAN in text_of(world.secretary, path="/")


@pytest.mark.parametrize("query", ["", f"?measure={MOVED_IN}", "?measure=labour_profiles_complete"])
@pytest.mark.parametrize("households", [1, 5])
def test_queries_do_not_grow_with_households(world, homes, households, query, django_assert_num_queries):
    for number in range(households):
        homes(f"10{number}")
    assert Household.objects.count() == households
    client = browser(world.secretary)
    client.get(PLAN + query)
    with django_assert_num_queries(14 if query else 17):
        client.get(PLAN + query)
