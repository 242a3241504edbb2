"""Shops, start-up support, roads and buses, publications, platforms, exchanges, volunteers (item 16): two years deep."""

from __future__ import annotations

from datetime import date, timedelta

from hehuo.config.demo.ground import away, serial_of
from hehuo.config.demo.names import full_name, surname, uscc
from hehuo.config.demo.places import Site
from hehuo.config.demo.writer import Row, Writer
from hehuo.records.names import initials
from hehuo.services.models import (
    ActivityConfirmation,
    BusDay,
    BusinessEntity,
    BusLine,
    BusStop,
    Departure,
    ExchangeRun,
    InfoPlatform,
    InfoPublication,
    LineStop,
    PlatformCheck,
    PlatformExchange,
    RoadLink,
    StartupApplication,
    StartupFollowup,
    StartupPolicy,
    VolunteerActivity,
)

START = date(2018, 6, 4)
SHOPS = (
    ("supermarket", "惠民超市", 4, True), ("convenience", "邻里便利店", 2, False), ("food", "平价菜店", 6, True),
    ("pharmacy", "便民药店", 6, False), ("ecommerce", "电商服务站", 5, False), ("express", "快递点", 5, False),
    ("catering", "羊肉粉馆", 4, False), ("farm", "农资店", 9, False),
)  # fmt: skip
GROUPS = ("relocated", "returning", "student", "local", "company", "")
POLICIES = (
    ("扶贫发展基金", "fund", True, False, True, 5_000_000), ("小微企业补助", "subsidy", True, True, True, 300_000),
    ("创业担保贷款", "loan", True, True, True, 10_000_000),
)  # fmt: skip
PROJECTS = ("豆腐坊", "早餐店", "刺绣工坊", "理发店", "快递代收点", "蔬菜配送", "农家乐", "电商网店")
APPLICATION_STATES = ("paid", "paid", "granted", "reviewing", "applied", "refused", "withdrawn", "paid")
NOTICES = (
    ("benefits", "医保缴费有关事项"), ("jobs", "招工信息：车间操作工"), ("market", "蔬菜价格和赶场日"), ("public", "低保动态调整结果已按规定公示"),
    ("notice", "停水检修通知"), ("jobs", "培训班报名"), ("benefits", "创业担保贷款办理办法"),
)  # fmt: skip
COUNTERPARTS = (
    ("县级政务服务平台", "both"),
    ("12345热线", "in"),
    ("人社就业系统", "in"),
    ("教育学籍系统", "in"),
)
ACTIVITIES = (
    ("义诊", "women"),
    ("义务理发", "volunteers"),
    ("环境清洁日", "youth"),
    ("四点半课堂", "school"),
    ("邻里百家宴", "social"),
    ("用电安全宣传", "union"),
)


def write_links(site: Site, writer: Writer, serial: int) -> None:
    """All ledgers of item 16 of one settlement."""
    shops = _shops(site, writer, serial)
    _startups(site, writer, shops)
    _transit(site, writer)
    _publications(site, writer)
    _platforms(site, writer)
    _volunteers(site, writer)


def _recent(site: Site, first: int, last: int) -> date:
    return site.today - timedelta(site.rng.randint(first, last))


def _shops(site: Site, writer: Writer, serial: int) -> list[Row]:
    rng, small, found = site.rng, site.plan.households < 200, []
    for number, (kind, name, minutes, food) in enumerate(SHOPS[:5] if small else SHOPS):
        closed = date(2020, 3, 31) if kind == "express" and site.plan.weak_start else None
        opened = date(2018, 7, 1) + timedelta(rng.randint(0, 200))
        text = f"{site.plan.name}{name}"
        found.append(
            writer[BusinessEntity].add(
                **site.entry(opened, verified=rng.random() < 0.8), kind=kind, name=text, name_initials=initials(text),
                uscc=uscc(70000 + serial + number), place=f"{rng.choice(site.buildings).number}栋底商",
                walk_minutes=minutes + (7 if site.plan.code.startswith("D11") else 0), sells_food=food,
                operator_group=GROUPS[number % len(GROUPS)], used_fund=number % 4 == 0, used_rent=number % 3 == 0, opened_on=opened,
                closed_on=closed,
            )
        )  # fmt: skip
    return found


