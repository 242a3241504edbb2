"""Police room, patrols, equipment, events and drills: two years of 2018–2019 and the last months of today."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hehuo.config.demo.hazards import write_hazards, write_tickets, write_warnings
from hehuo.config.demo.places import Site
from hehuo.config.demo.writer import Row, Writer
from hehuo.safety.models import (
    DeviceUptime,
    Drill,
    IncidentEvent,
    PatrolRecord,
    PatrolRoute,
    PatrolTeam,
    PhysicalAsset,
    PoliceRoom,
    PoliceService,
    TechnicalDevice,
)

START = date(2018, 6, 4)
WEEK = timedelta(7)
ASSETS = (
    ("lamp", "路灯", "LD", 6), ("gate", "单元门禁", "MJ", 4), ("hydrant", "消火栓", "XHS", 4), ("extinguisher", "灭火器", "MHQ", 4),
    ("fire_lane", "消防通道", "TD", 2), ("emergency_light", "应急照明", "YJ", 3), ("fire_point", "微型消防站", "XF", 1),
)  # fmt: skip
DEVICES = (("camera", "SP", "派出所"), ("smoke", "YG", "物业服务中心"), ("electric_fire", "DQ", "物业服务中心"),
           ("help_button", "QZ", "社区服务中心"), ("slope", "BP", "自然资源所"))  # fmt: skip


def spans(today: date) -> list[tuple[date, date]]:
    """The plan's years, and the last half-year; `between` fills the time that lies between them."""
    return [(START, date(2019, 12, 31)), (today - timedelta(180), today - timedelta(1))]


def write_safety(site: Site, writer: Writer) -> None:
    """All ledgers of item 6 of one settlement."""
    _police(site, writer)
    _patrols(site, writer)
    assets = _assets(site, writer)
    devices = _devices(site, writer)
    write_tickets(site, writer, assets, devices)
    write_hazards(site, writer)
    write_warnings(site, writer, assets, devices)
    _events(site, writer)


def _police(site: Site, writer: Writer) -> None:
    plan = site.plan
    small = plan.households < 200
    opened = date(2018, 7, 2)
    room = writer[PoliceRoom].add(
        **site.entry(opened, verified=True, method="site_visit"), kind="covered" if small else "joint" if plan.weak_start else "own",
        name=f"{plan.township}派出所" if small else f"{plan.name}警务室", station=f"{plan.township}派出所",
        officer="" if small else "值班民警", auxiliaries=0 if small else 2, opening_hours="全天",
        public_phone="0858-0000110", response_minutes=22 if plan.code[:3] == "D11" else 12 if small else 3, opened_on=opened,
    )  # fmt: skip
    write_police_services(site, writer, room, spans(site.today))


def write_police_services(site: Site, writer: Writer, room: Row, stretches: list[tuple[date, date]]) -> None:
    """What the police did in the settlement, about once a month."""
    rng = site.rng
    for first, last in stretches:
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
        write_rounds(site, writer, route, spans(site.today))
    for number in range(3):
        day = site.today + timedelta(number)
        writer[PatrolRecord].add(
            **site.entry(site.today - timedelta(1)), route_id=route["id"], planned_on=day, state="planned"
        )


def write_rounds(
    site: Site, writer: Writer, route: Row, stretches: list[tuple[date, date]], every: timedelta = WEEK
) -> None:
    """The rounds of a route as often as it is planned, each week (or at longer steps)."""
    for first, last in stretches:
        day = first
        while day <= last:
            for offset in (0, 3)[: route["times_a_week"]]:
                if day + timedelta(offset) <= last:
                    _patrol(site, writer, route, day + timedelta(offset))
            day += every


def _patrol(site: Site, writer: Writer, route: Row, day: date) -> None:
    roll, plan = site.rng.random(), site.plan
    done = 0.62 if plan.late > 0.3 else 0.8 if plan.weak_start else 0.93
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
                write_uptime(site, writer, device, day, 7)
                day += WEEK
    return found


def write_uptime(site: Site, writer: Writer, device: Row, day: date, days: int) -> None:
    """So many days of a device; now and then it was down for most of them."""
    rng, due = site.rng, 1440 * days
    well = rng.random() > (0.3 if site.plan.late > 0.3 else 0.03)
    online = due - rng.randint(0, due // 42) if well else rng.randint(0, due * 25 // 42)
    ends = day + timedelta(days - 1)
    writer[DeviceUptime].add(
        **site.entry(ends, late=0.0), device_id=device["id"], starts_on=day, ends_on=ends, minutes_due=due, minutes_online=online,
    )  # fmt: skip


def _events(site: Site, writer: Writer) -> None:
    rng = site.rng
    for first, last in spans(site.today):
        for _ in range(max(4, site.plan.households // 90)):
            write_event(site, writer, first + timedelta(rng.randint(0, (last - first).days)))
        month = first.replace(day=1)
        while month <= last.replace(day=1):
            month = (month + timedelta(32)).replace(day=1)
            if month <= last:
                write_police_figure(site, writer, month)
    for number in range(4):
        write_drill(
            site,
            writer,
            START + timedelta(60 + 190 * number) if number < 3 else site.today - timedelta(45),
            number,
        )


def write_event(site: Site, writer: Writer, day: date) -> None:
    """Something that happened at a building."""
    rng, building = site.rng, site.rng.choice(site.buildings)
    kinds = [kind for kind in IncidentEvent.Kind.values if kind != "police"]
    writer[IncidentEvent].add(
        **site.entry(day), kind=rng.choice(kinds), building_id=building.pk, place=f"{building.number}栋", happened_on=day,
        response_minutes=rng.randint(4, 40), result=rng.choice(("handled", "handled", "passed_on", "false_report")), count=1,
    )  # fmt: skip


def write_police_figure(site: Site, writer: Writer, month: date) -> None:
    """What the police counted in the month before."""
    writer[IncidentEvent].add(
        **site.entry(month, late=0.0), kind="police", place="全安置点", happened_on=month, result="handled",
        count=site.rng.randint(0, 1 + site.plan.households // 400),
    )  # fmt: skip


def write_drill(site: Site, writer: Writer, day: date, number: int) -> None:
    """A drill of the kind whose turn it is."""
    writer[Drill].add(
        **site.entry(day, verified=True), kind=Drill.Kind.values[number % 4], held_on=day,
        participants=min(400, site.plan.households // 3 + 10), minutes=site.rng.randint(20, 60),
        problems="" if number % 2 else "集合地点标识不清",
    )  # fmt: skip
