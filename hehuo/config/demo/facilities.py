"""Facilities with outages, inspections and repairs; lines into dwellings; schools, clinics and school places (item 13)."""

from __future__ import annotations

from datetime import date, timedelta

from hehuo.config.demo.places import Site
from hehuo.config.demo.writer import Row, Writer, moment
from hehuo.services.models import (
    Facility,
    FacilityInspection,
    FacilityOutage,
    PublicServiceAccess,
    RepairTicket,
    SchoolPlacement,
    UtilityCoverage,
)

OPENED = date(2018, 6, 1)
SMALL = 250
"""Below so many households every line of every dwelling is listed; above only the broadcast line."""
KINDS = (
    ("water", "二次供水泵房", "水务公司", 30), ("power", "配电房", "供电局", 30), ("road", "小区道路", "社区居委会", 90),
    ("telecom", "通信机房", "电信公司", 90), ("gas", "燃气调压站", "燃气公司", 30), ("leisure", "文体活动室", "社区居委会", 30),
    ("green", "中心绿地", "物业服务中心", 30), ("sewage", "污水处理站", "水务公司", 30), ("garbage", "垃圾收集点", "环卫站", 30),
    ("fire", "消防水池", "物业服务中心", 30), ("elder_centre", "老年人活动中心", "社区居委会", 30),
    ("child_centre", "儿童托管中心", "社区居委会", 30), ("square", "中心广场", "社区居委会", 30),
    ("service_window", "便民服务窗口", "社区居委会", 90), ("management", "综合管理用房", "社区居委会", 90),
    ("board", "宣传栏", "社区居委会", 30), ("toilet", "公共卫生间", "环卫站", 30), ("court", "篮球场", "社区居委会", 30),
    ("fitness", "健身器材", "社区居委会", 30), ("culture_square", "文化广场", "社区居委会", 30), ("bench", "休闲桌椅", "物业服务中心", 30),
    ("supermarket", "惠民超市（便利店）", "超市经营户", 90), ("school", "小学部教学点", "县教育局", 90),
    ("kindergarten", "社区幼儿园", "县教育局", 90), ("clinic", "社区卫生室", "乡镇卫生院", 90),
)  # fmt: skip
LARGER = ("culture_square", "school", "kindergarten", "supermarket")
"""What small settlements use elsewhere."""
BUILT, BUILT_UNTIL, RENEWED = ("lighting", "lift", "fitness"), date(2020, 5, 31), ("bench", "clinic")
"""What the builder had to mend until that day; new benches and the enlarged clinic are still under warranty."""
FAULTS = ("不亮", "漏水", "门锁损坏", "面板松动", "异响", "堵塞")
STATES = ("closed",) * 6 + (
    "fixed",
    "on_site",
    "waiting",
    "assigned",
    "triaged",
    "reported",
    "converted",
    "withdrawn",
)
EFFECTS = ("normal", "normal", "degraded", "stopped")
DUE = {"p1": 1, "p2": 3, "p3": 14, "p4": 30}
STEPS_DONE = {
    "reported": 0, "withdrawn": 0, "triaged": 1, "converted": 2, "assigned": 2, "on_site": 3, "waiting": 3, "fixed": 4, "closed": 5,
}  # fmt: skip


def write_facilities(site: Site, writer: Writer) -> None:
    """All ledgers of item 13 of one settlement."""
    facilities = _facilities(site, writer)
    _inspections(site, writer, facilities)
    _repairs(site, writer, facilities)
    _coverage(site, writer)
    _school_places(site, writer, _schools_and_clinics(site, writer))


def _facilities(site: Site, writer: Writer) -> list[Row]:
    rng, plan = site.rng, site.plan
    found = []
    shared = plan.households < 200
    lamps = 4 if shared else 10
    named = [(kind, name, operator, cycle) for kind, name, operator, cycle in KINDS]
    named += [("lighting", f"路灯{number}号", "物业服务中心", 30) for number in range(1, lamps + 1)]
    if not shared:
        named += [("lift", f"{b.number}栋电梯", "电梯维保公司", 15) for b in site.buildings[:4]]
    for kind, name, operator, cycle in named:
        if plan.weak_start and kind == "child_centre":
            continue
        if shared and kind in LARGER:
            continue
        bottled = kind == "gas" and shared
        warranty = BUILT_UNTIL if kind in BUILT else site.today + timedelta(400) if kind in RENEWED else None
        found.append(
            writer[Facility].add(
                **site.entry(OPENED, verified=rng.random() < 0.9, method="site_visit"), kind=kind, name=name,
                ownership="shared" if shared and kind in ("elder_centre", "child_centre", "management") else "own",
                place=(f"{rng.choice(site.buildings).number}栋旁", name.replace("电梯", "内"))[kind == "lift"],
                owner="社区居委会", operator=operator, opened_on=OPENED,
                warranty_by="承建单位" if warranty else "", warranty_to=warranty, check_cycle_days=cycle,
                substitute="bottled" if bottled else "none", decision_no="市创建办认定〔2018〕3号" if bottled else "",
                token=f"{rng.getrandbits(88):022x}",
            )
        )  # fmt: skip
    return found


