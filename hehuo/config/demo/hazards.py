"""Tickets of safety equipment, hazards and early warnings: live ones of these days, closed ones of earlier (item 6)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hehuo.config.demo.places import Site
from hehuo.config.demo.writer import Row, Writer
from hehuo.safety.models import (
    EarlyWarning,
    IncidentEvent,
    MaintenanceTicket,
    PhysicalAsset,
    SafetyHazard,
    TechnicalDevice,
    WarningRule,
)

START = date(2018, 9, 2)
HAZARDS = (
    ("fire", "楼道堆放杂物", "grid"), ("electricity", "私拉电线充电", "resident"), ("falling", "外墙空调支架松动", "patrol"),
    ("road", "减速带缺失", "patrol"), ("gas", "灶具连接管老化", "inspection"), ("geology", "边坡排水沟堵塞", "inspection"),
)  # fmt: skip
RULES = (
    ("设备连续离线", "offline", 3, 7, "yellow"), ("物防设施超期未检查", "unchecked", 1, 1, "blue"),
    ("同一楼栋同类事件反复", "repeated", 3, 7, "yellow"), ("隐患逾期未整改", "overdue", 1, 1, "orange"),
    ("暴雨和地质灾害预警", "weather", 1, 1, "red"),
)  # fmt: skip
TICKET_STATES = ("reported", "assigned", "fixed", "closed", "closed", "withdrawn")
WARNING_STATES = ("raised", "ack", "handling", "resolved", "false_alarm", "reviewed", "resolved", "reviewed")
LIVE_WARNINGS = ("raised", "ack", "handling")
REPEATED = ("leak", "power", "falling", "noise", "lift")


def write_tickets(site: Site, writer: Writer, assets: list[Row], devices: list[Row]) -> None:
    """A ticket in each state."""
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
        _ticket(site, writer, day, state, thing)


def write_closed_ticket(site: Site, writer: Writer, day: date, number: int) -> None:
    """One that was mended and checked long ago."""
    assets = writer[PhysicalAsset].rows
    _ticket(site, writer, day, "closed", {"asset_id": assets[number % len(assets)]["id"]})


def _ticket(site: Site, writer: Writer, day: date, state: str, thing: Row) -> None:
    rng, yesterday = site.rng, site.today - timedelta(1)
    fixed = min(day + timedelta(rng.randint(1, 6)), yesterday) if state in ("fixed", "closed") else None
    writer[MaintenanceTicket].add(
        **site.entry(day), **thing, fault=rng.choice(("不亮", "损坏", "离线", "报警不停")), state=state, reported_on=day,
        due_on=day + timedelta(7), repairer="" if state == "reported" else "物业维修班", fixed_on=fixed,
        checked_on=fixed if state == "closed" else None,
    )  # fmt: skip


def write_hazards(site: Site, writer: Writer) -> None:
    """Hazards in every state; a perfunctory place lets two of them run past their day."""
    rng, today, plan = site.rng, site.today, site.plan
    states = ("found", "rectifying", "rectified", "closed", "closed", "closed", "closed")
    for number in range(7 if plan.households < 300 else 21):
        state = states[number % len(states)]
        day = today - timedelta(rng.randint(2, 12) if state != "closed" else rng.randint(30, 900))
        level = "major" if number in (4, 10) else "larger" if number % 5 == 2 else "general"
        _hazard(site, writer, day, number, state, level, overdue=plan.late > 0.3 and number in (1, 10))


def write_closed_hazard(site: Site, writer: Writer, day: date, number: int) -> None:
    """One that was put right long ago."""
    _hazard(site, writer, day, number, "closed", "larger" if number % 7 == 2 else "general")


def _hazard(
    site: Site, writer: Writer, day: date, number: int, state: str, level: str, *, overdue: bool = False
) -> None:
    rng, building = site.rng, site.rng.choice(site.buildings)
    category, situation, found_by = HAZARDS[number % len(HAZARDS)]
    due = day + timedelta(1 if overdue else rng.randint(15, 30))
    rectified = None
    if state not in ("found", "rectifying"):
        rectified = min(day + timedelta(rng.randint(1, 14)), site.today - timedelta(1))
    writer[SafetyHazard].add(
        **site.entry(day), category=category, level=level, building_id=building.pk, place=f"{building.number}栋",
        situation=situation, found_by=found_by, found_on=day, due_on=due, state=state,
        responsible="" if state == "found" else "物业服务中心", rectified_on=rectified,
        closed_on=rectified + timedelta(1) if state == "closed" and rectified else None,
    )  # fmt: skip


def write_warnings(site: Site, writer: Writer, assets: list[Row], devices: list[Row]) -> None:
    """The rule cards, and warnings of each of them in every state."""
    rng, today = site.rng, site.today
    rules = [
        writer[WarningRule].add(
            **site.entry(date(2018, 9, 1), verified=True), name=name, watches=watches, threshold=threshold, window_days=days,
            quiet_days=3, level=level, ack_days=1, close_days=5, basis="安置点综合防控工作制度", valid_from=date(2018, 9, 1),
        )
        for name, watches, threshold, days, level in RULES
    ]  # fmt: skip
    for number in range(8 if site.plan.households < 300 else 24):
        state = WARNING_STATES[number % len(WARNING_STATES)]
        day = START + timedelta(19 * number)
        if number < 16:
            day = today - timedelta(rng.randint(0, 1) if state in LIVE_WARNINGS else rng.randint(9, 340))
        thing = rng.choice(devices), assets[number % len(assets)]
        _warning(
            site, writer, rules[number % len(rules)], min(day, today - timedelta(1)), number, state, thing
        )


def write_past_warning(site: Site, writer: Writer, day: date, number: int) -> None:
    """A warning that was looked into long ago."""
    rules, assets = writer[WarningRule].rows, writer[PhysicalAsset].rows
    thing = site.rng.choice(writer[TechnicalDevice].rows), assets[number % len(assets)]
    state = ("resolved", "false_alarm", "reviewed")[number % 3]
    _warning(site, writer, rules[number % len(rules)], day, number, state, thing)


def _warning(
    site: Site, writer: Writer, rule: Row, day: date, number: int, state: str, thing: tuple[Row, Row]
) -> None:
    rng, slow = site.rng, site.plan.late > 0.3 and number % 3 == 0
    closed = None if state in LIVE_WARNINGS else day + timedelta(9 if slow else rng.randint(1, 6))
    writer[EarlyWarning].add(
        **site.entry(day, late=0.0), **_seen(site, rule, day, number, thing), rule_id=rule["id"], level=rule["level"], issued_on=day,
        ack_due_on=day + timedelta(1), close_due_on=day + timedelta(7), state=state,
        acknowledged_on=None if state == "raised" else day + timedelta(3 if slow else 0),
        action="" if state in ("raised", "ack") else "到现场查看并处理", closed_on=closed,
    )  # fmt: skip


def _seen(site: Site, rule: Row, day: date, number: int, thing: tuple[Row, Row]) -> dict[str, Any]:
    """What the rule saw, in the words that it says itself."""
    device, asset = thing
    window, need, more = rule["window_days"], rule["threshold"], number % 3
    building = site.rng.choice(site.buildings)
    if rule["watches"] == "offline":
        return {
            "about": "equipment", "device_id": device["id"], "place": device["place"], "building_id": device["building_id"],
            "why": f"{window} 天内离线 {need + more} 天，达到 {need} 天。",
        }  # fmt: skip
    since = day - timedelta(need + more)
    if rule["watches"] == "unchecked":
        return {
            "about": "equipment", "asset_id": asset["id"], "place": asset["place"], "building_id": asset["building_id"],
            "why": f"应于 {since:%Y-%m-%d} 检查，已超期 {need + more} 天。",
        }  # fmt: skip
    if rule["watches"] == "repeated":
        label = IncidentEvent.Kind(REPEATED[number % len(REPEATED)]).label
        return {
            "about": "event_type", "place": f"{building.number}栋（{label}）", "building_id": building.pk,
            "why": f"{window} 天内{label} {need + more} 次，达到 {need} 次。",
        }  # fmt: skip
    if rule["watches"] == "overdue":
        label = SafetyHazard.Category(HAZARDS[number % len(HAZARDS)][0]).label
        return {
            "about": "place", "place": f"{building.number}栋", "building_id": building.pk,
            "why": f"{label}隐患应于 {since:%Y-%m-%d} 整改，已逾期 {need + more} 天。",
        }  # fmt: skip
    return {
        "about": "environment",
        "place": "沿河和边坡路段",
        "why": "气象部门发布暴雨预警，请查看边坡、沟渠和低洼处。",
    }
