"""Journey 4: from the self-assessment to the reward, each step by the right person, with the documents on the way."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.journeys.acts import axe, fits, picture
from tests.journeys.files import both

UNIT, OTHER_RETURN = "栖云新城", "半年岗位推送缺少核实记录，请核对"


def open_campaign(page: Page, unit: str, state: str = "") -> str:
    """The campaign of a unit (in a state) from the list; answers with its address."""
    page.goto(f"/campaigns/?q={unit}")
    row = page.locator("main tr, main li, main article").filter(has_text=unit)
    if state:
        row = row.filter(has_text=state)
    row.locator("a[href*='/campaigns/']").first.click()
    expect(page).to_have_url(re.compile(r"/campaigns/\d+/$"))
    return page.url


def take(page: Page, address: str, step: str, **answers: str) -> None:
    """Open a campaign, press a step, fill its form by field name, and see it done."""
    page.goto(address)
    page.locator("main").get_by_role("link", name=step, exact=True).first.click()
    for name, value in answers.items():
        field = page.locator(f"main form [name={name}]")
        if field.first.evaluate("e => e.tagName") == "SELECT":
            field.select_option(**({"index": 1} if value == "first" else {"value": value}))
        elif field.first.get_attribute("type") == "radio":
            page.get_by_role("radio", name=value, exact=True).check()
        else:
            field.fill(value)
    page.locator("main form button[type=submit]").first.click()
    expect(page).to_have_url(address)
    expect(page.get_by_text(re.compile(f"已办理“{step}"))).to_be_visible()


def fill_sheet(page: Page, less: dict[str, str]) -> None:
    """Full points but for `less`, each with a reason."""
    for row in page.locator("table.score-sheet tbody tr:has(input.pts)").all():
        code = row.locator(".crit b").inner_text()
        row.locator("input.pts").fill(less.get(code, row.locator("[data-label=满分]").inner_text()))
        row.locator("input[name^=reason-]").fill("现场核对")


def self_assess(page: Page, address: str) -> None:
    """The secretary reviews what the ledgers filled in; a difference without a reason is refused."""
    take(page, address, "开始自评")
    page.get_by_role("link", name="填写并提交自评").click()
    expect(page.get_by_text(re.compile(r"本表已自动取数 \d+ 格"))).to_be_visible()
    page.locator("[name='points-12.4']").fill("0.1")
    page.locator("[name='reason-12.4']").fill("")
    page.get_by_role("button", name="提交自评").click()
    expect(page.get_by_text("您填写的内容已保留")).to_be_visible()
    expect(page.locator("[name='points-12.4']")).to_have_value("0.1")
    axe(page)
    fill_sheet(page, {"12.4": "0.5"})
    page.get_by_role("button", name="提交自评").click()
    expect(page).to_have_url(address)
    expect(page.get_by_text("现在是“自评合格”")).to_be_visible()
    total = total_of(page, address, "自评")
    word, _pdf = paper(
        page,
        address,
        "self_assessment",
        f"{UNIT}“和谐社区、活力社区”",
        "自评报告",
        f"总分{total}分",
        "差距清单",
    )
    assert word.count(total) >= 2, "the table of the report ends with the total of the screen"


def paper(page: Page, address: str, kind: str, *wanted: str) -> tuple[str, str]:
    """Open a campaign's papers and take one as Word and as PDF."""
    page.goto(address)
    page.get_by_role("link", name="公文和报告").click()
    link = page.locator(f"main a[href*='/make/{kind}/']").first.get_attribute("href")
    return both(page, link, *wanted)


def total_of(page: Page, address: str, scores: str) -> str:
    """The total of a sheet as the campaign's page shows it."""
    page.goto(address)
    row = page.get_by_role("region", name="各方评分").locator("tbody tr").filter(has_text=scores)
    return row.first.locator("[data-label=总分]").inner_text()


def review_in_the_county(sign_in, address: str) -> None:
    """One item goes back with a reason and returns; the rest stays."""
    leader, reviewer = sign_in("shuicheng-zhihuibu"), sign_in("shuicheng-shenhe")
    take(leader, address, "签署自评")
    leader.goto(address)
    expect(leader.get_by_text("初核请由另一位同事办理")).to_be_visible()
    take(reviewer, address, "开始县级初核")
    reviewer.get_by_role("link", name="初核打分").first.click()
    axe(reviewer)
    fits(reviewer)
    picture(reviewer, "county-review")
    reviewer.get_by_role("link", name="退回单项").click()
    reviewer.locator("[name=item_no]").select_option("12")
    reviewer.locator("[name=reason]").fill(OTHER_RETURN)
    reviewer.locator("main form button[type=submit]").click()
    expect(reviewer.get_by_text("第 12 条已退回、尚未改正")).to_be_visible()
    secretary = sign_in("qiyun-shuji")
    take(secretary, address, "改正退回项", item_return="first", reason="已补核实记录")
    reviewer.goto(f"{address}review/")
    fill_sheet(reviewer, {})
    reviewer.get_by_role("button", name="初核通过").click()
    expect(reviewer.get_by_text("现在是“县级初核通过”")).to_be_visible()
    take(leader, address, "申报验收", document_no="水城易扶指请〔2026〕9号")
    total = total_of(leader, address, "初核")
    wanted = ("水城易扶指请〔2026〕9号", UNIT, "经县级初核", f"总分{total}分", "妥否，请批示")
    paper(leader, address, "acceptance_application", *wanted)
    axe(leader)


