"""Journey 1: a city official loads the printed plan, settles what is odd in it, freezes and publishes the edition."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.journeys.acts import axe, fits, picture
from tests.structure.tree import HOUSE

PLAN = HOUSE / "assessment/standards/sources/programme-2018-3.txt"
CODE = "LPS-TRIAL"


def load_the_plan(page: Page) -> None:
    """From the menu to the draft."""
    page.goto("/standards/")
    page.get_by_role("link", name="读入官方考核表").click()
    axe(page)
    page.get_by_label("官方考核表").set_input_files(PLAN)
    page.get_by_label("名称").fill("2018 年试行标准（重新读入）")
    page.get_by_label("版本代号").fill(CODE)
    page.get_by_role("button", name="读入并形成草稿").click()
    expect(page).to_have_url(re.compile(rf"/standards/{CODE}/$"))


def settle_every_finding(page: Page) -> int:
    """Decide on each finding that asks for it; the one about points gets the inferred 6. Returns how many."""
    settled = 0
    while (forms := page.locator("form[action*='/findings/']")).count():
        form = forms.first
        if (points := form.locator("[name=points]")).count():
            points.fill("6")
        form.locator("[name=resolution]").fill("已与印发原文核对，照此处理")
        form.get_by_role("button", name="确认处理").click()
        expect(page).to_have_url(re.compile(rf"/standards/{CODE}/"))
        settled += 1
        assert settled < 100, "a finding stays open after it was settled"
    return settled


def test_the_printed_plan_becomes_a_published_edition(sign_in):
    page = sign_in("shi-bangong")
    load_the_plan(page)
    expect(page.locator("article.standard-item")).to_have_count(16)
    fifth = page.locator("#item-5")
    expect(fifth).to_contain_text("推定")
    expect(page.get_by_role("button", name="冻结并发布")).to_be_disabled()
    axe(page)
    fits(page)
    picture(page, "standard-draft")
    assert settle_every_finding(page) >= 3
    expect(page.locator(".purpose")).to_contain_text("合计 100 分")
    page.get_by_role("button", name="冻结并发布").click()
    expect(page.get_by_text("标准已冻结并发布")).to_be_visible()
    expect(page.get_by_role("button", name="冻结并发布")).to_have_count(0)
    picture(page, "standard-published")


def test_a_table_without_points_is_refused_with_its_reason(sign_in, tmp_path):
    page = sign_in("shi-bangong")
    table = tmp_path / "无分值.txt"
    table.write_text("一、环境整洁\n1．道路平整\n2．垃圾日清\n", encoding="utf-8")
    page.goto("/standards/import/")
    page.get_by_label("官方考核表").set_input_files(table)
    page.get_by_label("名称").fill("没有分值的表")
    page.get_by_label("版本代号").fill("NO-POINTS")
    page.get_by_role("button", name="读入并形成草稿").click()
    expect(page.get_by_label("名称")).to_have_value("没有分值的表")
    expect(page.get_by_text(re.compile("分值"))).not_to_have_count(0)
    axe(page)
