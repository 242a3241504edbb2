"""Journey 6, staff side: a lamp is broken, mended, not mended after all, mended again, rated; its facility and item 13 tell."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.acts import axe, fits, picture

PLACE, SECRETARY, STAFF = "D09", "qinglan-shuji", "qinglan-gongzuo"
LAMP, FAULT = "路灯2号", "灯罩脱落，不亮"


def open_lamp(page: Page) -> None:
    """The page of the facility, found by its name."""
    page.goto(f"/ledgers/facilities/?q={LAMP}")
    page.locator("table tbody a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def take(page: Page, label: str, **answers: str) -> None:
    """Take a step that asks: open its form, answer, hand in."""
    page.get_by_role("link", name=label, exact=True).click()
    for name, value in answers.items():
        field = page.locator(f"form.kit-form [name={name}]")
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    page.get_by_role("button", name="办理").click()
    expect(page.get_by_text(f"已办理：{label}。")).to_be_visible()


def mend(page: Page, day: str) -> None:
    """Somebody goes there and mends it."""
    take(page, "登记到场", on=day, at="10:00")
    take(page, "登记修好", on=day, at="11:00", work_done="更换灯罩和灯泡")


def shown(page: Page, term: str) -> str:
    """What the page says of a field."""
    return (
        page.locator("dl.kit-fields div", has=page.locator("dt", has_text=term))
        .first.locator("dd")
        .inner_text()
    )


def counted(page: Page) -> tuple[int, int]:
    """Met and total of criterion 13.3 on the scorecard."""
    page.goto(f"/scorecards/{PLACE}/")
    met, total = page.locator("#c-13\\.3 td.num").first.text_content().split("／")
    return int(met), int(total)


def test_a_lamp_is_mended_until_the_resident_says_so(sign_in):
    card, page = sign_in(SECRETARY), sign_in(STAFF)
    met, total = counted(card)
    today = timezone.localdate()
    before, day = f"{today - timedelta(2):%Y-%m-%d}", f"{today - timedelta(1):%Y-%m-%d}"
    open_lamp(page)
    axe(page)
    page.get_by_role("link", name="报修", exact=True).click()
    page.locator("[name=fault]").fill(FAULT)
    page.locator("[name=effect]").select_option(label="停用")
    page.locator("[name=reported_by]").select_option(label="群众")
    page.locator("[name=reported_on]").fill(before)
    page.locator("[name=reported_time]").fill("09:00")
    page.locator("form.kit-form [type=submit]").first.click()
    expect(page.get_by_text(FAULT).first).to_be_visible()
    ticket = page.url
    take(page, "定级", on=before, priority="p3")
    take(page, "派修", on=before, repairer_kind="community", repairer="网格员")
    mend(page, before)
    take(page, "没修好，重修", on=day, reason="没修好，晚上还是不亮")
    assert (shown(page, "办理状态"), shown(page, "重修次数")) == ("已派修", "1")
    mend(page, day)
    take(page, "确认修好", on=day, confirmed_by="reporter")
    take(page, "登记评价", on=day, rating="4")
    assert (shown(page, "办理状态"), shown(page, "评价")) == ("已办结", "4")
    axe(page)
    fits(page)
    picture(page, "repair-closed")
    open_lamp(page)
    expect(page.get_by_text(FAULT).first).to_be_visible()
    assert shown(page, "状况") == "正常"
    page.get_by_role("link", name="打印二维码").click()
    expect(page.get_by_role("img", name=LAMP)).to_be_visible()
    axe(page)
    assert counted(card) == (met + 1, total + 1)
    card.goto(ticket)
    expect(card.get_by_text(FAULT).first).to_be_visible()