def form_group_and_draw(sign_in, house, address: str) -> list[str]:
    """The city forms a group and draws a sample; answers with the members' user names."""
    names = {account["username"]: account["name"] for account in house.accounts}
    members = ["shi-yanshou1", "shi-yanshou2"]
    office = sign_in("shi-bangong")
    office.goto(address)
    office.get_by_role("link", name="组成验收组", exact=True).first.click()
    for member in members:
        office.get_by_role("checkbox", name=names[member]).check()
    office.get_by_label("组长").select_option(label=names[members[0]])
    office.get_by_label("回避声明").fill("各成员与该单位无利害关系")
    office.locator("main form button[type=submit]").first.click()
    expect(office.get_by_text("已办理“组成验收组”")).to_be_visible()
    take(office, address, "抽取样本", seed="2026-11-24 第一次抽取")
    return members


def judge(sign_in, address: str, members: list[str]) -> None:
    """Blind scores, visits to the drawn households, two persons and a leader."""
    pages = [sign_in(member) for member in members]
    for page in pages:
        page.goto(address)
        expect(page.get_by_text("在您和其他成员都提交评分以后显示")).to_be_visible()
        expect(page.locator("main")).not_to_contain_text("99.5")
        page.get_by_role("link", name="现场评分").first.click()
        fill_sheet(page, {"1.3": "1.2"})
        page.get_by_role("button", name="提交评分").click()
        expect(page).to_have_url(address)
    first, second = pages
    first.goto(address)
    while (visits := first.locator("form.visit")).count():
        left = visits.count()
        visits.first.get_by_role("button", name="登记").click()
        expect(first.locator("form.visit")).to_have_count(left - 1)
    picture(first, "acceptance")
    take(first, address, "提出验收结论", accepted="达标", reason="资料与现场相符")
    first.goto(address)
    expect(first.locator("main").get_by_role("link", name="会签验收结论")).to_have_count(0)
    take(second, address, "会签验收结论")
    leader = sign_in("shi-lingdao")
    take(leader, address, "审定验收结论")
    expect(leader.get_by_text("现在是“达标”")).to_be_visible()
    office = sign_in("shi-bangong")
    take(office, address, "发布公示")
    total = re.search(r"总分 ([\d.]+)", office.locator(".verdict").inner_text())[1]
    paper(
        office,
        address,
        "acceptance_decision",
        f"关于{UNIT}",
        "验收结论的通知",
        f"总分{total}分，结论为达标",
        "各条目验收得分",
    )
    paper(office, address, "public_notice", "公示期自", UNIT, total)
    office.goto("/campaigns/notices/")
    expect(office.locator("main")).to_contain_text(UNIT)
    axe(office)


def test_from_self_assessment_to_public_notice(house, sign_in):
    secretary = sign_in("qiyun-shuji")
    address = open_campaign(secretary, UNIT)
    self_assess(secretary, address)
    review_in_the_county(sign_in, address)
    judge(sign_in, address, form_group_and_draw(sign_in, house, address))
    outsider = sign_in("liuzhi-zhihuibu")
    assert outsider.request.get(address, max_redirects=0).status in (403, 404)


def test_reward_after_the_title_is_paid_by_another_person(sign_in):
    finance = sign_in("shi-caizheng")
    address = open_campaign(finance, "小寨村", "奖补待拨付")
    leader = sign_in("shi-lingdao")
    leader.goto(address)
    expect(leader.locator("main").get_by_role("link", name="拨付奖补")).to_have_count(0)
    finance.goto(address)
    expect(finance.locator("main")).to_contain_text("请先由市财政在“以奖代补”里审核")
    finance.goto("/campaigns/rewards/")
    finance.locator("main tr").filter(has_text="小寨村").get_by_role("link", name="审核", exact=True).click()
    axe(finance)
    finance.locator("main form button[type=submit]").first.click()
    expect(finance.get_by_text("已审核，可以在创建活动里登记拨付凭证")).to_be_visible()
    take(finance, address, "拨付奖补", voucher_no="财预〔2026〕118号")
    expect(finance.get_by_text("现在是“已奖补”")).to_be_visible()
    expect(finance.locator("main")).to_contain_text("财预〔2026〕118号")
    amount = re.search(r"奖补金额\s*([\d,.]+)\s*元", finance.locator("main").inner_text())[1]
    office = sign_in("shi-bangong")
    office.goto("/documents/?kind=reward_list")
    link = office.locator("main a[href*='/make/reward_list/']").first.get_attribute("href")
    both(office, link, "以奖代补名单的通知", "小寨村", amount)
