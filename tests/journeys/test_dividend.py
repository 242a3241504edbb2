"""Journey 9: a platform company runs a dividend, from the profit to the statement that a household takes home."""

from __future__ import annotations

import io
import re
from decimal import Decimal

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.journeys.acts import axe, fits, picture, speaks_chinese

COMPANY, PLACE = "shuicheng-pingtai", "荞花里"
PROFIT, PAYOUT = "123456.78", Decimal("100000.01")


def pick(page: Page, field: str, text: str) -> None:
    """Search in a searching select and take the first answer."""
    page.locator(f"[name={field}__q]").fill(text)
    select = page.locator(f"select[name={field}]")
    expect(select.locator("option").nth(1)).to_contain_text(re.compile(re.escape(text)))
    select.select_option(index=1)


def close_accounts(page: Page, year: int, profit: str, payout: str) -> None:
    """A new batch of the settlement's cooperative."""
    page.goto("/ledgers/dividends/new/")
    page.locator("[name=settlement]").select_option(label=PLACE)
    pick(page, "company", f"{PLACE}种养殖")
    for name, value in (
        ("year", str(year)),
        ("record_day", f"{year}-12-31"),
        ("profit_fen", profit),
        ("payout_fen", payout),
    ):
        page.locator(f"[name={name}]").fill(value)
    page.get_by_role("button", name="保存").first.click()
    expect(page.get_by_text("已保存。")).to_be_visible()


def take(page: Page, label: str, **values: str) -> None:
    """A step that asks: its link, its form, its word of success."""
    page.get_by_role("link", name=label, exact=True).click()
    for name, value in values.items():
        field = page.locator(f"[name={name}]")
        field.select_option(value) if field.evaluate("f => f.tagName") == "SELECT" else field.fill(value)
    page.get_by_role("button", name="办理").click()
    expect(page.get_by_text(f"已办理：{label}。")).to_be_visible()


def amounts(page: Page) -> list[Decimal]:
    """The column of money in the table of the run."""
    cells = page.locator("article tbody td:nth-child(5)").all_inner_texts()
    return [Decimal(text.replace(",", "")) for text in cells]


def object_and_answer(page: Page, batch: str, holder: str) -> None:
    """A holder objects, the money waits, the answer frees it."""
    page.goto(f"/ledgers/dividend-objections/new/?batch={batch.rsplit('/', 2)[1]}")
    page.locator("[name=settlement]").select_option(label=PLACE)
    pick(page, "shareholder", holder)
    page.locator("[name=raised_on]").fill("2021-02-03")
    page.locator("[name=content]").fill("登记日的股份与股权证不一致")
    page.get_by_role("button", name="保存").first.click()
    expect(page.get_by_text("已保存。")).to_be_visible()
    answer = page.url
    page.goto(batch)
    expect(page.get_by_text("还有异议没有答复")).to_be_visible()
    page.goto(answer)
    take(page, "异议不成立", on="2021-02-05", answer="已对照股权登记簿核对，与股权证一致。")
    page.goto(batch)


def paylist(page: Page) -> list[list[object]]:
    """The workbook for the bank."""
    page.get_by_label("用途（记入日志）").fill("银行代发")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="导出发放清单").click()
    sheet = load_workbook(io.BytesIO(waiting.value.path().read_bytes())).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_a_dividend_from_the_profit_to_the_statement(sign_in):
    page = sign_in(COMPANY)
    close_accounts(page, 2020, PROFIT, str(PAYOUT))
    batch = page.url
    axe(page)
    page.get_by_role("button", name="拟定分配方案").click()
    expect(page.get_by_text("已办理：拟定分配方案。")).to_be_visible()
    page.get_by_role("link", name="查看分配表").click()
    shared, holder = amounts(page), page.locator("article tbody td:nth-child(3)").first.inner_text()
    assert sum(shared) == PAYOUT
    expect(page.locator("article tfoot")).to_contain_text("100,000.01")
    axe(page)
    fits(page)
    speaks_chinese(page)
    picture(page, "dividend-allocation")
    page.goto(batch)
    take(page, "登记会议通过", on="2021-02-01", meeting_no="股东会〔2021〕1号")
    take(page, "开始公示", on="2021-02-02")
    expect(page.get_by_text("2021-02-08").first).to_be_visible()  # five working days; Sunday the 7th was one
    object_and_answer(page, batch, holder)
    take(page, "开始兑付", on="2021-03-01")
    rows = paylist(page)
    assert "分红发放清单" in str(rows[0][0])
    total = next(row for row in rows if row[0] == "合计")
    assert Decimal(str(total[4])) == PAYOUT
    assert len([row for row in rows if isinstance(row[0], int | float)]) == len(shared)
    take(page, "登记整批兑付", on="2021-03-05", receipt="bank_ok")
    page.goto(f"/ledgers/dividend-payments/?batch={batch.rsplit('/', 2)[1]}&state=paid")
    page.get_by_role("link", name=re.compile("^查看")).first.click()
    page.get_by_role("link", name="收益对账单").click()
    expect(page.get_by_role("heading", name="收益对账单", level=1)).to_be_visible()
    expect(page.get_by_text("2020 年度分红", exact=True)).to_be_visible()
    axe(page)
    fits(page)
    speaks_chinese(page)
    picture(page, "dividend-statement")


def test_a_year_of_loss_pays_nothing_and_says_so(sign_in):
    page = sign_in(COMPANY)
    close_accounts(page, 2021, "-56000.50", "0")
    expect(page.get_by_text("本年没有可分配利润，不能分红")).to_be_visible()
    page.get_by_role("button", name="登记本年不分红").click()
    expect(page.get_by_text("2021 年度可分配利润为 -56,000.50 元，本年不分红。").first).to_be_visible()
    expect(page.get_by_role("link", name="查看分配表")).to_have_count(0)
