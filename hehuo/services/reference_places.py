"""What the measures of facilities, shops, buses, publications and volunteers mean, said again in plain Python."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from hehuo.measures.conformance.population import Row
from hehuo.measures.conformance.world import World
from hehuo.residents import measures_reference as residents
from hehuo.residents.measures_reference import case
from hehuo.services.reference_desks import counters

Key = tuple[int, int]
CLASSES = ("water", "power", "road", "telecom", "gas", "leisure", "green", "lighting")
PUBLIC = ("elder_centre", "child_centre", "supermarket", "square", "service_window", "management")
ALIKE = {"court": "leisure", "fitness": "leisure", "culture_square": "square"}


def _place(settlement_id: int, case_id: int, met: Any) -> Row:
    return {"settlement_id": settlement_id, "case_id": case_id, "met": int(bool(met))}


def _days(w: World, days: int, day: date | None) -> bool:
    """Not longer ago than so many days, and not later than the day."""
    return day is not None and timedelta(0) <= w.as_of - day <= timedelta(days)


def _key(row: Row, name: str) -> Key:
    return (row["settlement_id"], row[name])


def _stands(w: World, row: Row) -> bool:
    return row["opened_on"] <= w.as_of and not w.past(row["closed_on"])


def facilities_in_use(w: World) -> Iterator[Row]:
    broken = {_key(o, "facility_id") for o in w["facility_outages"] if w.covers(o)}
    for f in w["facilities"]:
        if not _stands(w, f):
            continue
        kind = ALIKE.get(f["kind"], f["kind"])
        allowed = f["kind"] != "gas" or f["substitute"] == "none" or f["has_decision"]
        yield {
            "settlement_id": f["settlement_id"],
            "facility_id": f["facility_id"],
            "class_no": CLASSES.index(kind) + 1 if kind in CLASSES else 0,
            "public_no": PUBLIC.index(kind) + 1 if kind in PUBLIC else 0,
            "works": int(bool(allowed) and _key(f, "facility_id") not in broken),
        }


def classes_working(w: World) -> Iterator[Row]:
    found: dict[Key, list[int]] = defaultdict(list)
    for f in w["facilities_in_use"]:
        found[_key(f, "class_no")].append(f["works"])
    for place in w["settlements"]:
        for number in range(1, len(CLASSES) + 1):
            states = found[place["settlement_id"], number]
            yield _place(place["settlement_id"], number, states.count(1) > states.count(0))


def public_available(w: World) -> Iterator[Row]:
    there = {_key(f, "public_no") for f in w["facilities_in_use"] if f["works"]}
    there |= {(b["settlement_id"], 3) for b in w["open_shops"] if b["kind"] in ("supermarket", "convenience")}
    there |= {(c["settlement_id"], 5) for c in w["counters"]}
    for place in w["settlements"]:
        for number in range(1, len(PUBLIC) + 1):
            yield _place(place["settlement_id"], number, (place["settlement_id"], number) in there)


def inspections_done(w: World) -> Iterator[Row]:
    for i in w["facility_inspections"]:
        if w.recent(i["planned_on"], w.setting["quarter_months"]) and i["state"] != "cancelled":
            yield case(i, "inspection_id", i["state"] == "done" and w.past(i["done_on"]))


def not_down_long(w: World) -> Iterator[Row]:
    down = {
        _key(o, "facility_id")
        for o in w["facility_outages"]
        if o["kind"] in ("stopped", "repairing")
        and (w.as_of - o["valid_from"]).days > w.setting["facility_down_days"]
        and not w.past(o["valid_to"])
    }
    for f in w["facilities_in_use"]:
        yield case(f, "facility_id", _key(f, "facility_id") not in down)


def repairs_on_time(w: World) -> Iterator[Row]:
    for r in w["repairs"]:
        if not w.recent(r["reported_on"], w.setting["event_months"]) or r["state"] in (
            "withdrawn",
            "converted",
        ):
            continue
        if r["due_on"] is None:
            overdue = (w.as_of - r["reported_on"]).days >= w.setting["device_days"]
        else:
            overdue = r["due_on"] < w.as_of
        if w.past(r["closed_on"]) or overdue:
            yield case(r, "repair_id", w.past(r["closed_on"]) and not r["late"])


def with_broadcast(w: World) -> Iterator[Row]:
    moved_in = ("resident", "resident_partly", "away_working", "two_ends", "misused")
    lived = {_key(s, "dwelling_id") for s in w["dwelling_stays"] if s["state"] in moved_in and w.covers(s)}
    lines = {
        _key(c, "dwelling_id")
        for c in w["utility_coverage"]
        if c["service"] == "broadcast" and c["available"] and (c["since"] is None or w.past(c["since"]))
    }
    for d in w["dwellings"]:
        if _key(d, "dwelling_id") in lived:
            yield case(d, "dwelling_id", _key(d, "dwelling_id") in lines)


def _age_in_august(w: World, born: date) -> int:
    year = w.as_of.year if (w.as_of.month, w.as_of.day) >= (8, 31) else w.as_of.year - 1
    return year - born.year - ((born.month, born.day) > (8, 31))


def children_placed(w: World) -> Iterator[Row]:
    now: dict[int, set[str]] = defaultdict(set)
    for p in w["school_placements"]:
        if w.covers(p):
            now[p["person_id"]].add(p["state"])
    children = {
        _key(p, "person_id")
        for p in w["relocation_persons"]
        if w.setting["school_age_from"] <= _age_in_august(w, p["birth_date"]) < w.setting["school_age_to"]
    }
    for settlement_id, person in children:
        placed = bool(now[person] & {"placed", "home"})
        if placed or "deferred" not in now[person]:
            yield _place(settlement_id, person, placed)


def clinics(w: World) -> Iterator[Row]:
    for a in w["public_services"]:
        if a["kind"] in ("clinic", "community", "county") and _stands(w, a):
            yield case(a, "access_id", a["minutes"] <= w.setting["cover_minutes"])


def open_shops(w: World) -> Iterator[Row]:
    return (b for b in w["shops"] if _stands(w, b))


def food_shops(w: World) -> Iterator[Row]:
    for b in w["open_shops"]:
        if b["kind"] == "food" or b["sells_food"]:
            yield case(b, "shop_id", b["walk_minutes"] <= w.setting["shop_minutes"])


def _shops_of(w: World, *kinds: str) -> Iterator[Row]:
    for b in w["shops"]:
        if b["kind"] in kinds and b["opened_on"] <= w.as_of:
            yield case(b, "shop_id", not w.past(b["closed_on"]))


def convenience_shops(w: World) -> Iterator[Row]:
    return _shops_of(w, "supermarket", "convenience")


def ecommerce_stations(w: World) -> Iterator[Row]:
    return _shops_of(w, "ecommerce", "express")


def platforms_online(w: World) -> Iterator[Row]:
    seen = {
        _key(c, "platform_id")
        for c in w["platform_checks"]
        if c["reachable"] and w.recent(c["checked_on"], w.setting["quarter_months"])
    }
    for p in w["info_platforms"]:
        if p["kind"] == "platform" and p["valid_from"] <= w.as_of:
            yield case(p, "platform_id", w.covers(p) and _key(p, "platform_id") in seen)


def websites_fresh(w: World) -> Iterator[Row]:
    days = w.setting["website_fresh_days"]
    seen = {
        _key(c, "platform_id")
        for c in w["platform_checks"]
        if c["reachable"] and w.past(c["checked_on"]) and _days(w, days, c["newest_on"])
    }
    wrote = {
        i["settlement_id"]
        for i in w["info_publications"]
        if i["on_site"] and _days(w, days, i["published_on"])
    }
    for p in w["info_platforms"]:
        if p["kind"] == "site" and p["valid_from"] <= w.as_of:
            fresh = p["settlement_id"] in wrote or _key(p, "platform_id") in seen
            yield case(p, "platform_id", w.covers(p) and fresh)


def exchange_real(w: World) -> Iterator[Row]:
    agreed = {_key(x, "exchange_id") for x in w["platform_exchanges"] if w.covers(x)}
    alive: dict[int, set[int]] = defaultdict(set)
    for r in w["exchange_runs"]:
        if (
            r["succeeded"]
            and _days(w, w.setting["exchange_days"], r["ran_on"])
            and _key(r, "exchange_id") in agreed
        ):
            alive[r["settlement_id"]].add(r["exchange_id"])
    topics: dict[int, set[str]] = defaultdict(set)
    for i in w["info_publications"]:
        stands = i["expires_on"] is not None and i["expires_on"] > w.as_of and not w.past(i["withdrawn_on"])
        if w.past(i["published_on"]) and stands:
            topics[i["settlement_id"]].add(i["topic"])
    for place in (s["settlement_id"] for s in w["settlements"]):
        exchanges, columns = len(alive[place]), len(topics[place])
        if exchanges or columns:
            enough = exchanges >= w.setting["exchanges_need"] or columns >= w.setting["info_columns_need"]
            yield _place(place, place, enough)


def roads_joined(w: World) -> Iterator[Row]:
    for r in w["roads"]:
        if r["valid_from"] <= w.as_of:
            yield case(r, "road_id", w.covers(r))


def buses_running(w: World) -> Iterator[Row]:
    metres = w.setting["bus_stop_metres"]
    near = {
        _key(t, "stop_id")
        for t in w["bus_stops"]
        if t["distance_m"] is not None and t["distance_m"] <= metres
    }
    served = {_key(s, "line_id") for s in w["line_stops"] if _key(s, "stop_id") in near}
    trips: dict[Key, list[int]] = defaultdict(lambda: [0, 0])
    for d in w["bus_days"]:
        if w.recent(d["ran_on"], w.setting["quarter_months"]) and d["planned"]:
            trips[_key(d, "line_id")][0] += d["kept"]
            trips[_key(d, "line_id")][1] += d["planned"]
    percent = w.setting["timetable_percent"]
    kept = {line for line, (ran, planned) in trips.items() if ran * 100 >= planned * percent}
    for b in w["bus_lines"]:
        if b["valid_from"] <= w.as_of:
            yield case(b, "line_id", w.covers(b) and _key(b, "line_id") in served & kept)


def _quarters(w: World, counted: list[Row]) -> Iterator[Row]:
    for place in w["settlements"]:
        for code, first, after, since_launch in w.quarters():
            if since_launch:
                days = [a["held_on"] for a in counted if a["settlement_id"] == place["settlement_id"]]
                yield _place(place["settlement_id"], code, any(first <= day < after for day in days))


def volunteer_quarters(w: World) -> Iterator[Row]:
    return _quarters(w, [a for a in w["volunteer_activities"] if a["state"] == "held" and a["verified"]])


def volunteer_quarters_confirmed(w: World) -> Iterator[Row]:
    said: dict[Key, int] = defaultdict(int)
    for c in w["activity_confirmations"]:
        if w.past(c["asked_on"]):
            said[_key(c, "activity_id")] += c["confirmed"]
    need = w.setting["confirmers_need"]
    held = [a for a in w["volunteer_activities"] if a["state"] == "held"]
    return _quarters(w, [a for a in held if said.get(_key(a, "activity_id"), -1) >= need])


def activities_mixed(w: World) -> Iterator[Row]:
    for a in w["volunteer_activities"]:
        counted = a["state"] == "held" and a["verified"]
        if counted and w.recent(a["held_on"], w.setting["event_months"]):
            yield case(a, "activity_id", a["relocated_count"] and a["local_count"])


RELATIONS = residents.RELATIONS | {
    "facilities_in_use": facilities_in_use, "open_shops": open_shops, "counters": counters
}  # fmt: skip
FAVOURED: dict[str, list[Any]] = {
    "facilities.kind": ["water", "gas", "court", "lighting", "square", "culture_square"],
    "substitute": ["none", "bottled"],
    "facility_outages.kind": ["stopped", "repairing", "degraded"],
    "repairs.state": ["closed", "assigned", "withdrawn", "converted"],
    "facility_inspections.state": ["done", "done", "planned", "cancelled"],
    "dwelling_stays.state": ["resident", "away_working", "keyed_not_moved"],
    "service": ["broadcast"],
    "public_services.kind": ["clinic", "community", "county", "primary"],
    "public_services.minutes": [14, 15, 16],
    "school_placements.state": ["placed", "home", "deferred", "waiting"],
    "birth_date": ["school_born_on_or_before", "school_born_after"],
    "shops.kind": ["food", "supermarket", "convenience", "ecommerce", "express"],
    "walk_minutes": [9, 10, 11],
    "distance_m": [499, 500, 501],
    "planned": [0, 10, 20],
    "kept": [8, 9, 10, 18],
    "volunteer_activities.state": ["held"],
    "confirmed": [0, 2, 3],
    "relocated_count": [0, 1, 5],
    "local_count": [0, 1, 5],
}
"""Values that make a row count."""
MEASURES = {
    "infrastructure_classes_working": classes_working,
    "public_facilities_available": public_available,
    "repairs_on_time": repairs_on_time,
    "facility_inspections_done": inspections_done,
    "facilities_not_down_long": not_down_long,
    "dwellings_with_broadcast_line": with_broadcast,
    "school_age_children_placed": children_placed,
    "clinics_within_reach": clinics,
    "food_shops_within_reach": food_shops,
    "convenience_shops_open": convenience_shops,
    "ecommerce_stations_open": ecommerce_stations,
    "platforms_online": platforms_online,
    "websites_fresh": websites_fresh,
    "platform_exchange_real": exchange_real,
    "roads_joined": roads_joined,
    "bus_services_running": buses_running,
    "volunteer_quarters": volunteer_quarters,
    "volunteer_quarters_confirmed": volunteer_quarters_confirmed,
    "volunteer_activities_mixed": activities_mixed,
}