def _startups(site: Site, writer: Writer, shops: list[Row]) -> None:
    rng = site.rng
    policies = [
        writer[StartupPolicy].add(
            **site.entry(START, verified=True), name=name, kind=kind, issuer="县人社局", document_no=f"人社发〔2018〕{number + 1}号",
            for_relocated=old, for_students=student, for_returning=back, most_fen=most, how_to="带身份证和经营场所证明到便民服务窗口申请",
            valid_from=date(2018, 1, 1),
        )
        for number, (name, kind, old, student, back, most) in enumerate(POLICIES)
    ]  # fmt: skip
    adults = [
        m.row for family in site.families for m in family.members if 22 <= m.age <= 50 and m.row.get("id")
    ]
    site.notes["startups"] = {"policies": policies, "adults": adults, "shops": shops}
    for number in range(8 if site.plan.households < 400 else 16):
        state = APPLICATION_STATES[number % 8]
        live = state in ("applied", "reviewing", "granted")
        day = _recent(site, 5, 20) if live else START + timedelta(rng.randint(30, 900))
        write_application(site, writer, day, number, state)


def write_application(site: Site, writer: Writer, day: date, number: int, state: str) -> None:
    """An application for a fund, a subsidy or a loan that has come as far as `state`."""
    rng, yesterday, known_here = site.rng, site.today - timedelta(1), site.notes["startups"]
    policy, adults, shops = known_here["policies"][number % 3], known_here["adults"], known_here["shops"]
    student = policy["for_students"] and number % 4 == 1
    group = "student" if student else "returning" if number % 4 == 2 else "relocated"
    asked = min(policy["most_fen"], rng.choice((300_000, 1_000_000, 3_000_000)))
    known = group != "student"
    granted = state in ("granted", "paid")
    decided = min(day + timedelta(rng.randint(2, 30)), yesterday) if granted else None
    paid = min(decided + timedelta(14), yesterday) if state == "paid" and decided else None
    row = writer[StartupApplication].add(
        **site.entry(day, late=0.0), policy_id=policy["id"], applicant_group=group,
        person_id=adults[(number * 13) % len(adults)]["id"] if known else None,
        applicant_name="" if known else full_name(rng, surname(rng), True), project=PROJECTS[number % len(PROJECTS)],
        business_id=shops[number % len(shops)]["id"] if state == "paid" else None, applied_on=day, asked_fen=asked, state=state,
        decided_on=decided, granted_fen=asked * 8 // 10 if granted else None, paid_on=paid,
        paid_fen=asked * 8 // 10 if paid else None,
    )  # fmt: skip
    if paid:
        _followups(site, writer, row, paid, number)


def _followups(site: Site, writer: Writer, row: Row, paid: date, number: int) -> None:
    outcomes = ("preparing", "operating", "operating" if number % 3 else ("stopped", "changed")[number % 2])
    for place, outcome in enumerate(outcomes):
        day = paid + timedelta(60 + 150 * place)
        if day >= site.today:
            return
        writer[StartupFollowup].add(
            **site.entry(day, late=0.0), application_id=row["id"], followed_on=day, outcome=outcome,
            jobs=site.rng.randint(0, 6) if outcome == "operating" else 0, needs="" if outcome == "operating" else "想学记账和网上销售",
        )  # fmt: skip
        row["outcome"], row["followed_on"] = outcome, day


