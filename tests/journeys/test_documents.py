"""Journey 4, on paper: drafted, stopped for a phone number, signed, numbered, received, corrected, withdrawn, registered.

It begins where the demo city stands: 望岫村 is accepted, rewards are approved, bulletins are drafted.
"""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.journeys.acts import axe, fits, picture
from tests.journeys.conftest import PHONE
from tests.journeys.files import both, fetched, squeezed, word_text

UNIT, PHONE_NO = "望岫村", "13985801234"
NUMBER = r"六盘水易扶指{}〔\d{{4}}〕[1-9]\d*号"


def compose(office: Page, kind: str, record: str) -> str:
    """Turn a record into a draft paper; answers with its address."""
    office.goto(f"/documents/?kind={kind}")
    office.locator("main li").filter(has_text=record).first.get_by_role("button", name="拟成公文").click()
    expect(office).to_have_url(re.compile(r"/documents/\d+/edit/$"))
    return office.url.removesuffix("edit/")


def press(page: Page, address: str, step: str, **answers: str) -> None:
    """Take a step of a paper, its form unfolded, and see it done."""
    page.goto(address)
    panel = page.locator(".next-step")
    button = panel.get_by_role("button", name=step, exact=True)
    if not button.is_visible():
        panel.locator("summary").filter(has_text=re.compile(f"^{step}$")).click()
    for name, value in answers.items():
        field = panel.locator(f"[name$='-{name}']").first
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    button.click(timeout=60_000)  # both files are written at issue
    expect(page.get_by_text(f"已办理“{step}”")).to_be_visible()


def issue(office: Page, leader: Page, address: str) -> str:
    """Signed by the leader, numbered by the office; answers with the number as printed."""
    press(office, address, "送签发")
    office.goto(address)
    expect(office.locator(".next-step").get_by_role("button", name="签发", exact=True)).to_have_count(0)
    press(leader, address, "签发")
    press(office, address, "编号印发")
    return re.search(NUMBER.format("[通纪]"), office.locator("article .number").inner_text())[0]


def stopped_by_privacy(office: Page, address: str) -> None:
    """A phone number in the words stops the paper; the message says where, and what was typed stays."""
    office.goto(f"{address}edit/")
    body = office.locator("[name=body]")
    words = body.input_value()
    body.fill(f"{words}\n联系人电话{PHONE_NO}。")
    office.get_by_role("button", name="保存").click()
    alert = office.get_by_text(re.compile(r"正文第 \d+ 段含有电话号码"))
    expect(alert.first).to_be_visible()
    office.locator(".next-step").get_by_role("button", name="送签发").click()
    expect(
        office.locator("main, .toast, .alert").get_by_text(re.compile("含有电话号码")).first
    ).to_be_visible()
    expect(office.locator(".next-step")).to_contain_text("拟稿")
    axe(office)
    office.goto(f"{address}edit/")
    expect(body).to_have_value(re.compile(PHONE_NO))
    body.fill(words)
    office.get_by_role("button", name="保存").click()
    expect(office.get_by_text("含有电话号码")).to_have_count(0)


def received(sign_in, office: Page, address: str, number: str) -> None:
    """The county opens the paper on a phone from its list; the issuer sees who signed for it."""
    office.goto(address)
    expect(office.locator("#to-title").locator("xpath=../..")).to_contain_text("未签收")
    county = sign_in("shuicheng-zhihuibu", window=PHONE)
    county.goto("/documents/register/")
    county.locator("main tr").filter(has_text=number).get_by_role("link").first.click()
    expect(county.locator("article")).to_contain_text(number)
    expect(county.locator("main")).not_to_contain_text("办理记录")
    fits(county)
    axe(county)
    office.goto(address)
    receipt = office.locator("#to-title").locator("xpath=../..")
    expect(receipt).to_contain_text("已签收 1/1")
    expect(receipt.locator("li").filter(has_text="水城区")).to_contain_text(re.compile(r"\d+:\d+签收"))


