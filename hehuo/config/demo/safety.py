"""Police room, patrols, equipment with tickets, hazards, warnings: two years of 2018–2019 and the last months of today."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hehuo.config.demo.places import Site
from hehuo.config.demo.writer import Row, Writer
from hehuo.safety.models import (
    DeviceUptime,
    Drill,
    EarlyWarning,
    IncidentEvent,
    MaintenanceTicket,
    PatrolRecord,
    PatrolRoute,
    PatrolTeam,
    PhysicalAsset,
    PoliceRoom,
    PoliceService,
    SafetyHazard,
    TechnicalDevice,
    WarningRule,
)

START = date(2018, 6, 4)
WEEK = timedelta(7)
ASSETS = (
    ("lamp", "路灯", "LD", 6), ("gate", "单元门禁", "MJ", 4), ("hydrant", "消火栓", "XHS", 4), ("extinguisher", "灭火器", "MHQ", 4),
    ("fire_lane", "消防通道", "TD", 2), ("emergency_light", "应急照明", "YJ", 3), ("fire_point", "微型消防站", "XF", 1),
)  # fmt: skip
DEVICES = (("camera", "SP", "派出所"), ("smoke", "YG", "物业服务中心"), ("electric_fire", "DQ", "物业服务中心"),
           ("help_button", "QZ", "社区服务中心"), ("slope", "BP", "自然资源所"))  # fmt: skip
HAZARDS = (
    ("fire", "楼道堆放杂物", "grid"), ("electricity", "私拉电线充电", "resident"), ("falling", "外墙空调支架松动", "patrol"),
    ("road", "减速带缺失", "patrol"), ("gas", "灶具连接管老化", "inspection"), ("geology", "边坡排水沟堵塞", "inspection"),
)  # fmt: skip
RULES = (
    ("设备连续离线", "offline", 3, 7, "yellow"), ("物防设施超期未检查", "unchecked", 1, 1, "blue"),
    ("同一楼栋同类事件反复", "repeated", 3, 7, "yellow"), ("隐患逾期未整改", "overdue", 1, 1, "orange"),
    ("暴雨和地质灾害预警", "weather", 1, 1, "red"),
)  # fmt: skip


def spans(today: date) -> list[tuple[date, date]]:
    """The plan's years, and the last half-year."""
    return [(START, date(2019, 12, 31)), (today - timedelta(180), today - timedelta(1))]


def write_safety(site: Site, writer: Writer) -> None:
    """All ledgers of item 6 of one settlement."""
    _police(site, writer)
    _patrols(site, writer)
    assets = _assets(site, writer)
    devices = _devices(site, writer)
    _tickets(site, writer, assets, devices)
    _hazards(site, writer)
    _warnings(site, writer, devices)
    _events(site, writer)


def _police(site: Site, writer: Writer) -> None:
    plan, rng = site.plan, site.rng
    small = plan.households < 200
    opened = date(2018, 7, 2)
    room = writer[PoliceRoom].add(
        **site.entry(opened, verified=True, method="site_visit"), kind="covered" if small else "joint" if plan.weak_start else "own",
        name=f"{plan.township}派出所" if small else f"{plan.name}警务室", station=f"{plan.township}派出所",
        officer="" if small else "值班民警", auxiliaries=0 if small else 2, opening_hours="全天",
        public_phone="0858-0000110", response_minutes=22 if plan.code[:3] == "D11" else 12 if small else 3, opened_on=opened,
    )  # fmt: skip
    for first, last in spans(site.today):
        day = first + timedelta(rng.randint(20, 40))
        while day <= last:
            writer[PoliceService].add(
                **site.entry(day, verified=rng.random() < 0.7), room_id=room["id"], kind=rng.choice(PoliceService.Kind.values),
                served_on=day, people_served=rng.randint(3, 60),
            )  # fmt: skip
            day += timedelta(rng.randint(18, 35))


