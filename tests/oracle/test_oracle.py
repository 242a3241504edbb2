"""The scorecard and an independent re-computation from workbooks agree; a fault in a workbook is seen at once."""

import ast
import shutil
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.databases import TODAY
from tests.oracle.compare import disagreements
from tests.oracle.judge import EDITIONS

pytestmark = pytest.mark.django_db
HERE = Path(__file__).parent
FAULTS = [
    ("occupancy", {"入住状态": "常住", "止": None}, ("入住状态", "搬离"), "9.1"),
    ("old_houses", {"原有住房": "独立", "免拆类别": "无"}, ("拆除日期", ""), "9.2"),
    ("employment", {"止": None, "状态": "已提交"}, ("核实日期", "2018-01-01"), "12.2"),
    ("job_events", {"状态": "已核实"}, ("状态", "已作废"), "12.4"),
    ("windows", {}, ("撤销日期", "2018-06-30"), "12.1"),
    ("classes", {"有花名册": "是"}, ("有花名册", "否"), "11.3"),
    ("covenants", {"含有处罚条款": "否"}, ("含有处罚条款", "是"), "1.1"),
    ("mediation_cases", {"有协议书编号": "是"}, ("有协议书编号", "否"), "3.2"),
    ("uptimes", {}, ("实际在线分钟", "0"), "6.4"),
    ("honour_nominations", {"同意上光荣榜": "是"}, ("同意上光荣榜", "否"), "8.2"),
    ("asset_uses", {"止（不含）": None}, ("止（不含）", "2018-06-30"), "9.3"),
    ("payments", {}, ("兑付日期", ""), "10.4"),
    ("utilities", {"服务": "广电云", "已通达": "是"}, ("已通达", "否"), "13.4"),
    ("decisions", {"子项": "14.2", "认定结果": "不适用（不具备条件）"}, ("认定日期", "2030-01-01"), "14.2"),
    ("window_hours", {}, ("有人值守小时数", "0"), "15.1"),
    ("bus_days", {}, ("实际班次", "0"), "16.3"),
    ("judgements", {"子项": "2.4.2"}, ("得分", "0"), "2.4"),
]
LIGHTER_FAULTS = [
    ("confirmations", {"活动属实": "是"}, ("活动属实", "否"), {"2.3", "2.4", "5.2", "8.3"}),
    ("volunteer_confirmations", {}, ("确认人数", "0"), {"16.4"}),
]
"""What only the lighter edition counts."""


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("day", [TODAY, date(2018, 12, 31)])
def test_all_65_criteria_of_all_twelve_settlements_agree(workbooks, day, edition):
    compared, different = disagreements(workbooks, day, edition)
    assert compared == 12 * 65
    assert different == []


def plant(path: Path, where: dict, what: tuple[str, str], how_many: int = 4000) -> int:
    """Change the same cell of many matching rows; answers with how many."""
    book = load_workbook(path)
    sheet, changed = book.active, 0
    rows = sheet.iter_rows()
    heads = next([c.value for c in row] for row in rows if row[0].value == "编号")
    for row in rows:
        cells = dict(zip(heads, row, strict=True))
        if changed < how_many and all((cells[head].value or None) == value for head, value in where.items()):
            cells[what[0]].value, changed = what[1], changed + 1
    book.save(path)
    return changed


@pytest.mark.parametrize(("book", "where", "what", "code"), FAULTS)
def test_a_fault_planted_in_a_workbook_is_seen(workbooks, tmp_path, book, where, what, code):
    for path in workbooks.glob("*.xlsx"):
        shutil.copy(path, tmp_path / path.name)
    assert plant(tmp_path / f"{book}.xlsx", where, what) > 0
    _, different = disagreements(tmp_path, TODAY)
    assert code in {line.split()[1].rstrip(":") for line in different}


@pytest.mark.parametrize(("book", "where", "what", "codes"), LIGHTER_FAULTS)
def test_a_fault_in_what_residents_confirm_is_seen_by_the_lighter_edition(
    workbooks, tmp_path, book, where, what, codes
):
    for path in workbooks.glob("*.xlsx"):
        shutil.copy(path, tmp_path / path.name)
    assert plant(tmp_path / f"{book}.xlsx", where, what) > 0
    _, different = disagreements(tmp_path, TODAY, "LPS-2018-R")
    assert codes == {line.split()[1].rstrip(":") for line in different}
    assert disagreements(tmp_path, TODAY)[1] == [], "papers and pictures are what the printed one asks for"


@pytest.mark.parametrize("name", ["books.py", "oracle.py", *(path.name for path in HERE.glob("judge*.py"))])
def test_the_oracle_uses_nothing_of_the_house(name):
    tree = ast.parse((HERE / name).read_text(encoding="utf-8"))
    imported = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imported |= {
        alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }
    assert not [module for module in imported if module.split(".")[0] in ("hehuo", "django")]