def _transit(site: Site, writer: Writer) -> None:
    rng, plan = site.rng, site.plan
    rural = plan.kind == "rural_new_village"
    writer[RoadLink].add(
        **site.entry(START, verified=True, method="site_visit"), name=f"{plan.name}连接线", kind="village" if rural else "street",
        joins="集镇主街" if rural else "凉都大道", length_m=rng.randint(300, 4000), hardened=True, valid_from=date(2018, 4, 1),
    )  # fmt: skip
    stops = []
    for number, name in enumerate((f"{plan.name}站", "中心小学站", "客运站")):
        entry = site.entry(START, verified=True)
        metres = (820 if plan.code.startswith("D12") else 260) + number * 900
        lat, lon = away(plan.code, metres * (0.8 + 0.15 * rng.random()), rng.random())
        stops.append(
            writer[BusStop].add(
                **entry, code=f"{plan.code}-{number + 1}", name=name, distance_m=metres, lat=lat, lon=lon,
            )
        )  # fmt: skip
    line = writer[BusLine].add(
        **site.entry(START, verified=True), route="便民专线" if rural else f"{serial_of(plan.code)}路", kind="custom" if rural else "city",
        ends=f"{plan.name}—客运站", operator="城乡客运公司" if rural else "公交公司", permit_no="运许2018-1", first_run="07:00:00",
        last_run="19:00:00", headway_minutes=60 if rural else 20, valid_from=date(2018, 6, 1),
    )  # fmt: skip
    for number, stop in enumerate(stops):
        writer[LineStop].add(
            **site.entry(START, late=0.0),
            line_id=line["id"],
            stop_id=stop["id"],
            stop_no=number + 1,
            minutes=number * 9,
        )
    for hour in range(7, 20, 3 if rural else 1):
        writer[Departure].add(
            **site.entry(START, late=0.0), line_id=line["id"], departs_at=f"{hour:02}:00:00", days="daily"
        )
    for first, last in (
        (date(2018, 9, 1), date(2018, 12, 31)),
        (date(2019, 10, 1), date(2019, 12, 31)),
        (site.today - timedelta(100), site.today - timedelta(1)),
    ):
        for offset in range((last - first).days + 1):
            write_bus_day(site, writer, line, first + timedelta(offset))


def write_bus_day(site: Site, writer: Writer, line: Row, day: date) -> None:
    """What the timetable promised on a day and what drove."""
    rng, trips = site.rng, len(range(7, 20, 3 if site.plan.kind == "rural_new_village" else 1))
    weak = site.plan.code.startswith("D01")  # domain §5.3: strong data, weak bus
    kept = trips - (rng.randint(1, 4) if weak else rng.random() < 0.15)
    writer[BusDay].add(
        **site.entry(day, late=0.0), line_id=line["id"], ran_on=day, planned=trips, kept=kept, note="" if kept == trips else "车辆检修",
    )  # fmt: skip


def _publications(site: Site, writer: Writer) -> None:
    rng, today = site.rng, site.today
    days = [START + timedelta(20 * n) for n in range(24)] + [
        today - timedelta(9 * n + rng.randint(1, 5)) for n in range(14)
    ]
    stale = site.plan.late > 0.3
    for number, day in enumerate(days):
        if not (stale and (today - day).days < 30):
            write_publication(site, writer, day, number)
    for state, title in (("drafted", "周末招聘会安排"), ("blocked", "困难群众慰问名单")):
        writer[InfoPublication].add(
            **site.entry(today - timedelta(2), late=0.0), topic="notice", title=title, text="内容待核。", on_board=True, state=state,
            personal_check="blocked" if state == "blocked" else "",
        )  # fmt: skip


def write_publication(site: Site, writer: Writer, day: date, number: int) -> None:
    """A notice of the kind whose turn it is; every twelfth was taken back."""
    topic, title = NOTICES[number % len(NOTICES)]
    withdrawn = number % 12 == 7
    writer[InfoPublication].add(
        **site.entry(day, late=0.0), topic=topic, title=title, text=f"{title}，详情请到便民服务窗口咨询。", on_board=True,
        on_site=number % 2 == 0, on_radio=number % 5 == 0, on_platform=number % 3 == 0, state="withdrawn" if withdrawn else "published",
        personal_check="clean" if number % 6 else "masked", reviewer_id=site.secretary, published_on=day,
        expires_on=day + timedelta(90), withdrawn_on=min(day + timedelta(20), site.today - timedelta(1)) if withdrawn else None,
    )  # fmt: skip


