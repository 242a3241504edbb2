"""Stops, shops and facilities on the picture."""

from __future__ import annotations

from datetime import date

import pytest

from hehuo.audit.models import Entry
from hehuo.desk.plan.tests.test_picture import PLAN, text_of
from hehuo.desk.tests.conftest import browser, somebody
from hehuo.org.models import Building
from hehuo.org.roles import Role
from hehuo.records.writing import save_record
from hehuo.services.models import BusinessEntity, BusStop, Facility

pytestmark = pytest.mark.django_db


@pytest.fixture
def places(world):
    """A stop with and one without coordinates, a shop at a building and one in words, a facility."""

    def keep(model, **facts):
        return save_record(model(settlement=world.here, **facts), by=world.committee)

    shop = {"uscc": "91520200MA6DXXXX0X", "walk_minutes": 4, "opened_on": date(2018, 6, 1)}
    rows = [
        keep(BusStop, code="1", name="北门站", lat="26.59412", lon="104.83021", distance_m=260),
        keep(BusStop, code="2", name="<南门站>", distance_m=900),
    ]
    shops = [
        BusinessEntity(settlement=world.here, kind="supermarket", name="惠民超市", place="1栋底商", **shop),
        BusinessEntity(settlement=world.here, kind="pharmacy", name="便民药店", place="集镇", **shop),
        BusinessEntity(
            settlement=world.here,
            kind="express",
            name="关门快递",
            place="1栋",
            closed_on=date(2019, 1, 1),
            **shop,
        ),
    ]
    for row in shops:
        row.save()
    keep(
        Facility,
        kind="square",
        name="中心广场",
        place="2栋前",
        owner="社区",
        operator="物业",
        opened_on=date(2018, 6, 1),
    )
    return rows


def test_each_layer_can_be_asked_for(world, places):
    page = text_of(world.secretary)
    for word in ("北门站", "惠民超市", "中心广场", "便民药店"):
        assert word in page
    assert "关门快递" not in page
    only = text_of(world.secretary, "?layer=shops")
    assert "惠民超市" in only
    assert "北门站" not in only and "中心广场" not in only
    none = text_of(world.secretary, "?measure=")
    assert "惠民超市" not in none and "北门站" not in none


def test_what_has_no_coordinates_is_told_in_words_with_a_way_to_enter_them(world, places):
    page = text_of(world.secretary, "?layer=stops&layer=shops")
    assert "没有坐标" in page
    assert f'href="/ledgers/bus-stops/{places[1].pk}/edit/"' in page
    assert f'href="/ledgers/bus-stops/{places[0].pk}/edit/"' not in page
    assert "&lt;南门站&gt;" in page and "<南门站>" not in page
    assert '<circle class="stop"' in page
    assert "写明在几栋" in page


def test_layers_follow_rights_and_days(world, places):
    page = text_of(somebody(world, Role.CITY_LEADER))
    assert "惠民超市" in page
    assert "中心广场" not in page
    assert "设施不对您的角色开放" in page
    assert "/edit/" not in page
    assert "惠民超市" not in text_of(world.secretary, "?layer=shops&as_of=2018-05-31")
    assert "关门快递" in text_of(world.secretary, "?layer=shops&as_of=2018-12-31")


def test_what_stands_at_a_building_that_is_not_drawn_is_counted(world, places):
    page = text_of(world.grid_worker, "?layer=shops&layer=facilities")
    assert "惠民超市" in page
    assert "中心广场" not in page
    assert "另有 1 处在图上没画的楼栋" in page
    alone = text_of(world.secretary, f"?layer=facilities&grid={world.grids[1].code}")
    assert "中心广场" in alone


def test_nothing_registered_says_so(world):
    assert "所选的图层还没有登记" in text_of(world.secretary, "?layer=stops")
    assert browser(world.secretary).get(f"{PLAN}?layer=nonsense").status_code == 200


def test_gate_and_buildings_are_located_by_lines_and_drawn(world, places):
    client, page = browser(world.secretary), f"/settlements/{world.here.code}/plan/points/"
    first = Building.objects.filter(settlement=world.here).first()
    assert "大门" in client.get(page).content.decode()
    wrong = client.post(
        page, {"lines": f"大门 104.8302 26.5941\n{first},26.5,一百\n99栋 26.5 104.8\n\n大门 1"}
    ).content.decode()
    for words in (
        "第 1 行：纬度和经度写反了",
        "第 2 行：“一百”不是数",
        "第 3 行：没有“99栋”",
        "第 5 行：名称后面要有",
    ):
        assert words in wrong
    done = client.post(page, {"lines": f"大门 26.59400 104.83000\n{first}\t26.59430\t104.83040"}, follow=True)
    assert "已更新 2 处位置" in done.content.decode()
    first.refresh_from_db()
    assert (str(first.lat), str(first.lon)) == ("26.59430", "104.83040")
    assert Entry.objects.filter(action="locate").count() == 2
    assert f"{first}（" in text_of(world.secretary)
    client.post(page, {"lines": str(first)})
    first.refresh_from_db()
    assert first.lat is None


def test_a_grid_worker_locates_nothing_and_outsiders_find_nothing(world):
    page = f"/settlements/{world.here.code}/plan/points/"
    assert browser(world.grid_worker).get(page).status_code == 403
    assert browser(world.stranger).get(page).status_code == 404
