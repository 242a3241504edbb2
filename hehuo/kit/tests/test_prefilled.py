"""A workbook of what is there: changed lines change their records, hidden cells stay, keys are not moved by accident."""

import io

import pytest
from openpyxl import load_workbook

from hehuo.kit.tests.ledgers import HouseholdLedger, PersonLedger
from hehuo.records.writing import save_record
from hehuo.residents.models import Household, Person
from hehuo.workbooks import run_import

pytestmark = [pytest.mark.django_db, pytest.mark.urls("hehuo.kit.tests.urls")]


@pytest.fixture
def home(world):
    for number, head in (("H1", "张三"), ("H2", "李四")):
        save_record(
            Household(
                settlement=world.here,
                household_no=number,
                head_name=head,
                household_class="local",
                phone="13985801234",
            ),
            by=world.committee,
        )
    return Household.objects.get(household_no="H1")


def filled(client, world, ledger, **asked):
    client.force_login(world.committee)
    response = client.get(ledger.url("template"), {"filled": "1", **asked})
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column for cell in sheet[3]}
    return book, sheet, heads


def send(world, book, ledger=HouseholdLedger):
    out = io.BytesIO()
    book.save(out)
    return run_import(ledger, out.getvalue(), "户.xlsx", by=world.committee, commit=True)


def test_one_changed_cell_changes_one_record(world, client, home):
    book, sheet, heads = filled(client, world, HouseholdLedger)
    assert "*" in sheet.cell(4, heads["户联系电话"]).value
    sheet.cell(4, heads["户主姓名"]).value = "张三丰"
    outcome = send(world, book)
    assert not outcome.errors
    assert outcome.counts == {"new": 0, "changed": 1, "unchanged": 1, "errors": 0}
    home.refresh_from_db()
    assert (home.head_name, home.phone.reveal(), home.version) == ("张三丰", "13985801234", 2)


def test_the_key_of_a_record_is_not_changed_by_a_workbook(world, client, home):
    book, sheet, heads = filled(client, world, HouseholdLedger)
    sheet.cell(4, heads["家庭编号"]).value = "H9"
    outcome = send(world, book)
    assert [(p.row, p.column) for p in outcome.errors] == [(4, "家庭编号")]
    assert "清空“记录编号”" in outcome.errors[0].remedy
    sheet.cell(4, heads["记录编号"]).value = None
    sheet.cell(4, heads["户联系电话"]).value = None
    sheet.cell(4, heads["搬迁类型"]).value = "同步搬迁户"
    assert not send(world, book).errors
    assert Household.objects.count() == 3


def test_numbers_that_are_none_and_lines_said_twice_are_told(world, client, home):
    book, sheet, heads = filled(client, world, HouseholdLedger)
    sheet.cell(4, heads["记录编号"]).value = "甲"
    outcome = send(world, book)
    assert [(p.row, p.column) for p in outcome.errors] == [(4, "记录编号")]
    sheet.cell(4, heads["记录编号"]).value = sheet.cell(5, heads["记录编号"]).value
    outcome = send(world, book)
    assert {(p.row, p.column) for p in outcome.errors} == {(5, "记录编号"), (4, "家庭编号")}
    assert "与第 4 行的记录编号相同" in "".join(p.remedy for p in outcome.errors)


def test_filters_of_the_list_hold_and_the_taking_is_logged(world, client, home):
    from hehuo.audit.models import Entry

    _, sheet, heads = filled(client, world, HouseholdLedger, q="H2")
    numbers = [sheet.cell(row, heads["家庭编号"]).value for row in range(4, sheet.max_row + 1)]
    assert numbers == ["H2"]
    entry = Entry.objects.filter(action="export").latest("seq")
    assert (entry.data["rows"], entry.data["purpose"]) == (1, "填改后传回")


def test_an_empty_cell_that_is_needed_changes_nothing(world, client, home):
    save_record(
        Person(settlement=world.here, name="无证", sex="1", birth_date="1980-01-01", household=home),
        by=world.committee,
    )
    book, sheet, heads = filled(client, world, PersonLedger)
    sheet.cell(4, heads["姓名"]).value = None
    outcome = send(world, book, PersonLedger)
    assert not outcome.errors
    assert outcome.counts["unchanged"] == 1
    assert Person.objects.get().name == "无证"


def test_a_workbook_of_another_settlement_is_refused(world, client, home):
    book, _, _ = filled(client, world, HouseholdLedger)
    out = io.BytesIO()
    book.save(out)
    outcome = run_import(HouseholdLedger, out.getvalue(), "户.xlsx", by=world.stranger, commit=True)
    assert {p.row for p in outcome.errors} == {4, 5}
    assert not any(p.value == "张三" for p in outcome.errors)
    home.refresh_from_db()
    assert home.version == 1
