"""Pages of the kit beyond the contract: the searching select without scripts, children, links, life on a phone."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hehuo.audit.models import Entry
from hehuo.kit.testing.world import make_user
from hehuo.kit.tests.ledgers import HouseholdLedger, PersonLedger
from hehuo.org.roles import Role
from hehuo.records.display import label_of
from hehuo.records.writing import save_record
from hehuo.residents.models import Household, Person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("hehuo.kit.tests.urls")]
NUMBER = "52020319800101123X"


@pytest.fixture
def household(world):
    row = Household(
        settlement=world.here,
        household_no="H1",
        head_name="张小明",
        household_class="local",
        grid=world.grids[0],
    )
    return save_record(row, by=world.committee)


@pytest.fixture
def person(world, household):
    row = Person(
        settlement=world.here,
        household=household,
        name="张小明",
        sex="1",
        birth_date="1980-01-01",
        id_no=NUMBER,
    )
    return save_record(row, by=world.committee)


def test_children_are_shown_masked_with_a_way_to_their_own_ledger(world, client, household, person):
    client.force_login(world.county_reviewer)
    html = client.get(HouseholdLedger.url("detail", pk=household.pk)).content.decode()
    assert "张*明" in html
    assert NUMBER not in html
    assert f"{PersonLedger.url('list')}?household={household.pk}" in html


def test_a_link_from_the_parent_fills_the_form_and_narrows_the_list(world, client, household, person):
    client.force_login(world.committee)
    form = client.get(PersonLedger.url("create"), {"household": household.pk}).context["form"]
    assert form["household"].value() == str(household.pk)
    rows = client.get(PersonLedger.url("list"), {"household": household.pk}).context["page"].rows
    assert [row.pk for row in rows] == [person.pk]


def test_the_searching_select_finds_by_initials_and_works_without_scripts(world, client, household):
    client.force_login(world.committee)
    answer = client.get(PersonLedger.url("choices"), {"field": "household", "q": "zxm"})
    assert [pk for pk, _ in answer.context["options"]] == [household.pk]
    typed = {"settlement": world.here.pk, "household__q": "zxm", "name": "李四", "sex": "1",
             "birth_date": "1990-01-01", "relation": "子"}  # fmt: skip
    assert client.post(PersonLedger.url("create"), typed).status_code == 302
    assert Person.objects.get(name="李四").household == household


def test_a_search_with_no_or_many_hits_says_what_to_do(world, client, household):
    save_record(
        Household(settlement=world.here, household_no="H2", head_name="赵学敏", household_class="local"),
        by=world.committee,
    )
    client.force_login(world.committee)
    for text, told in (("zxm", "找到多条"), ("查无此人", "没有找到")):
        page = client.post(PersonLedger.url("create"), {"settlement": world.here.pk, "household__q": text})
        assert told in page.content.decode()


def test_an_unknown_field_has_no_choices(world, client):
    client.force_login(world.committee)
    assert client.get(PersonLedger.url("choices"), {"field": "name"}).status_code == 404


def test_a_void_record_is_not_edited(world, client, person):
    client.force_login(world.committee)
    client.post(PersonLedger.url("void", pk=person.pk), {"reason": "重复"})
    assert client.get(PersonLedger.url("update", pk=person.pk)).status_code == 302


def test_the_help_of_a_ledger_is_shown_when_it_is_written(world, client, settings, tmp_path):
    settings.ROOT = tmp_path
    client.force_login(world.committee)
    assert client.get(HouseholdLedger.url("help")).status_code == 404
    assert HouseholdLedger.url("help") not in client.get(HouseholdLedger.url("list")).content.decode()
    folder = tmp_path / "docs/ledgers"
    folder.mkdir(parents=True)
    text = "# 搬迁户\n\n| 列 | 说明 |\n| - | - |\n| 户号 | 必填 |\n\n<script>1</script> [坏](javascript:1)\n"
    (folder / f"{HouseholdLedger.slug}.md").write_text(text, encoding="utf-8")
    assert HouseholdLedger.url("help") in client.get(HouseholdLedger.url("list")).content.decode()
    html = client.get(HouseholdLedger.url("help")).content.decode()
    assert "<td>户号</td>" in html
    assert "<script>1" not in html
    assert 'href="javascript' not in html
    client.force_login(world.nobody)
    assert client.get(HouseholdLedger.url("help")).status_code == 403


def test_a_citizen_number_is_searched_for_without_an_address(world, client, person):
    client.force_login(world.committee)
    address = PersonLedger.url("list")
    found = client.post(address, {"q": NUMBER})
    assert [row.pk for row in found.context["page"].rows] == [person.pk]
    assert found["HX-Push-Url"] == "false"
    assert NUMBER not in found.context["page"].query
    none = client.post(address, {"q": "13900139000"}, headers={"HX-Request": "true"})
    assert "没有符合条件的记录" in none.content.decode()
    led_away = client.get(address, {"q": NUMBER})
    assert (led_away.status_code, led_away["Location"]) == (302, address)


def test_other_filters_stand_in_the_address(world, client, person):
    client.force_login(world.committee)
    answer = client.post(PersonLedger.url("list"), {"q": "张", "status": "", "csrfmiddlewaretoken": "x"})
    assert answer["Location"] == f"{PersonLedger.url('list')}?q=%E5%BC%A0"


def test_an_export_and_a_searching_select_take_the_number_from_the_form(world, client, household, person):
    client.force_login(world.committee)
    assert client.post(PersonLedger.url("export"), {"q": NUMBER}).status_code == 200
    entry = Entry.objects.filter(action="export").latest("pk")
    assert NUMBER not in str(entry.data) and "csrf" not in str(entry.data)
    answer = client.post(f"{PersonLedger.url('choices')}?field=household", {"household__q": "zxm"})
    assert [pk for pk, _ in answer.context["options"]] == [household.pk]


def classes(html: str, label: str) -> set[str]:
    """The classes of the cells under one heading."""
    return {
        name
        for found in re.findall(f'<td class="([^"]*)" data-label="{label}">', html)
        for name in found.split()
    }


def test_on_a_phone_a_row_is_a_card_with_title_lamp_and_four_cells(world, client, household, monkeypatch):
    client.force_login(world.committee)
    html = client.get(HouseholdLedger.url("list")).content.decode()
    assert "kit-title" in classes(html, "家庭编号")
    assert "kit-lamps" in classes(html, "状态")
    assert "kit-more" in classes(html, "安置点"), "everybody knows the only settlement of the area"
    assert "kit-more" not in classes(html, "户主姓名")
    monkeypatch.setattr(HouseholdLedger, "card_title", "head_name", raising=False)
    named = client.get(HouseholdLedger.url("list")).content.decode()
    assert "kit-title" in classes(named, "户主姓名") and "kit-title" not in classes(named, "家庭编号")
    assert "kit-blank" in classes(html, label_of(Household, "phone"))
    client.force_login(make_user("市办公室", Role.CITY_OFFICE, world.city))
    assert "kit-more" not in classes(client.get(HouseholdLedger.url("list")).content.decode(), "安置点")


def test_the_rest_of_a_page_is_one_tap_away_on_a_phone(world, client, household):
    for number in range(2, 24):
        row = Household(
            settlement=world.here, household_no=f"H{number}", head_name="张小明", household_class="local"
        )
        save_record(row, by=world.committee)
    client.force_login(world.committee)
    html = client.get(HouseholdLedger.url("list")).content.decode()
    assert html.count('<tr id="rest">') == 1
    assert "再看本页后面 3 条" in html


@pytest.mark.parametrize("size", [50, 1])
def test_a_sum_is_the_same_whether_all_rows_are_on_the_page_or_not(
    world, client, household, monkeypatch, size
):
    other = Household(
        settlement=world.here, household_no="H2", head_name="赵学敏", household_class="local",
        member_count_at_allocation=5,
    )  # fmt: skip
    save_record(other, by=world.committee)
    monkeypatch.setattr(HouseholdLedger, "page_size", size)
    client.force_login(world.committee)
    with CaptureQueriesContext(connection) as seen:
        totals = client.get(HouseholdLedger.url("list")).context["totals"]
    assert list(totals.values()) == [6]
    summed = [query for query in seen.captured_queries if "SUM(" in query["sql"]]
    assert len(summed) == (0 if size == 50 else 1)
    none = client.get(HouseholdLedger.url("list"), {"q": "查无此人"}).context["totals"]
    assert list(none.values()) == [0]


def test_a_refused_form_names_each_field_and_leads_to_it(world, client, household):
    client.force_login(world.committee)
    html = client.post(PersonLedger.url("create"), {"settlement": world.here.pk}).content.decode()
    told = html.split('id="kit-errors"')[1].split("</ul>")[0]
    for name in ("name", "sex", "birth_date"):
        label = label_of(Person, name)
        assert f'<a href="#id_{name}_field">{label}</a>：必填，请填写。' in told
        assert f'id="id_{name}_field"' in html
    assert "这个字段是必填项" not in html


def test_what_was_not_typed_is_never_picked_by_the_searching_select(world, client, household):
    client.force_login(world.committee)
    form = client.get(PersonLedger.url("create")).content.decode()
    assert "focus once" in form
    address = f"{PersonLedger.url('choices')}?field=household"
    offered = client.post(address, {"household__q": ""}).content.decode()
    assert f'value="{household.pk}"' in offered and "selected" not in offered
    assert "selected" in client.post(address, {"household__q": "zxm"}).content.decode()
    assert "data-told" in client.post(address, {"household__q": "查无此人"}).content.decode()
    filled = client.get(PersonLedger.url("create"), {"household": household.pk}).content.decode()
    assert "focus once" not in filled


def test_a_record_marks_what_is_empty_and_folds_long_lists_on_a_phone(world, client, household):
    client.force_login(world.committee)
    html = client.get(HouseholdLedger.url("detail", pk=household.pk)).content.decode()
    assert html.count('class="kit-unfilled"') == html.count(">未填<") > 0
    assert '<section class="kit-group kit-none" id="child-1">' in html
    for number in range(7):
        save_record(
            Person(settlement=world.here, household=household, name=f"王{number}", sex="1", birth_date="1990-01-01"),
            by=world.committee,
        )  # fmt: skip
    html = client.get(HouseholdLedger.url("detail", pk=household.pk)).content.decode()
    assert '<a class="kit-rest kit-noprint" href="#child-1">再看后面 2 条</a>' in html
