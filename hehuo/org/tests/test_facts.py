"""Divisions with their renames, the area tree, the 27 units and who came after them."""

from datetime import date

import pytest

from hehuo.org.facts import TO_CONFIRM, division_on, load_facts, printed_city_units
from hehuo.org.models import AdministrativeDivision, Area, OrgUnit

pytestmark = [pytest.mark.django_db, pytest.mark.db_portable]


@pytest.fixture
def facts():
    load_facts()


def test_loading_twice_changes_nothing(facts):
    def counts():
        return AdministrativeDivision.objects.count(), Area.objects.count(), OrgUnit.objects.count()

    before, paths = counts(), list(Area.objects.values_list("path", "code"))
    load_facts()
    assert counts() == before
    assert list(Area.objects.values_list("path", "code")) == paths


def test_city_and_five_launching_units(facts):
    city = Area.objects.get(depth=1)
    assert city.name == "六盘水市"
    assert set(city.get_children().values_list("code", flat=True)) == {
        "520201",
        "520203",
        "520221",
        "520281",
        "520200ZK",
    }


@pytest.mark.parametrize(
    ("code", "day", "name"),
    [
        ("520221", date(2018, 5, 26), "水城县"),
        ("520221", date(2026, 1, 1), "水城区"),
        ("520222", date(2016, 1, 1), "盘县"),
        ("520222", date(2018, 5, 26), "盘州市"),
        ("520200ZK", date(2018, 5, 26), "钟山经济开发区"),
        ("520200ZK", date(2026, 1, 1), "六盘水高新技术产业开发区"),
        ("520203", date(2026, 1, 1), "六枝特区"),
    ],
)
def test_division_by_day(facts, code, day, name):
    assert division_on(code, day).name == name


def test_27_printed_units(facts):
    assert len(printed_city_units()) == len(set(printed_city_units())) == 27
    assert OrgUnit.objects.filter(name__in=printed_city_units()).count() == 27


@pytest.mark.parametrize(
    ("printed", "now"),
    [
        ("市扶贫局", "市农业农村局"),
        ("市农委", "市农业农村局"),
        ("市国土资源局", "市自然资源局"),
        ("市体育局", "市文体广电旅游局"),
        ("市易地扶贫搬迁工程建设指挥部", "市生态移民局"),
        ("水城县人民政府", "水城区人民政府"),
        ("市民政局", "市民政局"),
    ],
)
def test_successor_chain(facts, printed, now):
    assert OrgUnit.objects.get(name=printed).current().name == now


def test_general_knowledge_is_marked(facts):
    assert TO_CONFIRM in OrgUnit.objects.get(name="市扶贫局").note
    assert TO_CONFIRM not in OrgUnit.objects.get(name="市民政局").note