def test_a_decision_is_issued_received_withdrawn_and_corrected(sign_in):
    office, leader = sign_in("shi-bangong"), sign_in("shi-lingdao")
    office.goto("/campaigns/?q=" + UNIT)
    office.locator("main tr").filter(has_text=UNIT).filter(has_text="达标").get_by_role("link").first.click()
    campaign = office.url
    total = re.search(r"总分 ([\d.]+)", office.locator(".verdict").inner_text())[1]
    address = compose(office, "acceptance_decision", UNIT)
    stopped_by_privacy(office, address)
    number = issue(office, leader, address)
    word, _pdf = both(office, f"{address}file/", f"关于{UNIT}“和谐社区、活力社区”", number, f"总分{total}分")
    assert word.endswith(squeezed(total)), "the total of the table is the total on the screen"
    picture(office, "issued-paper")
    received(sign_in, office, address, number)

    press(office, address, "撤回文件", reason="抽样户数有误")
    press_correct(office, address)
    corrected = office.url.removesuffix("edit/")
    office.locator("[name=body]").fill(office.locator("[name=body]").input_value() + "\n抽样户数以本文为准。")
    office.get_by_role("button", name="保存").click()
    second = issue(office, leader, corrected)
    assert second != number
    both(office, f"{corrected}file/", second, f"{number}同时废止")

    notice = compose(office, "public_notice", "荞花里")
    third = issue(office, leader, notice)
    press(office, notice, "撤回文件", reason="公示日期有误，另行公示")
    press(office, corrected, "归档", archive_no="2026-易扶通-099", retention="30")
    registered(office, {number: "已撤回", second: "已归档", third: "已撤回"})
    shut_out(
        sign_in, [campaign, address, corrected, notice, f"{address}file/", f"{corrected}file/?as=pdf"], number
    )


def press_correct(office: Page, address: str) -> None:
    """Begin the correction, which opens for editing."""
    office.goto(address)
    office.locator(".next-step").get_by_role("button", name="起草更正文件").click()
    expect(office).to_have_url(re.compile(r"/documents/\d+/edit/$"))


def registered(office: Page, wanted: dict[str, str]) -> None:
    """The register lists every paper with its state, and the correction beside its original."""
    office.goto("/documents/")
    office.get_by_role("link", name="发文登记").first.click()
    axe(office)
    for number, state in wanted.items():
        row = office.locator("main tbody tr").filter(has=office.get_by_role("cell", name=number, exact=True))
        expect(row).to_contain_text(state)
    first, second = list(wanted)[:2]
    expect(office.locator("main tbody tr").filter(has_text=f"由 {second} 更正")).to_contain_text(first)
    office.get_by_label("状态").select_option(label="已撤回")
    office.get_by_role("button", name="查询").click()
    expect(office.locator("main")).to_contain_text(first)
    expect(office.get_by_role("cell", name=second, exact=True)).to_have_count(0)
    picture(office, "register")


def shut_out(sign_in, addresses: list[str], number: str) -> None:
    """Another county finds none of it."""
    outsider = sign_in("liuzhi-zhihuibu")
    for address in addresses:
        assert outsider.request.get(address, max_redirects=0).status in (403, 404), address
    outsider.goto("/documents/register/")
    expect(outsider.locator("main")).not_to_contain_text(number)


def test_the_reward_list_and_a_bulletin_say_what_the_screen_says(sign_in):
    office = sign_in("shi-bangong")
    office.goto("/campaigns/rewards/")
    grants = office.get_by_role("region", name="奖补台账")
    total = grants.locator("tfoot td.num").first.inner_text()
    office.goto("/documents/?kind=reward_list")
    links = office.locator("main li a[href*='/make/reward_list/']")
    address = links.first.get_attribute("href")
    word, _pdf = both(office, address, "以奖代补名单的通知", f"金额合计{total}元")
    assert (
        squeezed(f"合计{grants.locator('tbody tr').count()}个") in re.sub(r"\d{4,}", "", word)
        or total in word
    )
    office.goto("/supervision/bulletins/?state=issued")
    office.locator("main tbody tr").first.get_by_role("link").first.click()
    title = office.locator("#paper-title").inner_text()
    number = re.search(NUMBER.format("发"), office.locator(".paper").inner_text())[0]
    pk = re.search(r"/(\d+)/$", office.url)[1]
    both(office, f"/documents/make/bulletin/{pk}/", title, number, "督查发现的问题")
    outsider = sign_in("liuzhi-zhihuibu")
    for closed in (
        office.url,
        f"/documents/make/reward_list/{address.split('/')[-2]}/",
        "/campaigns/rewards/",
    ):
        assert outsider.request.get(closed, max_redirects=0).status in (403, 404), closed
    assert word_text(fetched(office, address)) == word
