"""What the measures of safety mean, said again in plain Python; the conformance kit compares the two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from hehuo.measures.conformance.population import Row
from hehuo.measures.conformance.world import World
from hehuo.residents.measures_reference import case


def _in_use(w: World, since: date | None, until: date | None) -> bool:
    return (since is None or since <= w.as_of) and not w.past(until)


def rooms_serving(w: World) -> Iterator[Row]:
    served = {
        (s["settlement_id"], s["room_id"])
        for s in w["police_services"]
        if w.recent(s["served_on"], w.setting["event_months"])
    }
    for room in w["police_rooms"]:
        if room["opened_on"] > w.as_of or w.past(room["closed_on"]):
            continue
        if room["kind"] == "covered":
            near = room["response_minutes"] <= w.setting["cover_minutes"]
            met = near and (room["settlement_id"], room["police_room_id"]) in served
        else:
            met = bool(room["has_officer"]) and room["kind"] in ("own", "joint")
        yield case(room, "police_room_id", met)


def teams_active(w: World) -> Iterator[Row]:
    for team in w["patrol_teams"]:
        if team["set_up_on"] <= w.as_of:
            yield case(team, "team_id", not w.past(team["disbanded_on"]))


def patrols_done(w: World) -> Iterator[Row]:
    for patrol in w["patrols"]:
        if w.recent(patrol["planned_on"], w.setting["quarter_months"]) and patrol["state"] != "cancelled":
            yield case(patrol, "patrol_id", patrol["state"] == "done" and patrol["points_checked"] > 0)


def points_in_order(w: World) -> Iterator[Row]:
    for asset in w["physical_assets"]:
        if asset["required"] and _in_use(w, asset["installed_on"], asset["removed_on"]):
            yield case(asset, "asset_id", asset["condition"] == "in_order")


def minutes_online(w: World) -> Iterator[Row]:
    due: dict[tuple[int, int], int] = defaultdict(int)
    online: dict[tuple[int, int], int] = defaultdict(int)
    for span in w["device_uptimes"]:
        recent = (w.as_of - span["starts_on"]).days < w.setting["device_days"] and span["ends_on"] <= w.as_of
        if recent and span["minutes_due"] > 0:
            key = (span["settlement_id"], span["device_id"])
            due[key] += span["minutes_due"]
            online[key] += span["minutes_online"]
    for device in w["technical_devices"]:
        key = (device["settlement_id"], device["device_id"])
        if key in due and _in_use(w, device["installed_on"], device["removed_on"]):
            row = case(device, "device_id", due[key] == online[key])
            yield {**row, "weight": due[key], "weight_met": online[key]}


def hazards_not_overdue(w: World) -> Iterator[Row]:
    for hazard in w["safety_hazards"]:
        closed = hazard["closed_on"]
        is_old = closed is not None and closed < w.months_ago(w.setting["event_months"])
        if hazard["level"] == "major" and hazard["found_on"] <= w.as_of and not is_old:
            yield case(hazard, "hazard_id", w.past(closed) or hazard["due_on"] >= w.as_of)


def warnings_on_time(w: World) -> Iterator[Row]:
    for warning in w["early_warnings"]:
        if not w.recent(warning["issued_on"], w.setting["event_months"]):
            continue
        closed, taken = warning["closed_on"], warning["acknowledged_on"]
        if w.past(closed) or warning["close_due_on"] < w.as_of:
            in_time = w.past(closed) and closed <= warning["close_due_on"]
            yield case(
                warning, "warning_id", in_time and taken is not None and taken <= warning["ack_due_on"]
            )


RELATIONS: dict = {}
FAVOURED = {
    "police_rooms.kind": ["covered", "covered", "own", "joint"],
    "response_minutes": [14, 15, 16],
    "patrols.state": ["done", "planned", "cancelled"],
    "points_checked": [0, 1, 6],
    "condition": ["in_order", "faulty"],
    "minutes_due": [0, 10, 10],
    "minutes_online": [10, 10, 4],
    "level": ["major", "major", "general"],
}
"""Values that make a row count."""
MEASURES = {
    "police_rooms_serving": rooms_serving,
    "patrol_teams_active": teams_active,
    "patrols_done": patrols_done,
    "protection_points_in_order": points_in_order,
    "device_minutes_online": minutes_online,
    "major_hazards_not_overdue": hazards_not_overdue,
    "warnings_closed_on_time": warnings_on_time,
}