def _patrols(site: Site, writer: Writer) -> None:
    plan = site.plan
    team = writer[PatrolTeam].add(
        **site.entry(START, verified=True), name=f"{plan.name}义务巡逻队", kind="volunteer" if plan.households < 900 else "joint",
        members=max(4, min(24, plan.households // 60)), leader="巡逻队长", set_up_on=START,
    )  # fmt: skip
    if plan.households >= 400:
        writer[PatrolTeam].add(
            **site.entry(date(2018, 9, 3), verified=True), name=f"{plan.name}微型消防站", kind="fire", members=6, leader="消防站长",
            set_up_on=date(2018, 9, 3),
        )  # fmt: skip
    done = 0.62 if plan.late > 0.3 else 0.8 if plan.weak_start else 0.93
    for slot, name, times in (("night", "夜间环线", 2), ("evening", "晚间商铺线", 1))[
        : 1 if plan.households < 300 else 2
    ]:
        route = writer[PatrolRoute].add(
            **site.entry(START),
            team_id=team["id"],
            name=name,
            slot=slot,
            points=6,
            times_a_week=times,
            valid_from=START,
        )
        for first, last in spans(site.today):
            day = first
            while day <= last:
                for offset in (0, 3)[:times]:
                    if day + timedelta(offset) <= last:
                        _patrol(site, writer, route, day + timedelta(offset), done)
                day += WEEK
    for number in range(3):
        day = site.today + timedelta(number)
        writer[PatrolRecord].add(
            **site.entry(site.today - timedelta(1)), route_id=route["id"], planned_on=day, state="planned"
        )


def _patrol(site: Site, writer: Writer, route: Row, day: date, done: float) -> None:
    roll = site.rng.random()
    state = "done" if roll < done else "cancelled" if roll > 0.98 else "missed"
    values: dict[str, Any] = {
        "state": state,
        "missed_reason": {"cancelled": "暴雨", "missed": "人手不足"}.get(state, ""),
    }
    if state == "done":
        minute = site.rng.randint(0, 29)
        values |= {
            "started_at": f"20:{minute:02}:00", "ended_at": f"20:{minute + 30:02}:00", "points_checked": site.rng.randint(4, 6),
            "hazards_found": int(site.rng.random() < 0.06), "called_110": site.rng.random() < 0.004,
        }  # fmt: skip
    writer[PatrolRecord].add(**site.entry(day), route_id=route["id"], planned_on=day, **values)


def _assets(site: Site, writer: Writer) -> list[Row]:
    rng, found = site.rng, []
    sloppy = site.plan.late > 0.3
    for kind, label, code, count in ASSETS:
        for number in range(1, count + 1 if site.plan.households >= 200 else max(1, count // 2) + 1):
            building = rng.choice(site.buildings)
            roll = rng.random()
            condition = (
                "faulty" if roll < (0.2 if sloppy else 0.03) else "missing" if roll > 0.995 else "in_order"
            )
            next_check = site.today + timedelta(rng.randint(-12, 20) if roll < 0.08 else rng.randint(20, 160))
            found.append(
                writer[PhysicalAsset].add(
                    **site.entry(date(2018, 7, 10), verified=True, method="site_visit"), kind=kind, name=f"{code}-{number:02}",
                    building_id=building.pk, place=f"{building.number}栋{label}", owner="物业服务中心", required=True,
                    condition=condition, installed_on=date(2018, 7, 1), next_check_on=next_check,
                )
            )  # fmt: skip
    return found


def _devices(site: Site, writer: Writer) -> list[Row]:
    rng, found = site.rng, []
    kinds = DEVICES if site.plan.households >= 200 else DEVICES[1:3]
    weak = site.plan.late > 0.3
    for number, (kind, code, owner) in enumerate(kinds * (2 if site.plan.households >= 800 else 1), 1):
        building = rng.choice(site.buildings)
        device = writer[TechnicalDevice].add(
            **site.entry(date(2018, 8, 1), verified=True, method="site_visit"), kind=kind, device_code=f"{code}-{number:03}",
            building_id=building.pk, place=f"{building.number}栋公共区域", owner=owner, sign_posted=kind == "camera",
            condition="online", installed_on=date(2018, 8, 1),
        )  # fmt: skip
        found.append(device)
        for first, last in (
            (date(2018, 10, 1), date(2018, 12, 31)),
            (site.today - timedelta(63), site.today - timedelta(1)),
        ):
            day = first
            while day + timedelta(6) <= last:
                online = (
                    10080 - rng.randint(0, 240)
                    if rng.random() > (0.3 if weak else 0.03)
                    else rng.randint(0, 6000)
                )
                writer[DeviceUptime].add(
                    **site.entry(day + timedelta(6), late=0.0), device_id=device["id"], starts_on=day, ends_on=day + timedelta(6),
                    minutes_due=10080, minutes_online=online,
                )  # fmt: skip
                day += WEEK
    return found


TICKET_STATES = ("reported", "assigned", "fixed", "closed", "closed", "withdrawn")


def _tickets(site: Site, writer: Writer, assets: list[Row], devices: list[Row]) -> None:
    rng, today = site.rng, site.today
    for number in range(6 if site.plan.households < 400 else 14):
        state = TICKET_STATES[number % len(TICKET_STATES)]
        is_live = state in ("reported", "assigned", "fixed")
        day = today - timedelta(rng.randint(1, 9) if is_live else rng.randint(15, 700))
        thing = (
            {"asset_id": assets[number % len(assets)]["id"]}
            if number % 3
            else {"device_id": devices[number % len(devices)]["id"]}
        )
        fixed = (
            min(day + timedelta(rng.randint(1, 6)), today - timedelta(1))
            if state in ("fixed", "closed")
            else None
        )
        writer[MaintenanceTicket].add(
            **site.entry(day), **thing, fault=rng.choice(("不亮", "损坏", "离线", "报警不停")), state=state, reported_on=day,
            due_on=day + timedelta(7), repairer="" if state == "reported" else "物业维修班", fixed_on=fixed,
            checked_on=fixed if state == "closed" else None,
        )  # fmt: skip


def _hazards(site: Site, writer: Writer) -> None:
    rng, today, plan = site.rng, site.today, site.plan
    states = ("found", "rectifying", "rectified", "closed", "closed", "closed", "closed")
    for number in range(7 if plan.households < 300 else 21):
        state = states[number % len(states)]
        category, situation, found_by = HAZARDS[number % len(HAZARDS)]
        building = rng.choice(site.buildings)
        live = state != "closed"
        day = today - timedelta(rng.randint(2, 12) if live else rng.randint(30, 900))
        level = "major" if number in (4, 10) else "larger" if number % 5 == 2 else "general"
        overdue = plan.late > 0.3 and number in (1, 10)
        due = day + timedelta(1 if overdue else rng.randint(15, 30))
        rectified = (
            None
            if state in ("found", "rectifying")
            else min(day + timedelta(rng.randint(1, 14)), today - timedelta(1))
        )
        writer[SafetyHazard].add(
            **site.entry(day), category=category, level=level, building_id=building.pk, place=f"{building.number}栋",
            situation=situation, found_by=found_by, found_on=day, due_on=due, state=state,
            responsible="" if state == "found" else "物业服务中心", rectified_on=rectified,
            closed_on=None if live else rectified + timedelta(1),
        )  # fmt: skip


def _warnings(site: Site, writer: Writer, devices: list[Row]) -> None:
    rng, today = site.rng, site.today
    rules = [
        writer[WarningRule].add(
            **site.entry(date(2018, 9, 1), verified=True), name=name, watches=watches, threshold=threshold, window_days=days,
            quiet_days=3, level=level, ack_days=1, close_days=5, basis="安置点综合防控工作制度", valid_from=date(2018, 9, 1),
        )
        for name, watches, threshold, days, level in RULES
    ]  # fmt: skip
    states = ("raised", "ack", "handling", "resolved", "false_alarm", "reviewed", "resolved", "reviewed")
    count = 8 if site.plan.households < 300 else 24
    for number in range(count):
        state, rule = states[number % len(states)], rules[number % len(rules)]
        live = state in ("raised", "ack", "handling")
        day = (
            today - timedelta(rng.randint(0, 1) if live else rng.randint(9, 340))
            if number < 16
            else START + timedelta(90 + 19 * number)
        )
        day = min(day, today - timedelta(1))
        slow = site.plan.late > 0.3 and number % 3 == 0
        closed = None if live else day + timedelta(9 if slow else rng.randint(1, 6))
        device = rng.choice(devices)
        about, thing = (
            ("equipment", {"device_id": device["id"]}) if rule["watches"] == "offline" else ("place", {})
        )
        writer[EarlyWarning].add(
            **site.entry(day, late=0.0), **thing, rule_id=rule["id"], about="environment" if rule["watches"] == "weather" else about,
            place=device["place"] if thing else f"{rng.choice(site.buildings).number}栋", level=rule["level"], why=f"{rule['name']}，请查看。",
            issued_on=day, ack_due_on=day + timedelta(1), close_due_on=day + timedelta(7), state=state,
            acknowledged_on=None if state == "raised" else day + timedelta(3 if slow else 0),
            action="" if state in ("raised", "ack") else "到现场查看并处理", closed_on=closed,
        )  # fmt: skip


def _events(site: Site, writer: Writer) -> None:
    rng = site.rng
    kinds = [k for k in IncidentEvent.Kind.values if k != "police"]
    for first, last in spans(site.today):
        for _ in range(max(4, site.plan.households // 90)):
            day = first + timedelta(rng.randint(0, (last - first).days))
            building = rng.choice(site.buildings)
            writer[IncidentEvent].add(
                **site.entry(day), kind=rng.choice(kinds), building_id=building.pk, place=f"{building.number}栋", happened_on=day,
                response_minutes=rng.randint(4, 40), result=rng.choice(("handled", "handled", "passed_on", "false_report")), count=1,
            )  # fmt: skip
        month = first.replace(day=1)
        while month <= last.replace(day=1):
            month = (month + timedelta(32)).replace(day=1)
            if month <= last:
                writer[IncidentEvent].add(
                    **site.entry(month, late=0.0), kind="police", place="全安置点", happened_on=month, result="handled",
                    count=rng.randint(0, 1 + site.plan.households // 400),
                )  # fmt: skip
    for number in range(4):
        day = START + timedelta(60 + 190 * number) if number < 3 else site.today - timedelta(45)
        writer[Drill].add(
            **site.entry(day, verified=True), kind=Drill.Kind.values[number], held_on=day,
            participants=min(400, site.plan.households // 3 + 10), minutes=rng.randint(20, 60), problems="" if number % 2 else "集合地点标识不清",
        )  # fmt: skip