def inspected_months(site: Site) -> list[date]:
    """First days of months with inspections: a season of each year of the plan, and the last five months."""
    first = [date(year, month, 1) for year in (2018, 2019) for month in (9, 10, 11)]
    day, recent = site.today.replace(day=1), []
    for _ in range(5):
        recent.append(day)
        day = (day - timedelta(1)).replace(day=1)
    return first + sorted(recent)


def _inspections(site: Site, writer: Writer, facilities: list[Row]) -> None:
    for month in inspected_months(site):
        for facility in facilities:
            if facility["check_cycle_days"] <= 30 or month.month % 3 == 0:
                write_inspection(site, writer, facility, month + timedelta(site.rng.randint(0, 26)))


def write_inspection(site: Site, writer: Writer, facility: Row, day: date) -> None:
    """A planned look at a facility: done, missed, called off or still to come."""
    rng, today = site.rng, site.today
    missed = rng.random() < (0.25 if site.plan.late > 0.3 else 0.04)
    state = "cancelled" if rng.random() < 0.01 else "done" if day < today and not missed else "planned"
    trouble = state == "done" and rng.random() < 0.05
    writer[FacilityInspection].add(
        **site.entry(min(day, today - timedelta(1)), late=0.0), facility_id=facility["id"], planned_on=day, state=state,
        done_on=day if state == "done" else None, result="" if state != "done" else "problem" if trouble else "ok",
        finding=rng.choice(FAULTS) if trouble else "", inspector_id=site.committee if state == "done" else None,
    )  # fmt: skip


