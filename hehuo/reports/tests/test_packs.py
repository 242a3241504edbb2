"""Numbers of the packs are the numbers of the screen; heads stay, pages print."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from hehuo.desk.standing import standings as on_the_screen
from hehuo.kit.testing.world import make_user
from hehuo.org.models import Settlement
from hehuo.org.roles import Role
from hehuo.programme.models import ResponsibilityTask
from hehuo.reports.packs import household_exceptions, ledger_summary
from hehuo.reports.packs.listing import PACKS, packs_for
from hehuo.reports.writers.excel import Column, Sheet, write_book
from hehuo.residents.models import Household

pytestmark = pytest.mark.django_db


def places():
    return list(Settlement.objects.select_related("county").order_by("code"))


def book_of(code, who, where=None):
    pack = PACKS[code]
    return load_workbook(BytesIO(write_book(pack.sheets(where or places(), who), footer="制表")))


def value_of(page, cell):
    """A number, or what its formula gives."""
    if not str(cell.value).startswith("="):
        return Decimal(str(cell.value or 0))
    names = re.findall(r"[A-Z]+\d+", cell.value)
    if "SUM" in cell.value:
        column, first, last = (
            re.match(r"([A-Z]+)(\d+)", names[0])[1],
            int(names[0].strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")),
            int(names[1].strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")),
        )
        names = [f"{column}{n}" for n in range(first, last + 1)]
    found = [page[name].value for name in names]
    return sum((Decimal(str(v)) for v in found if not isinstance(v, str) and v is not None), Decimal(0))


def test_the_score_table_is_the_scorecard(stage):
    row = on_the_screen([stage.world.here], stage.edition, timezone.localdate())[0]
    book = book_of("score-table", stage.county, [stage.world.here])
    page = book["条目得分"]
    lines = [[c.value for c in line] for line in page.iter_rows(min_row=4, max_row=4 + 16 + 4)]
    items = {line[0]: line for line in lines if line[0] and line[0] != "合计"}
    for cell in row.cells:
        mine = items[str(cell.no)]
        assert (Decimal(str(mine[3])), Decimal(str(mine[4])), Decimal(str(mine[5]))) == (
            cell.points,
            cell.open_max,
            cell.lost,
        )
    total = page[4 + 20]
    assert total[0].value == "合计"
    sums = [value_of(page, cell) for cell in total[2:6]]
    assert sums == [row.card.max, row.card.total, row.open_max, row.lost]
    detail = book["子项得分"]
    assert detail.max_row == 3 + 65
    assert sum(Decimal(str(c.value)) for c in detail["D"][3:]) == Decimal(100)


def test_the_heat_table_is_the_heat_page(stage):
    rows = on_the_screen(places(), stage.edition, timezone.localdate())
    page = book_of("heat-table", stage.office).active
    for number, row in enumerate(rows, 4):
        values = [c.value for c in page[number]]
        assert values[0] == row.settlement.name
        assert [None if v is None else Decimal(str(v)) for v in values[2:18]] == [
            None if c.none else c.points for c in row.cells
        ]
        assert Decimal(str(values[20])) == row.card.total
        assert Decimal(str(values[21])) == row.open_max
    assert next(c.value for c in page[6]) == "满分"
    assert page.conditional_formatting


@pytest.mark.parametrize("code", sorted(PACKS))
def test_heads_stay_and_pages_print(stage, code):
    for page in book_of(code, stage.county).worksheets:
        assert page.freeze_panes.endswith("4")
        assert page.print_title_rows in ("1:3", "$1:$3")
        assert page.page_setup.paperSize == 9
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert "第 &P 页" in page.oddFooter.right.text


def test_ledger_sums_and_small_counts(stage):
    by_ledger, by_place = ledger_summary.sheets(places(), stage.county)
    homes = next(row for row in by_ledger.rows if row[0] == "户")
    assert homes[-1] == Household.objects.count() == sum(homes[1:-1])
    assert next(row for row in by_place.rows if row[0] == "户") == ["户", 20, 0]
    Household.objects.filter(pk__in=Household.objects.values("pk")[:17]).update(status="void")
    veiled = next(row for row in ledger_summary.sheets(places(), stage.office)[0].rows if row[0] == "户")
    assert veiled[-1] == "不足5"
    assert (
        next(row for row in ledger_summary.sheets(places(), stage.county)[0].rows if row[0] == "户")[-1] == 3
    )


def test_household_exceptions_are_the_unmet_cases_with_masked_names(stage):
    parts = {
        part.measure: part.unmet
        for row in on_the_screen([stage.world.here], stage.edition, timezone.localdate())
        for c in row.card.criteria()
        for part in c.parts
    }
    sums, rows = household_exceptions.sheets([stage.world.here], stage.county)
    names = household_exceptions.household_measures([stage.world.here])
    assert names
    assert [row[1] for row in sums.rows] == [parts[name] for name in names]
    assert len(rows.rows) == sum(row[1] for row in sums.rows)
    assert all("＊" in row[3] or "*" in row[3] for row in rows.rows)


def test_tasks_are_counted_by_unit(stage):
    from hehuo.org.models import OrgUnit

    unit = OrgUnit.objects.create(code="U1", name="市民政局", level="city")
    today = timezone.localdate()
    for state, due in (
        ("assigned", today),
        ("assigned", today.replace(year=today.year - 1)),
        ("closed", today),
    ):
        ResponsibilityTask.objects.create(
            source="plan",
            title="完善居规民约",
            deliverable="文本",
            lead=unit,
            due_on=due,
            state=state,
            created_by=stage.office,
        )
    page = book_of("responsibility", stage.office)["按单位"]
    assert [c.value for c in page[4]] == ["市民政局", 3, 1, 2, 1]


def test_who_may_have_which(stage):
    def codes(user):
        return [pack.code for pack in packs_for(user)]

    assert codes(stage.county) == [code for code in PACKS if code != "responsibility"]  # no unit of its own
    assert "household-exceptions" not in codes(stage.office)
    assert codes(stage.world.grid_worker) == codes(stage.first) == codes(stage.world.mediator) == []
    assert codes(make_user("财政", Role.CITY_FINANCE, stage.world.city)) == []


def test_nothing_that_is_typed_becomes_a_formula():
    sheet = Sheet("表", "表", "", (Column("名称"), Column("数", 8, "0", True)), [["=1+1", 2], ["@x", 3]])
    page = load_workbook(BytesIO(write_book([sheet], footer="a & b"))).active
    assert page["A4"].value == "'=1+1"
    assert page["B6"].value == "=SUM(B4:B5)"
