"""责任矩阵: counties have rows, every task stands in one row and one column, each number opens to its rows."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from hehuo.org.models import OrgUnit
from hehuo.programme.models import ResponsibilityTask
from hehuo.programme.supervision.tasks import steps
from hehuo.programme.supervision.tasks.board import board_of
from hehuo.programme.supervision.tasks.matrix import items_of

pytestmark = pytest.mark.db_portable
DUE, TODAY = date(2026, 3, 27), date(2026, 4, 1)


def task(cast, title, lead, **more) -> ResponsibilityTask:
    made = steps.create_task(
        title, "报告", lead, DUE, by=cast.office, source="meeting", at=cast.later(), **more
    )
    steps.assign_task(made, by=cast.office, at=cast.later())
    return made


@pytest.fixture
def busy(cast):
    """Tasks of a city unit, of a county's headquarters and of its bureau, of a city unit that no item names."""
    cast.bureau_of_county = OrgUnit.objects.create(
        code="jia-renshe", name="甲县人社局", level="county", area=cast.counties[0]
    )
    cast.unnamed = OrgUnit.objects.create(
        code="city-x", name="市邮政管理局", level="city", area=cast.world.city
    )
    item = {"edition": cast.edition, "item_no": 12}
    cast.made = [
        task(cast, "就业核查", cast.bureau_unit, **item),
        task(cast, "补台账", cast.county_unit, settlement=cast.world.here, **item),
        task(cast, "报总结", cast.county_unit),
        task(cast, "核就业", cast.bureau_of_county, **item),
        task(cast, "查网点", cast.unnamed),
    ]
    steps.accept_task(cast.made[0], by=cast.bureau, at=cast.later())
    return cast


def test_every_task_stands_in_one_row_and_one_column(busy):
    board = board_of(busy.edition, busy.office, TODAY)
    here = next(row for row in board.counties if row.name == busy.counties[0].name)
    assert (here.sums.total, here.by_item[12].total, here.by_item[0].total) == (3, 2, 1)
    assert set(here.parts) == {item["no"] for item in items_of(busy.edition)}
    bureau = next(row for row in board.units if row.name == "市人力资源社会保障局")
    assert (bureau.by_item[12].words, bureau.parts[12]) == ("任务 1 件，完成 0 件，逾期 1 件", "lead")
    assert [(row.name, row.sums.total) for row in board.others] == [("市邮政管理局", 1)]
    rows = [*board.counties, *board.units, *board.others]
    assert (
        board.foot.sums.total
        == sum(row.sums.total for row in rows)
        == ResponsibilityTask.objects.count()
        == 5
    )
    for place, cell in enumerate(board.foot.cells):
        assert cell.sums.total == sum(row.cells[place].sums.total for row in rows)
    assert sum(cell.sums.total for cell in board.foot.cells) == 5


def test_a_county_sees_its_own_row_filled_and_marked(busy):
    board = board_of(busy.edition, busy.county, TODAY)
    assert [(row.mine, row.sums.total) for row in board.counties] == [(True, 3), (False, 0)]
    assert board.foot.sums.total == 3


def test_one_unit_for_two_printed_names_is_counted_once(busy):
    for number, name in enumerate(("市文明办", "市总工会")):
        OrgUnit.objects.create(
            code=f"old-{number}",
            name=name,
            level="city",
            valid_to=date(2019, 1, 1),
            successor=busy.bureau_unit,
        )
    board = board_of(busy.edition, busy.office, TODAY)
    rows = [row for row in board.units if row.query == f"unit={busy.bureau_unit.pk}"]
    assert len(rows) == 3 and sum(row.sums.total for row in rows) == 1
    assert [row.note for row in rows].count("") == 1


def test_each_number_opens_to_its_rows(busy, client, django_assert_num_queries):
    client.force_login(busy.office)
    address, tasks = reverse("responsibility-matrix"), reverse("supervised-tasks")
    text = client.get(address).content.decode()
    code = busy.counties[0].code
    asked = f"?county={code}&amp;item=12&amp;edition={busy.edition.code}"
    assert f"{tasks}{asked}" in text and "0/2" in text
    shown = client.get(f"{tasks}{asked.replace('&amp;', '&')}")
    assert {str(line["row"]) for line in shown.context["lines"]} == {"补台账", "核就业"}
    assert "甲县各单位牵头、第 12 项" in shown.content.decode()
    rest = client.get(tasks, {"county": code, "item": "0", "edition": busy.edition.code})
    assert [str(line["row"]) for line in rest.context["lines"]] == ["报总结"]
    assert len(client.get(tasks, {"county": "nowhere", "item": "x"}).context["lines"]) == 5
    with django_assert_num_queries(QUERIES):
        client.get(address)
    for number in range(6):
        task(busy, f"又一项{number}", busy.other_unit)
    with django_assert_num_queries(QUERIES):
        client.get(address)


def test_the_list_of_tasks_asks_the_same_however_long_it_is(busy, client, django_assert_num_queries):
    """Progress is read from scores once for all tasks."""
    client.force_login(busy.office)
    address = reverse("supervised-tasks")
    client.get(address)
    with django_assert_num_queries(LIST_QUERIES):
        client.get(address)
    for number in range(6):
        task(busy, f"又一项{number}", busy.other_unit, edition=busy.edition, item_no=number + 1)
    with django_assert_num_queries(LIST_QUERIES):
        assert len(client.get(address).context["lines"]) == 11


def test_without_an_edition_the_page_says_what_comes(cast, client):
    client.force_login(cast.office)
    type(cast.edition).objects.update(state="draft")
    assert "还没有发布的考核标准" in client.get(reverse("responsibility-matrix")).content.decode()


QUERIES, LIST_QUERIES = 12, 16
