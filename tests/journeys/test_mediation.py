"""Journey 8: a dispute is mediated in confidence; the mediator and the chair open it, everybody else sees counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.acts import axe, fits, picture

MEDIATOR, CHAIR, SECRETARY = "qiyun-tiaojie", "qiyun-tiaojiezhuren", "qiyun-shuji"
TOLD = "楼上夜间拖动桌椅，楼下老人睡不好"
CASES = "/ledgers/mediation-cases/"


def enter_case(page: Page) -> str:
    """The mediator writes down what a party has said; answers with the address of the case."""
    page.goto(f"{CASES}new/")
    page.get_by_label("案件来源").select_option(label="当事人申请")
    page.get_by_label("纠纷类型").select_option(label="邻里")
    page.get_by_label("申请（提出）日期").fill(f"{timezone.localdate() - timedelta(3):%Y-%m-%d}")
    for label, text in (
        ("当事人甲", "甲家"),
        ("当事人乙", "乙家"),
        ("简要情况", TOLD),
        ("申请事项", "请夜间安静"),
    ):
        page.get_by_label(label).fill(text)
    axe(page)
    page.get_by_role("button", name="保存").first.click()
    expect(page.get_by_text("已保存")).to_be_visible()
    return urlsplit(page.url).path


def take(page: Page, address: str, label: str, fill: Callable[[Page], None] = lambda page: None) -> None:
    """A step that asks for something."""
    page.goto(address)
    page.get_by_role("link", name=label, exact=True).click()
    fill(page)
    page.get_by_role("button", name="办理").click()
    expect(page.get_by_text(f"已办理：{label}")).to_be_visible()


def talk(page: Page, address: str) -> None:
    """One session with both sides."""
    page.goto(f"/ledgers/mediation-sessions/new/?case={address.rstrip('/').rsplit('/', 1)[1]}")
    page.get_by_label("日期", exact=False).last.fill(f"{timezone.localdate():%Y-%m-%d}")
    page.get_by_label("形式").select_option(label="共同调解")
    page.get_by_label("地点").fill("调解室")
    page.get_by_label("记录", exact=False).last.fill("双方约定夜间十点以后不拖动桌椅")
    page.get_by_role("button", name="保存").first.click()
    expect(page.get_by_text("已保存")).to_be_visible()


def agree(page: Page) -> None:
    """What both sides settled on."""
    page.get_by_label("协议形式").select_option(label="口头协议")
    page.get_by_label("协议内容").fill("夜间十点以后安静")
    page.get_by_label("履行期限").fill(f"{timezone.localdate() + timedelta(10):%Y-%m-%d}")


def test_a_dispute_is_mediated_in_confidence(sign_in):
    mediator = sign_in(MEDIATOR)
    address = enter_case(mediator)
    expect(mediator.locator("body")).not_to_contain_text(TOLD)
    take(
        mediator,
        address,
        "受理",
        lambda page: page.get_by_label("双方是否同意").select_option(label="都同意"),
    )
    mediator.get_by_role("button", name="开始调解").click()
    expect(mediator.get_by_text("已办理：开始调解")).to_be_visible()
    talk(mediator, address)
    take(mediator, address, "登记达成协议", agree)
    expect(mediator.locator("body")).to_contain_text("履行中")
    axe(mediator)
    fits(mediator)
    picture(mediator, "mediation-case")

    chair = sign_in(CHAIR)
    chair.goto(address)
    expect(chair.locator("body")).not_to_contain_text(TOLD)
    chair.get_by_label("简要情况").check()
    chair.get_by_label("查看原因（记入日志）").fill("指导调解")
    chair.get_by_role("button", name="查看", exact=True).click()
    expect(chair.locator("body")).to_contain_text(TOLD)

    for username, answer in (
        (SECRETARY, 403),
        ("shi-bangong", 403),
        ("jinxi-tiaojie", 404),
        ("qiyun-wangge1", 403),
    ):
        other = sign_in(username)
        shown = other.goto(address)
        assert shown is not None
        assert shown.status == answer, username
        expect(other.locator("body")).not_to_contain_text("乙家")

    city = sign_in("shi-bangong")
    city.goto("/mediation/counts/")
    expect(city.get_by_role("heading", name="调解情况统计")).to_be_visible()
    expect(city.locator("table")).to_contain_text("件数")
    expect(city.locator("body")).not_to_contain_text("人调字")
    axe(city)
    fits(city)
