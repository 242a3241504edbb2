"""Journey 3: a secretary goes from a lost point to the household that loses it, finds it a job, and the score follows."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.acts import axe, fits, picture

PLACE, SECRETARY = "D02", "qiaohua-shuji"
CARD = f"/scorecards/{PLACE}/"


def points(page: Page) -> dict[str, Decimal]:
    """What the scorecard shows: the criterion, its item, its section, the total."""
    number = lambda text: Decimal(text.split("／")[0].strip())  # noqa: E731
    return {
        "12.3": number(page.locator("#c-12\\.3 td.num").nth(1).text_content()),
        "item": number(page.locator("#item-12 .item-points").inner_text()),
        "section": number(page.locator("#section-3 b").inner_text()),
        "total": number(page.locator(".dial figcaption b").last.inner_text()),
    }


def open_the_case(page: Page) -> None:
    """From the criterion to the one household behind it."""
    cases = page.locator("#cases-12\\.3-zero_employment_households")
    expect(cases).to_contain_text("看 1 户")
    cases.locator("summary").click()
    cases.get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="家庭成员")).to_be_visible()


def recommend_and_start(page: Page) -> None:
    """An opening is offered, the person agrees and begins."""
    offer = page.locator("#offer")
    offer.get_by_label("成员").select_option(index=1)
    offer.get_by_label("岗位").select_option(index=1)
    offer.get_by_role("button", name="登记推荐").click()
    start = page.locator("#start")
    start.get_by_label("哪次推荐").select_option(index=1)
    start.get_by_label("印证").select_option(label="合同")
    start.get_by_label("本人同意日期").fill(f"{timezone.localdate() - timedelta(1):%Y-%m-%d}")
    start.get_by_role("button", name="登记上岗").click()
    expect(page.get_by_text("这户从现在起不再是零就业家庭")).to_be_visible()


def test_a_job_for_the_last_household_brings_the_points_back(sign_in):
    page = sign_in(SECRETARY)
    page.goto(CARD)
    before = points(page)
    watching = page.context.new_page()
    watching.goto(CARD)
    axe(page)
    open_the_case(page)
    axe(page)
    fits(page)
    picture(page, "zero-employment-case")
    recommend_and_start(page)
    expect(watching.locator("#c-12\\.3 td.num").nth(1)).to_contain_text("2.50", timeout=4_000)
    page.goto(CARD)
    after = points(page)
    assert after["12.3"] == Decimal("2.50") > before["12.3"]
    for part in ("item", "section", "total"):
        assert after[part] - before[part] == after["12.3"] - before["12.3"], part
    expect(page.locator("#c-12\\.3")).to_contain_text("31／31")
    expect(page.locator("#item-12")).to_contain_text("全部符合，计满分")