def _repairs(site: Site, writer: Writer, facilities: list[Row]) -> None:
    rng, today, plan = site.rng, site.today, site.plan
    count = max(len(STATES), plan.households // 5)
    down: set[int] = set()
    for number in range(count):
        state = (
            STATES[number % len(STATES)]
            if number < len(STATES)
            else rng.choice(("closed",) * 9 + ("converted", "withdrawn"))
        )
        live = state in ("fixed", "on_site", "waiting", "assigned", "triaged", "reported")
        day = today - timedelta(rng.randint(1, 3)) if live else _some_day(site)
        facility = facilities[(number * 7) % len(facilities)]
        effect = ("normal", "degraded", "stopped", "repairing")[number % 4] if live else rng.choice(EFFECTS)
        if live and facility["id"] in down:
            effect = "normal"
        ticket = write_ticket(site, writer, facility, day, state, effect, number)
        if effect != "normal" and state != "withdrawn":
            open_ = live or state == "converted"
            if open_ and (not live or facility["id"] in down):
                continue
            writer[FacilityOutage].add(
                **site.entry(day, late=0.0), facility_id=facility["id"], kind=effect, reason=f"报修：{ticket['fault']}",
                valid_from=day, valid_to=None if open_ else ticket["closed_on"],
            )  # fmt: skip
            if open_:
                down.add(facility["id"])
                facility["state"] = effect
    if plan.late > 0.3 or plan.weak_start:
        _long_outage(
            site,
            writer,
            next(f for f in facilities if f["id"] not in down and f["kind"] in ("toilet", "board")),
        )


def _long_outage(site: Site, writer: Writer, facility: Row) -> None:
    since = site.today - timedelta(47)
    writer[FacilityOutage].add(
        **site.entry(since, late=0.0), facility_id=facility["id"], kind="stopped", reason="管道老化，等待改造", valid_from=since
    )  # fmt: skip
    facility["state"] = "stopped"


def _some_day(site: Site) -> date:
    rng = site.rng
    if rng.random() < 0.5:
        return OPENED + timedelta(rng.randint(20, 540))
    return site.today - timedelta(rng.randint(40, 360))


def write_ticket(
    site: Site, writer: Writer, facility: Row, day: date, state: str, effect: str, number: int
) -> Row:
    """A repair that has come as far as `state`."""
    rng, done = site.rng, STEPS_DONE[state]
    priority = ("p3", "p2", "p3", "p1", "p4")[number % 5]
    due = day + timedelta(DUE[priority])
    slow = rng.random() < (0.3 if site.plan.late > 0.3 else 0.07)
    fixed = min(
        due + timedelta(rng.randint(1, 9)) if slow else day + timedelta(rng.randint(0, DUE[priority])),
        site.today - timedelta(1),
    )
    late = fixed > due
    by_resident = number % 3 == 0
    closed = min(fixed + timedelta(rng.randint(0, 2)), site.today - timedelta(1))
    in_warranty = facility["warranty_to"] is not None and facility["warranty_to"] >= day
    reopened = 1 if number % 11 == 5 and done >= 4 else 0
    return writer[RepairTicket].add(
        **site.entry(day, late=0.0), facility_id=facility["id"], fault=f"{rng.choice(FAULTS)}（{number + 1}）", effect=effect,
        reported_by="resident" if by_resident else ("grid", "inspection", "property", "device")[number % 4],
        reported_on=day, reported_time="09:00:00", state=state, priority=priority if done else "",
        on_site_due=moment(min(due, day + timedelta(1)), 1800) if done else None, fix_due=moment(due, 26940) if done else None, due_on=due if done else None,
        repairer_kind=("warranty" if in_warranty else "operator") if done >= 2 else "",
        repairer=(facility["warranty_by"] if in_warranty else facility["operator"]) if done >= 2 else "",
        on_site_at=moment(min(day, fixed), 9000) if done >= 3 else None, pause_reason="parts" if state == "waiting" else "",
        paused_at=moment(site.today - timedelta(1), 12000) if state == "waiting" else None,
        fixed_at=moment(fixed, 20000) if done >= 4 else None, fixed_by_id=site.committee if done >= 4 else None,
        work_done="更换配件" if done >= 4 else "", late=late if done >= 4 else False,
        confirmed_by=("reporter" if by_resident else "grid") if state == "closed" else "",
        closed_on=closed if state == "closed" else None, reopened=reopened,
        rating=rng.choice((3, 4, 4, 5, 5)) if state == "closed" and by_resident else None,
    )  # fmt: skip


def _coverage(site: Site, writer: Writer) -> None:
    rng, plan = site.rng, site.plan
    services = ["broadcast"]
    if plan.households < SMALL:
        services = [service for service in UtilityCoverage.Service.values if service != "gas"] + ["gas"]
    gap = 0.03 if plan.weak_start or plan.late > 0.3 else 0.0
    for flat in site.dwellings:
        for service in services:
            there = rng.random() >= gap and not (service == "gas" and plan.households < 200)
            writer[UtilityCoverage].add(
                **site.entry(OPENED, late=0.0), dwelling_id=flat["id"], service=service, available=there,
                connected=there and rng.random() < 0.7, since=OPENED if there else None,
            )  # fmt: skip


def _schools_and_clinics(site: Site, writer: Writer) -> list[Row]:
    rng, plan = site.rng, site.plan
    far = 22 if plan.code.startswith("D11") else 0
    rows = (
        ("primary", f"{plan.township}小学", 8), ("junior", f"{plan.township}中学", 14), ("kindergarten", f"{plan.name}幼儿园", 4),
        ("clinic", f"{plan.name}卫生室", far or 5), ("pharmacy", "便民药店", 6),
    )  # fmt: skip
    return [
        writer[PublicServiceAccess].add(
            **site.entry(OPENED, verified=True, method="site_visit"), kind=kind, name=name, minutes=minutes, distance_m=minutes * 70,
            seats=900 if kind in ("primary", "junior") else None, staff_count=rng.randint(3, 60), opened_on=OPENED,
        )
        for kind, name, minutes in rows
    ]  # fmt: skip


def _school_places(site: Site, writer: Writer, access: list[Row]) -> None:
    today = site.today
    august = date(today.year if (today.month, today.day) >= (8, 31) else today.year - 1, 8, 31)
    primary, junior = (next(a["id"] for a in access if a["kind"] == kind) for kind in ("primary", "junior"))
    gaps = iter(
        ("waiting", "home", "deferred")
        if site.plan.weak_start or site.plan.late > 0.3
        else ("home", "deferred")
    )
    children = [
        m
        for family in site.families
        for m in family.members
        if m.row.get("id") and not m.row.get("deceased_on")
    ]
    for member in children:
        born = member.row["birth_date"]
        age = august.year - born.year - ((born.month, born.day) > (8, 31))
        if not 6 <= age < 15:
            continue
        state = next(gaps, "placed") if age >= 7 else "placed"
        begin = date(august.year - (age - 6 if age < 12 else age - 12), 9, 1)
        begin = max(begin, date(2018, 9, 1))
        writer[SchoolPlacement].add(
            **site.entry(begin, late=0.0), person_id=member.row["id"], state=state,
            school_id=(primary if age < 12 else junior) if state == "placed" else None,
            basis="教育局批复1号" if state == "deferred" else "", valid_from=min(begin, today - timedelta(1)),
        )  # fmt: skip
