"""Organisations, posts, visits, windows: two years of 2018–2019 and the last months up to today (items 14 and 15)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from hehuo.config.demo.places import Site
from hehuo.config.demo.writer import Row, Writer
from hehuo.services.models import (
    Courtyard,
    GridAssignment,
    MassOrg,
    PartyOrg,
    RequiredFile,
    ResidentsCommittee,
    ServiceItem,
    ServiceMaterial,
    ServiceRule,
    ServiceWindow,
    WindowHours,
    WorkVisit,
)
from hehuo.services.organisations.services import USUAL_FILES

START = date(2018, 6, 4)
SURNAMES, GIVEN = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨",
    ("明", "芳", "强", "燕", "军", "丽", "勇", "霞", "德", "英"),
)
ITEMS = (
    ("城乡居民养老保险参保登记", "labour", "promised", 10, 3, ("居民身份证", "户口簿", "银行卡复印件")),
    ("就业失业登记", "labour", "instant", 5, 0, ("居民身份证",)),
    ("居住证办理", "police", "upward", 15, 10, ("居民身份证", "居住证明", "近期照片")),
    ("户口迁移", "police", "upward", 20, 15, ("户口簿", "居民身份证", "迁入地住房证明")),
    ("临时救助申请", "civil", "promised", 20, 7, ("申请书", "居民身份证", "困难情况说明")),
    ("高龄津贴申领", "civil", "agency", 20, 10, ("居民身份证", "银行卡复印件")),
    ("生育服务登记", "health", "instant", 5, 0, ("居民身份证", "结婚证")),
    ("家庭医生签约", "health", "promised", 10, 2, ("居民身份证",)),
    ("城乡居民医保参保", "insurance", "promised", 10, 3, ("居民身份证", "户口簿")),
    ("子女转学介绍", "education", "agency", 15, 5, ("户口簿", "学籍证明", "住房证明")),
)  # fmt: skip
RULES = {
    "first_contact": "谁第一个接待，谁负责到底；不属于自己的事，带到能办的人那里，接手后才算完。",
    "one_notice": "缺什么材料，收到申请后五个工作日内一次说全，只说一次。",
    "time_limit": "照事项目录的承诺时限办好；办不好的提前说明原因。",
    "agency": "老人、残疾人和在外务工的，可以请人代办，也可以由社区帮办。",
    "rating": "每件事办完请群众评价；差评一个工作日内联系，整改后告诉本人。",
}


def spans(today: date) -> list[tuple[date, date]]:
    """The plan's years, and the last half-year; `between` fills the time that lies between them."""
    return [(START, date(2019, 12, 31)), (today - timedelta(184), today - timedelta(1))]


def months(today: date) -> Iterator[date]:
    """First days of the months in `spans`."""
    for first, last in spans(today):
        month = first.replace(day=1)
        while month <= last:
            yield month
            month = (month + timedelta(32)).replace(day=1)


def is_sloppy(site: Site) -> bool:
    """The settlement whose papers are for show."""
    return site.plan.late > 0.3


def someone(site: Site) -> str:
    """An invented name."""
    return site.rng.choice(SURNAMES) + site.rng.choice(GIVEN)


def phone(site: Site) -> str:
    """A number that nobody has (invented block)."""
    return f"0858-9{site.rng.randint(100000, 999999)}"


def write_desks(site: Site, writer: Writer) -> None:
    """Organisations, posts, visits and windows of one settlement."""
    _organisations(site, writer)
    yards = _courtyards(site, writer)
    _posts(site, writer, yards)
    _files(site, writer)
    write_visits(site, writer, list(months(site.today)))
    _windows(site, writer)
    _catalogue(site, writer)


