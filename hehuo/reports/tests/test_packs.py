"""Numbers of the packs are the numbers of the screen; heads stay, pages print."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from hehuo.desk.standing import standings as on_the_screen
from hehuo.kit.testing.world import make_user
from hehuo.org.models import OrgUnit, Settlement
from hehuo.org.roles import Role
from hehuo.programme.models import ResponsibilityTask, TaskState
from hehuo.programme.supervision.tasks.matrix import matrix
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


def total_on_the_page(client, query=""):
    text = client.get(reverse("households-list") + query).content.decode()
    found = re.search(r"<span>(共 [\d,]+ 条|超过 [\d,]+ 条)", text)
    return found[1] if found else "共 0 条" if "没有符合条件的记录" in text else ""


def test_ledger_sums_are_those_of_the_list_counted_to_the_end(stage, client, monkeypatch):
    client.force_login(stage.county)
    Household.objects.filter(pk__in=Household.objects.values("pk")[:2]).update(status="void")
    by_ledger, _ = ledger_summary.sheets(places()[:1], stage.county)
    homes = next(row for row in by_ledger.rows if row[0] == "户")
    assert total_on_the_page(client) == f"共 {homes[-1]} 条" == "共 18 条"
    for code, number in zip(ledger_summary.STATES, homes[1:-1], strict=True):
        assert total_on_the_page(client, f"?status={code}") == f"共 {number} 条"
    assert "数清楚" not in by_ledger.note
    monkeypatch.setattr("hehuo.kit.listing.COUNT_UP_TO", 10)
    monkeypatch.setattr("hehuo.kit.ledger.LedgerView.page_size", 5)
    by_ledger, _ = ledger_summary.sheets(places()[:1], stage.county)
    assert "页面只数到 10 条" in by_ledger.note
    assert "户" in by_ledger.note
    assert total_on_the_page(client) == "超过 10 条"
    assert total_on_the_page(client, "?count=all") == f"共 {homes[-1]} 条"


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


def test_all_ledgers_are_counted_in_few_queries(stage, django_assert_max_num_queries):
    found = list(places())
    with django_assert_max_num_queries(6):
        ledger_summary.sheets(found, stage.office)


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


def add_tasks(stage):
    """Tasks of two units: every state, due today and a year ago."""
    today = timezone.localdate()
    for number, name in enumerate(("市民政局", "市教育局")):
        unit = OrgUnit.objects.create(code=f"U{number}", name=name, level="city")
        for state in TaskState:
            for due in (today, today - timedelta(days=365))[number:]:
                ResponsibilityTask.objects.create(
                    source="plan", title="完善居规民约", deliverable="文本", lead=unit, due_on=due, state=state, created_by=stage.office,
                )  # fmt: skip


def test_tasks_are_counted_as_the_page_counts_them(stage, client):
    add_tasks(stage)
    client.force_login(stage.office)
    shown = client.get(reverse("supervised-tasks")).content.decode()
    chips = {word: int(n) for word, n in re.findall(r">([^<>]+) <b>(\d+)</b></a>", shown)}
    book = book_of("responsibility", stage.office)
    page = book["按单位"]
    heads = [c.value for c in page[3]]
    rows = {
        line[0].value: dict(zip(heads, [c.value for c in line], strict=True))
        for line in page.iter_rows(min_row=4, max_row=5)
    }
    sums = {head: sum(row[head] for row in rows.values()) for head in heads[1:]}
    assert sums["任务"] == chips["全部"] - chips["已取消"]
    assert (sums["已办结"], sums["审核通过"], sums["其中逾期"]) == (
        chips["已办结"],
        chips["审核通过"],
        chips["已逾期"],
    )
    assert sums["已办结"] + sums["审核通过"] + sums["在办"] == sums["任务"]
    late = client.get(reverse("supervised-tasks") + "?state=over").content.decode()
    assert (
        sum(1 for line in book["任务清单"].iter_rows(min_row=4) if line[7].value)
        == late.count('class="cell-lead"')
        > 0
    )
    for unit in OrgUnit.objects.filter(name__in=rows):
        of_unit = client.get(reverse("supervised-tasks") + f"?unit={unit.pk}&state=over").content.decode()
        assert rows[unit.name]["其中逾期"] == of_unit.count('class="cell-lead"')


def test_the_pack_and_the_matrix_count_alike(stage, client):
    add_tasks(stage)
    printed = next(line for line in matrix(stage.edition, timezone.localdate()) if line.unit)
    ResponsibilityTask.objects.filter(lead__code="U0").update(lead=printed.unit)
    client.force_login(stage.office)
    shown = client.get(reverse("responsibility-matrix") + f"?edition={stage.edition.code}").content.decode()
    line = next(row for row in shown.split("<tr") if f'<th scope="row">{printed.printed}' in row)
    words = re.sub(r"<[^>]+>", "", re.search(r'<td class="num sum">(.*?)</td>', line)[1])
    cells = [int(n) for n in re.fullmatch(r"(\d+)/(\d+) 完成\s*逾期 (\d+)", words.strip()).groups()]
    page = book_of("responsibility", stage.office)["按单位"]
    row = next(r for r in page.iter_rows(min_row=4, values_only=True) if r[0] == printed.unit.name)
    assert [row[2] + row[3], row[1], row[5]] == cells
    assert cells[2] > 0


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
