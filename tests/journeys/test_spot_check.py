"""Journey 5: seed, draw, assignment, judgement on a tablet without network, finding, rectification, re-check, bulletin."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.acts import axe, fits, picture
from tests.journeys.conftest import PHONE
from tests.structure.tree import ROOT

SEED, PLACE, FACT = "七方报数-20261124", "听泉里", "抽看的住户台账与实际居住不符"
TEAMS = (("shi-yanshou1", "shi-yanshou2"), ("shi-yanshou2", "shi-yanshou1"))
CARD = "/scorecards/D08/?edition=LPS-2018-R"
EDITION = "六盘水市和谐社区活力社区创建考核标准（2018年试行，减负版）"
COUNTIES = ("shuicheng", "panzhou", "liuzhi", "zhongshan", "gaoxin")


def fill(page: Page, answers: dict[str, str]) -> None:
    """Fill a form by field name; a choice by its label, a person by the name before unit and title."""
    for name, value in answers.items():
        field = page.locator(f"main form [name={name}]").first
        if field.evaluate("e => e.tagName") == "SELECT":
            labels = field.locator("option").all_text_contents()
            names = [label.strip().split("\u3000")[0] for label in labels]
            field.select_option(index=names.index(value))
        elif field.get_attribute("type") == "checkbox":
            field.check()
        else:
            field.fill(value)


def take(page: Page, address: str, step: str, said: str = "", **answers: str) -> None:
    """Open a page, press a step, fill its form, and see it done."""
    page.goto(address)
    details = page.locator(".next-step details")
    if (
        details.count()
        and not page.locator(".next-step > .ways").get_by_role("link", name=step, exact=True).count()
    ):
        details.locator("summary").click()
    page.locator("main").get_by_role("link", name=step, exact=True).first.click()
    fill(page, answers)
    page.locator("main form button[type=submit]").last.click()
    expect(page.get_by_text(re.compile(said or f"已办理“{step}"))).to_be_visible()


def draft(office: Page) -> str:
    """A rule too large for its frame is refused with the number; then a small one. Answers with the check's address."""
    office.goto("/supervision/spot-checks/new/")
    for box in office.locator("main form [name=items]").all():
        box.set_checked(box.get_attribute("value") == "9")
    for group in office.locator(".box-groups details").all():
        if not group.evaluate("e => e.open"):
            group.locator("summary").click()
    every = office.locator(".box-groups details").first
    every.get_by_role("button", name="全选本组").click()
    expect(every.locator("input:checked")).to_have_count(every.locator("input").count())
    for box in office.locator("main form [name=ledgers]").all():
        box.set_checked(box.get_attribute("value") == "residents.occupancyspell")
    fill(office, {
        "title": "入住情况旅程抽查", "edition": EDITION, "planned_on": "2026-11-30", "others": "500", "record_least": "1", "record_percent": "0",
        "households": "1",
    })  # fmt: skip
    office.locator("main form button[type=submit]").last.click()
    refusal = office.get_by_text(re.compile(r"要抽其他单位 500 个，总体里只有 \d+ 个"))
    expect(refusal).to_be_visible()
    expect(office.locator("[name=title]")).to_have_value("入住情况旅程抽查")
    fill(office, {"others": "5"})
    office.locator("main form button[type=submit]").last.click()
    warned = office.get_by_text(re.compile("这些层各只抽 1 个"))
    expect(warned.or_(office.locator(".next-step")).first).to_be_visible()
    if warned.count():
        fill(office, {"accepted": "on"})
        office.locator("main form button[type=submit]").last.click()
    expect(office).to_have_url(re.compile(r"/supervision/spot-checks/\d+/$"))
    return office.url