def _organisations(site: Site, writer: Writer) -> None:
    plan = site.plan
    body, attachment = plan.host or f"{plan.name}社区", "host" if plan.host else "own"
    began = date(2019, 3, 11) if plan.weak_start else date(2018, 7, 2)
    renewed = date(2023, 7, 3)
    for first, last in (
        (began, renewed),
        (renewed, None if not is_sloppy(site) else site.today - timedelta(20)),
    ):
        writer[PartyOrg].add(
            **site.entry(first, verified=True), kind="general_branch" if plan.households > 1000 else "branch", attachment=attachment,
            name=f"{body}党{'总' if plan.households > 1000 else ''}支部", approval_no=f"组发〔{first.year}〕{site.rng.randint(2, 60)}号",
            valid_from=first, valid_to=last, secretary=someone(site), members_count=max(5, plan.households // 40),
            committee_from_relocated=1 + plan.households // 600,
        )  # fmt: skip
        writer[ResidentsCommittee].add(
            **site.entry(first, verified=True), attachment=attachment, name=f"{body}{'村民' if plan.host else '居民'}委员会",
            approval_no=f"民发〔{first.year}〕{site.rng.randint(2, 60)}号", scale_households=plan.households + (400 if plan.host else 0),
            elected_on=first - timedelta(3), valid_from=first, valid_to=None if last is None else max(last, site.today + timedelta(9)) if
            first == renewed else last, chair=someone(site), members_count=7 if plan.households > 400 else 5, members_relocated=3,
            members_women=2, members_minority=2 if plan.minority > 0.4 else 1, has_mediation=True, has_security=True,
            has_health=plan.households > 400,
        )  # fmt: skip
    kinds = (
        ("women",)
        if plan.households < 200
        else ("union", "women")
        if plan.weak_start
        else ("union", "youth", "women")
    )
    for kind in () if plan.code == "D12" else kinds:
        writer[MassOrg].add(
            **site.entry(date(2018, 9, 3), verified=True), kind=kind, attachment=attachment, name=f"{body}{dict(MassOrg.Kind.choices)[kind]}",
            chair=someone(site), valid_from=date(2018, 9, 3), work="联系服务群众",
            valid_to=site.today - timedelta(200) if plan.code == "D07" and kind == "youth" else None,
        )  # fmt: skip


def _courtyards(site: Site, writer: Writer) -> list[Row]:
    found = []
    for grid in site.grids:
        numbers = [b.number for b in site.buildings if b.grid_id == grid.pk]
        for place in range(0, len(numbers), 4):
            part = numbers[place : place + 4]
            found.append(
                writer[Courtyard].add(
                    **site.entry(START, verified=True), grid_id=grid.pk, name=f"第{len(found) + 1}院落",
                    extent=f"{part[0]}栋至{part[-1]}栋", valid_from=START,
                )
            )  # fmt: skip
    return found


def _post(
    site: Site, writer: Writer, role: str, grid_id: int, since: date, until: date | None = None, **place: Any
) -> None:
    volunteer = role in ("courtyard_head", "building_head", "group_head")
    writer[GridAssignment].add(
        **site.entry(since, verified=site.rng.random() < 0.8), role=role, grid_id=grid_id, name=someone(site), is_volunteer=volunteer,
        consent_on=since if volunteer else None, work_phone=phone(site), valid_from=since, valid_to=until,
        letter_no="" if volunteer else f"聘〔{since.year}〕{site.rng.randint(1, 99)}号",
        trained_on=since + timedelta(20) if site.rng.random() < 0.7 else None, **place,
    )  # fmt: skip


def _posts(site: Site, writer: Writer, yards: list[Row]) -> None:
    rng, plan = site.rng, site.plan
    began = date(2019, 2, 18) if plan.weak_start else date(2018, 7, 2)
    gap = 0.28 if is_sloppy(site) else 0.0 if plan.demonstration and not plan.weak_start else 0.04
    for number, grid in enumerate(site.grids):
        _post(site, writer, "grid_leader", grid.pk, began)
        left = date(2021, 3, 1) if number == 0 and plan.code == "D01" else None
        _post(site, writer, "grid_member", grid.pk, began, left)
        if left:
            _post(site, writer, "grid_member", grid.pk, left)
    for yard in yards:
        if rng.random() >= gap:
            _post(site, writer, "courtyard_head", yard["grid_id"], began, courtyard_id=yard["id"])
    for number, building in enumerate(site.buildings):
        if rng.random() >= gap:
            _post(site, writer, "building_head", building.grid_id, began, building_id=building.pk)
        elif number % 2:
            _post(
                site,
                writer,
                "building_head",
                building.grid_id,
                began,
                site.today - timedelta(40),
                building_id=building.pk,
            )
    if plan.households > 600:
        _post(site, writer, "group_head", site.grids[0].pk, began)


def _files(site: Site, writer: Writer) -> None:
    rng, today = site.rng, site.today
    for number, kind in enumerate(USUAL_FILES):
        there = number % 3 != 1 if is_sloppy(site) else rng.random() > 0.04
        expires = None
        if kind in ("plan", "summary"):
            expires = date(today.year + 1, 1, 31) if number % 2 or not is_sloppy(site) else today
        writer[RequiredFile].add(
            **site.entry(date(2018, 8, 6), verified=there), kind=kind, title=str(kind.label), valid_from=date(2018, 8, 6),
            collected_on=date(2018, 9, 10) + timedelta(rng.randint(0, 60)) if there else None, kept_at="社区档案柜" if there else "",
            expires_on=expires,
        )  # fmt: skip


def write_visits(site: Site, writer: Writer, when: list[date], most: int = 14) -> None:
    """Visits of each grid in these months, at most so many a month, household after household."""
    rng, plan = site.rng, site.plan
    done = 0.58 if is_sloppy(site) else 0.82 if plan.weak_start else 0.96
    by_grid: dict[int, list] = {}
    for family in site.families:
        by_grid.setdefault(family.grid_id, []).append(family)
    for grid in site.grids:
        families, turn = by_grid.get(grid.pk, []), 0
        for month in when:
            for place in range(min(most, len(families))):
                family = families[turn % len(families)]
                turn += 1
                _visit(site, writer, family, month + timedelta(1 + place * 27 // most), done, rng.random())


def _visit(site: Site, writer: Writer, family: Any, day: date, done: float, roll: float) -> None:
    rng, today = site.rng, site.today
    if family.row.get("exited_on") or (family.row.get("allocated_on") or day) > day:
        return
    state = (
        "planned"
        if day >= today - timedelta(2)
        else "done"
        if roll < done
        else "cancelled"
        if roll > 0.992
        else "absent"
    )
    values: dict[str, Any] = {"state": state, "tries": 1 if state == "absent" else 0}
    if state == "done":
        outcome = rng.choice(("nothing", "nothing", "advised", "advised", "request", "handed"))
        values |= {
            "visited_on": min(day + timedelta(rng.randint(0, 2)), today - timedelta(1)), "visitor_id": site.grid_user[family.grid_id],
            "outcome": outcome, "matters": "" if outcome == "nothing" else rng.choice(("路灯不亮", "问医保报销", "想学技术", "孩子转学")),
            "confirmed": "not_asked" if rng.random() < 0.9 else "no" if is_sloppy(site) and rng.random() < 0.3 else "yes",
        }  # fmt: skip
    entered = min(day, today - timedelta(1))
    verified = state == "done" and rng.random() < 0.5
    writer[WorkVisit].add(
        **site.entry(entered, by=site.grid_user[family.grid_id], verified=verified), household_id=family.row["id"], planned_on=day, **values
    )  # fmt: skip


def _windows(site: Site, writer: Writer) -> None:
    plan = site.plan
    since = date(2019, 1, 7) if plan.weak_start else date(2018, 7, 2)
    common = {"has_desks": True, "has_network": True, "has_queueing": plan.households >= 200, "has_access": plan.code != "D05",
              "has_privacy_line": not is_sloppy(site), "valid_from": since, "hours_text": "工作日 8:30 至 17:30，周六上午值班"}  # fmt: skip
    acts = {
        "acts_health": True,
        "acts_civil": True,
        "acts_labour": plan.code != "D11",
        "acts_police": plan.households < 400,
    }
    made = [
        writer[ServiceWindow].add(
            **site.entry(since, verified=True, method="site_visit"), name="综合服务窗口", kind="general", department="general",
            authority_no=f"授〔{since.year}〕1号", staff_count=1 + plan.households // 500, **acts, **common,
        )
    ]  # fmt: skip
    if plan.households >= 400:
        for department, name in (("police", "公安窗口"), ("labour", "人资社保窗口")):
            made.append(
                writer[ServiceWindow].add(
                    **site.entry(since, verified=True, method="site_visit"), name=name, kind="dedicated", department=department,
                    staff_count=1, **{f"acts_{department}": True}, **common,
                )
            )  # fmt: skip
    if plan.households >= 1000:
        writer[ServiceWindow].add(
            **site.entry(since), name="自助终端", kind="self", department="general", staff_count=0, **common
        )  # fmt: skip
    for window in made:
        write_hours(site, writer, window, list(months(site.today)))


def write_hours(site: Site, writer: Writer, window: Row, when: list[date]) -> None:
    """Announced and staffed hours of a window, month by month."""
    since = window["valid_from"]
    share = 0.74 if is_sloppy(site) else 0.9 if site.plan.code == "D06" else 0.97
    for month in when:
        ends = (month + timedelta(32)).replace(day=1) - timedelta(1)
        if month < since or ends >= site.today:
            continue
        announced = 180
        staffed = round(announced * share) - (0 if share == 0.9 else site.rng.randint(0, 4))
        writer[WindowHours].add(
            **site.entry(ends, verified=site.rng.random() < 0.7), window_id=window["id"], starts_on=month, ends_on=ends,
            hours_announced=announced, hours_staffed=staffed,
        )  # fmt: skip


def _catalogue(site: Site, writer: Writer) -> None:
    since = date(2018, 7, 2)
    items = []
    for name, department, mode, legal, promised, materials in ITEMS:
        item = writer[ServiceItem].add(
            **site.entry(since, verified=True), name=name, department=department, mode=mode, legal_days=legal, promised_days=promised,
            basis="事项清单", valid_from=since,
        )  # fmt: skip
        for material in materials:
            form = "copy" if "复印件" in material else "form" if "申请书" in material else "original"
            writer[ServiceMaterial].add(**site.entry(since), item_id=item["id"], name=material, form=form)
        items.append((item, materials))
    site.notes["service_items"] = {"items": items}
    for number, (kind, text) in enumerate(RULES.items()):
        late = site.plan.weak_start and number > 2
        published = (
            None if is_sloppy(site) and number == 4 else date(2019, 2, 11) if late else date(2018, 8, 1)
        )
        writer[ServiceRule].add(
            **site.entry(date(2018, 7, 16), verified=True), kind=kind, text=text, valid_from=date(2018, 7, 16), published_on=published
        )  # fmt: skip
