"""Journey 2: last year's workbooks go in after every error was named; the scorecard moves at once, and back on undo."""

from __future__ import annotations

import re
from pathlib import Path

from openpyxl import Workbook
from playwright.sync_api import Page, expect

from tests.journeys.acts import axe, fits, picture

PLACE, CLERK = "D01", "qiyun-gongzuo"
CARD = f"/scorecards/{PLACE}/"
HOUSEHOLD_HEADS = ["户编号", "户主", "搬迁户类型", "家庭人口数", "选房时间", "领钥匙时间", "入住时间"]
GOOD = [
    ["J-9001", "阿依·木果", "建档立卡贫困户", 4, "2018-05-02", "2018-06-05", "2018-07-01"],
    ["J-9002", "陈正明", "同步搬迁户", 3, "2018年5月3日", "2018.6.5", "2018/7/2"],
    ["J-9003", "彭昌菊", "1", 5, "2018-05-04", "2018-06-06", "2018-07-03"],
]
BAD = [
    ["J-9001", "", "建档立卡贫困户", 4, "2018-05-02", "2018-06-05", "2018-07-01"],
    ["J-9002", "陈正明", "外星户", 3, "2018-02-30", "2018.6.5", "2018/7/2"],
    ["J-9002", "彭昌菊", "1", 5, "2018-05-04", "2018-06-06", "2018-07-03"],
]


def workbook(path: Path, heads: list[str], rows: list[list]) -> Path:
    """A workbook with an official-looking head above the columns."""
    book = Workbook()
    sheet = book.active
    sheet.append(["栖云新城搬迁户花名册"])
    sheet.append(heads)
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def upload(page: Page, ledger: str, file: Path) -> None:
    """From the ledger's list to the answer of the check."""
    page.goto(f"/ledgers/{ledger}/")
    page.get_by_role("link", name="导入", exact=True).click()
    page.locator("[name=file]").set_input_files(file)
    if (place := page.locator("select[name=settlement]")).count():
        place.select_option(label="栖云新城")
    page.get_by_role("button", name="上传并检查").click()


def households(page: Page) -> tuple[int, int]:
    """Households moved in, and households, of criterion 9.1."""
    page.goto(CARD)
    text = page.locator("#c-9\\.1 td.num").first.text_content()
    met, total = re.match(r"(\d+)／(\d+)", text).groups()
    return int(met), int(total)


def confirmed(page: Page) -> tuple[int, int]:
    """Persons confirmed in time, of persons of working age (criterion 11.1, second part)."""
    page.goto(CARD)
    part = page.locator("#item-11").get_by_text(re.compile(r"核实及时")).first
    text = part.locator("xpath=ancestor-or-self::*[self::summary or self::div][1]").inner_text()
    met, total = re.search(r"(\d+)／(\d+)[，,]", text).groups()
    return int(met), int(total)


def test_households_of_a_workbook_move_the_scorecard_and_back(sign_in, tmp_path):
    page = sign_in(CLERK)
    before = households(page)
    upload(page, "households", workbook(tmp_path / "有错.xlsx", HOUSEHOLD_HEADS, BAD))
    expect(page.get_by_role("heading", name="需要改正的地方")).to_be_visible()
    errors = page.get_by_role("region", name="错误清单")
    for row, column, word in (
        (3, "户主姓名", "不能为空"),
        (4, "搬迁类型", "只能填"),
        (4, "分房时间", "2018-02-30"),
    ):
        line = errors.locator("tbody tr").filter(has_text=column).filter(has_text=word)
        expect(line.first).to_contain_text(str(row))
    expect(errors).to_contain_text("与第 4 行的家庭编号相同")
    axe(page)
    fits(page)
    picture(page, "import-errors")
    assert households(page) == before, "a refused file left something behind"

    upload(page, "households", workbook(tmp_path / "改好.xlsx", HOUSEHOLD_HEADS, GOOD))
    expect(page.get_by_text("检查通过，还没有写入")).to_be_visible()
    assert households(page) == before, "a dry run wrote something"
    page.go_back()
    picture(page, "import-preview")
    page.get_by_role("button", name="确认写入").click()
    expect(page.get_by_role("button", name="整批撤销")).to_be_visible()
    batch = page.url
    met, total = households(page)
    assert (met, total) == (before[0], before[1] + 3)

    page.goto(batch)
    page.get_by_role("button", name="整批撤销").click()
    expect(page.get_by_text("已撤销").first).to_be_visible()
    assert households(page) == before
    page.goto("/ledgers/households/?q=J-9001")
    expect(page.locator("main")).not_to_contain_text("木果")


def test_labour_rows_of_a_workbook_move_the_scorecard_and_back(sign_in, tmp_path):
    page = sign_in(CLERK)
    page.goto("/ledgers/labour/?confirmed_on_max=2026-10-01&sort=snapshot_month")
    row = page.locator("main table tbody tr").first
    name, number = row.locator("td").nth(2).inner_text(), row.locator("td").nth(3).inner_text()
    heads = [
        "家庭编号",
        "姓名",
        "统计月份",
        "劳动力类型",
        "就业情况",
        "务工形式",
        "务工区域",
        "单位",
        "年务工时间",
        "采集日期",
        "采集方式",
    ]
    facts = ["普通劳动力", "已就业", "单位就业", "县内", "凉云食品有限公司", 6]
    before = confirmed(page)
    bad = [[number, name, "2026年13月", *facts, "2026-11-20", "入户"]]
    upload(page, "labour", workbook(tmp_path / "有错.xlsx", heads, bad))
    expect(page.get_by_role("region", name="错误清单")).to_contain_text("月份")
    good = [[number, name, "2026年11月", *facts, "2026-11-20", "入户"]]
    upload(page, "labour", workbook(tmp_path / "改好.xlsx", heads, good))
    page.get_by_role("button", name="确认写入").click()
    expect(page.get_by_role("button", name="整批撤销")).to_be_visible()
    batch = page.url
    after = confirmed(page)
    assert after[0] >= before[0]
    page.goto(batch)
    page.get_by_role("button", name="整批撤销").click()
    expect(page.get_by_text("已撤销").first).to_be_visible()
    assert confirmed(page) == before