def _platforms(site: Site, writer: Writer) -> None:
    rng, today = site.rng, site.today
    small, stale = site.plan.households < 200, site.plan.late > 0.3
    for kind, name in (("platform", "社区公共服务综合信息平台"), ("site", "社区网站")):
        row = writer[InfoPlatform].add(
            **site.entry(START, verified=True), kind=kind, name=f"{site.plan.name}{name}", operator="县大数据中心",
            address=f"https://{site.plan.code.lower()}.example.invalid/{kind}", valid_from=date(2018, 7, 1),
            valid_to=date(2020, 1, 1) if small and kind == "site" and site.plan.households < 50 else None,
        )  # fmt: skip
        for day in (date(2018, 11, 20), date(2019, 11, 20), today - timedelta(40), today - timedelta(6)):
            writer[PlatformCheck].add(
                **site.entry(day, late=0.0), platform_id=row["id"], checked_on=day, reachable=True,
                newest_on=day - timedelta(rng.randint(30, 60) if stale else rng.randint(0, 9)),
            )  # fmt: skip
    for counterpart, direction in COUNTERPARTS[: 2 if small else 4]:
        row = writer[PlatformExchange].add(
            **site.entry(START, verified=True), counterpart=counterpart, direction=direction, content="办件编号、办理状态、办结日期",
            legal_basis="政务数据共享目录", valid_from=date(2018, 9, 1),
        )  # fmt: skip
        for day in (
            date(2018, 11, 15),
            date(2019, 6, 15),
            date(2019, 11, 15),
            today - timedelta(70 if stale else 8),
        ):
            writer[ExchangeRun].add(
                **site.entry(day, late=0.0),
                exchange_id=row["id"],
                ran_on=day,
                succeeded=True,
                volume=rng.randint(5, 900),
            )
        writer[ExchangeRun].add(
            **site.entry(today - timedelta(3), late=0.0), exchange_id=row["id"], ran_on=today - timedelta(3)
        )


def _volunteers(site: Site, writer: Writer) -> None:
    rng, today = site.rng, site.today
    days = [START + timedelta(31 * n + rng.randint(0, 9)) for n in range(18)]
    days += [today - timedelta(40 * n + rng.randint(1, 9)) for n in range(11)] + [
        today + timedelta(9),
        today - timedelta(2),
    ]
    for number, day in enumerate(days):
        state = "planned" if day >= today else "cancelled" if number == len(days) - 1 else "held"
        write_volunteering(site, writer, day, number, state)


def write_volunteering(site: Site, writer: Writer, day: date, number: int, state: str = "held") -> None:
    """An activity for old and new neighbours; residents were asked about every second."""
    rng, today, held = site.rng, site.today, state == "held"
    title, organiser = ACTIVITIES[number % len(ACTIVITIES)]
    quiet = site.plan.weak_start and day > today - timedelta(400)
    mixed = rng.random() < (0.35 if quiet else 0.75)
    row = writer[VolunteerActivity].add(
        **site.entry(min(day, today - timedelta(1)), verified=held and rng.random() < (0.4 if quiet else 0.92), late=0.0),
        title=f"{title}（第{number + 1}次）", organiser=organiser, kind=title, place="中心广场", held_on=day, open_to_all=True, state=state,
        relocated_count=rng.randint(12, 90) if held else 0, local_count=rng.randint(3, 30) if held and mixed else 0,
        volunteers=rng.randint(3, 20) if held else 0, hours="2.5" if held else "0", feedback="大家说下次还来" if held and number % 4 == 0 else "",
    )  # fmt: skip
    if held and number % 2 == 0:
        asked = rng.randint(3, 6)
        writer[ActivityConfirmation].add(
            **site.entry(min(day + timedelta(3), today - timedelta(1)), late=0.0), activity_id=row["id"],
            asked_on=min(day + timedelta(3), today - timedelta(1)), asked=asked, confirmed=asked if number % 6 else 2,
        )  # fmt: skip