def redraw(house, check: str, folder: Path) -> None:
    """The command and an independent program give the list that the page shows."""
    frame = folder / "frame.txt"
    environment = {
        **os.environ,
        "DATA_DIR": str(house.data),
        "DJANGO_SETTINGS_MODULE": "hehuo.config.settings.embedded",
    }
    ran = subprocess.run(
        [sys.executable, "-m", "hehuo", "draw", check, "--json", "--frame", str(frame)],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    told = json.loads(ran.stdout)
    drawn = []
    for stratum, size in sorted(told["sizes"].items()):
        codes = [
            line.split("|")[1]
            for line in frame.read_text(encoding="utf-8").split()
            if line.startswith(f"{stratum}|")
        ]
        codes.sort(
            key=lambda code, name=stratum: hashlib.sha256(f"{SEED}|{name}|{code}".encode()).hexdigest()
        )
        drawn += codes[:size]
    assert told["same"]
    assert drawn == [code for _, code in told["drawn"]]


def declare(office: Page, members: tuple[Page, ...], address: str) -> None:
    """Everybody declares for themselves at every own site; the first page names them. Only then the office goes on."""
    office.goto(address)
    expect(office.locator(".next-step")).to_contain_text("还没有本人声明是否回避")
    for page in members:
        page.goto("/")
        expect(page.locator("#sites-title")).to_be_visible()
        page.goto(address)
        while (links := page.locator("main li").get_by_role("link", name="声明是否回避")).count():
            links.first.click()
            page.get_by_role("button", name="我声明无须回避").click()
            expect(page.get_by_text("您已声明：")).to_be_visible()
            page.goto(address)
    take(office, address, "派组完成")


def assign(office: Page, house, address: str) -> None:
    """Two inspectors at every site."""
    names = {account["username"]: account["name"] for account in house.accounts}
    office.goto(address)
    sites = office.locator("#sites-title").locator("xpath=../..").locator("li")
    for number in range(sites.count()):
        first, second = TEAMS[number % 2]
        office.goto(f"{address}assign/")
        office.locator("[name=site]").select_option(index=1)
        fill(office, {"first": names[first], "second": names[second]})
        office.locator("main form button[type=submit]").last.click()
        expect(office.get_by_text("已办理“派抽查组”")).to_be_visible()


def judge(page: Page, address: str, *, offline: bool) -> None:
    """Judge every own site blind; the first one without network, through a reload of the page."""
    page.goto(address)
    expect(page.get_by_text("自评和系统分在您提交以后显示").first).to_be_visible()
    while (links := page.locator("main li").get_by_role("link", name="现场评分")).count():
        links.first.click()
        expect(page.locator("#judge")).to_be_visible()
        if offline:
            expect(page.locator("#judge[data-kept=yes]")).to_be_visible()
            page.context.set_offline(True)
            page.reload()
            expect(page.locator("#judge")).to_be_visible()
        for row in page.locator("table.score-sheet tbody tr:has(input.pts)").all():
            row.locator("input.pts").fill(row.locator("[data-label=满分]").inner_text())
        for choice in page.locator("#judge select").all():
            choice.select_option(index=1)
        if offline:
            page.reload()
            expect(page.locator("input.pts").first).not_to_have_value("")
            axe(page)
            fits(page)
            picture(page, "judge-tablet")
            page.get_by_role("button", name="提交评分").click()
            expect(page.locator("#judge-say")).to_contain_text("内容已保存在本机")
            page.context.set_offline(False)
            offline = False
        else:
            page.get_by_role("button", name="提交评分").click()
        expect(page).to_have_url(address)


def rectify(sign_in, office: Page, finding: str) -> None:
    """Notice, plan, work, re-check by a third person; the points return only then."""
    county, third = sign_in("zhongshan-zhihuibu"), sign_in("shi-yanshou3")
    office.goto(CARD)
    expect(office.locator("#card")).not_to_contain_text("督查扣 0.30 分")
    take(office, finding, "发整改通知")
    office.goto(CARD)
    expect(office.locator("#card")).to_contain_text("督查扣 0.30 分")
    take(county, finding, "签收通知")
    take(
        county,
        finding,
        "报送整改方案",
        person="副区长",
        measures="逐户走访更正",
        until=county.evaluate("new Date(Date.now() + 864e5).toLocaleDateString('sv-SE')"),
    )
    take(office, finding, "方案通过")
    take(county, finding, "开始整改")
    take(county, finding, "报告完成", reason="已逐户核对更正")
    office.goto(CARD)
    expect(office.locator("#card")).to_contain_text("督查扣 0.30 分")
    office.goto(finding)
    expect(office.locator("main")).to_contain_text("请由另一位同事复查")
    take(third, finding, "开始复查")
    take(third, finding, "复查销号", method="现场复查", reason="现场抽看，均已相符")
    office.goto(CARD)
    expect(office.locator("#card")).not_to_contain_text("督查扣 0.30 分")


def test_a_spot_check_takes_points_that_return_only_at_the_re_check(house, sign_in, tmp_path):
    office = sign_in("shi-bangong")
    address = draft(office)
    take(office, address, "抽取样本", seed=SEED)
    expect(office.locator("main")).to_contain_text(SEED)
    expect(office.get_by_role("link", name="抽取样本", exact=True)).to_have_count(0)
    redraw(house, address.rstrip("/").rsplit("/", 1)[1], tmp_path)
    assign(office, house, address)
    first, second = sign_in("shi-yanshou1", window={"width": 1024, "height": 768}), sign_in("shi-yanshou2")
    declare(office, (first, second), address)
    take(first, address, "开始现场检查")
    judge(first, address, offline=True)
    judge(second, address, offline=False)
    take(office, address, "资料核完")
    take(office, address, "拟定问题")
    held = criterion_with_points(office)
    office.goto(f"{address}add_finding/")
    code = next(
        t for t in office.locator("[name=criterion] option").all_inner_texts() if t.startswith(f"{held} ")
    )
    units = office.locator("[name=responsible] option")
    unit = next(text for text in units.all_inner_texts() if "钟山区" in text and "指挥部" in text)
    fill(office, {
        "site": PLACE, "criterion": code, "points": "0.30", "fact": FACT, "basis": "抽查核定表", "requirement": "逐户核对更正",
        "responsible": unit,
    })  # fmt: skip
    office.locator("main form button[type=submit]").last.click()
    expect(office.get_by_text("已办理“记录问题")).to_be_visible()
    take(office, address, "送单位反馈")
    for slug in COUNTIES:
        answer_for(sign_in(f"{slug}-zhihuibu"), address)
    take(sign_in("shi-bangong2"), address, "确定结果", reason="自评总体属实")
    office.goto(address)
    expect(office.locator("main")).to_contain_text("推算真实平均")
    expect(office.locator("main")).to_contain_text("台账相符率")
    expect(office.locator("main")).to_contain_text("觉得安全吗")
    axe(office)
    picture(office, "spot-check-result")
    leader = sign_in("shi-lingdao")
    take(leader, address, "转整改", reason="问题限期整改")
    office.goto(address)
    office.get_by_role("link", name=FACT).click()
    finding = office.url
    rectify(sign_in, office, finding)
    stranger = sign_in("liuzhi-zhihuibu", window=PHONE)
    assert stranger.request.get(finding, max_redirects=0).status in (403, 404)
    publish(office)


def criterion_with_points(page: Page) -> str:
    """A sub-criterion of item 9 that the place has points on."""
    page.goto(CARD)
    for number in range(1, 6):
        points = page.locator(f"[id='c-9.{number}'] td.num.nowrap b").text_content()
        if points != "—" and float(points) >= 0.3:
            return f"9.{number}"
    raise AssertionError("item 9 has no points to take")


def answer_for(page: Page, address: str) -> None:
    """The county replies for each of its sites."""
    page.goto(f"{address}reply/")
    while page.locator("[name=site]").count() and page.locator("[name=site] option").count() > 1:
        page.locator("[name=site]").select_option(index=1)
        fill(page, {"reason": "核定结果属实"})
        page.locator("main form button[type=submit]").last.click()
        expect(page.get_by_text("已办理“反馈意见")).to_be_visible()
        page.goto(f"{address}reply/")


def publish(office: Page) -> None:
    """The bulletin of the quarter lists the problem by itself."""
    office.goto("/supervision/bulletins/new/")
    fill(office, {"title": "关于抽查情况的通报"})
    office.locator("main form button[type=submit]").last.click()
    expect(office).to_have_url(re.compile(r"/supervision/bulletins/\d+/$"))
    expect(office.locator(".paper")).to_contain_text(FACT)
    expect(office.locator(".paper")).to_contain_text("已销号")
    picture(office, "bulletin")
