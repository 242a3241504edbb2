"""What the measures of organisations, visits, windows and cases mean, said again in plain Python (items 14 and 15)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from hehuo.measures.conformance.population import Row
from hehuo.measures.conformance.world import World
from hehuo.residents.measures_reference import case


def _this_year(w: World, day: date | None) -> bool:
    return w.recent(day, w.setting["event_months"])


def _things(w: World, count: int) -> Iterator[tuple[int, int]]:
    for place in w["settlements"]:
        for number in range(1, count + 1):
            yield place["settlement_id"], number


def _thing(settlement_id: int, number: int, met: Any) -> Row:
    return {"settlement_id": settlement_id, "case_id": number, "met": int(bool(met))}


def party_branches(w: World) -> Iterator[Row]:
    for org in w["party_orgs"]:
        if org["valid_from"] <= w.as_of and org["kind"] != "group":
            yield case(org, "party_org_id", not w.past(org["valid_to"]))


def committees(w: World) -> Iterator[Row]:
    for body in w["residents_committees"]:
        if body["valid_from"] <= w.as_of:
            yield case(body, "committee_id", not w.past(body["valid_to"]))


def _held(w: World, role: str, key: str) -> set[tuple[int, int]]:
    return {
        (a["settlement_id"], a[key])
        for a in w["grid_assignments"]
        if a["role"] == role and w.covers(a) and a[key] is not None
    }


def grids_with_member(w: World) -> Iterator[Row]:
    held = _held(w, "grid_member", "grid_id")
    for grid in w["grids"]:
        if w.covers(grid):
            yield case(grid, "grid_id", (grid["settlement_id"], grid["grid_id"]) in held)


def courtyards_with_head(w: World) -> Iterator[Row]:
    held = _held(w, "courtyard_head", "courtyard_id")
    for yard in w["courtyards"]:
        if w.covers(yard):
            yield case(yard, "courtyard_id", (yard["settlement_id"], yard["courtyard_id"]) in held)


def buildings_with_head(w: World) -> Iterator[Row]:
    held = _held(w, "building_head", "building_id")
    for building in w["buildings"]:
        yield case(building, "building_id", (building["settlement_id"], building["building_id"]) in held)


def mass_organisations(w: World) -> Iterator[Row]:
    there = {(m["settlement_id"], m["kind"]) for m in w["mass_orgs"] if w.covers(m)}
    for settlement_id, number in _things(w, 3):
        kind = ("union", "youth", "women")[number - 1]
        yield _thing(settlement_id, number, (settlement_id, kind) in there)


def files_present(w: World) -> Iterator[Row]:
    for file in w["required_files"]:
        if w.covers(file):
            there = w.past(file["collected_on"]) and file["has_place"]
            yield case(file, "file_id", there and not w.past(file["expires_on"]))


def visits_done(w: World) -> Iterator[Row]:
    for visit in w["work_visits"]:
        if w.recent(visit["planned_on"], w.setting["quarter_months"]) and visit["state"] != "cancelled":
            yield case(visit, "visit_id", visit["state"] == "done" and w.past(visit["visited_on"]))


ACTS = ("acts_health", "acts_police", "acts_civil", "acts_labour")
THINGS = ("has_desks", "has_network", "has_queueing", "has_access", "has_privacy_line")
KINDS = ("first_contact", "one_notice", "time_limit", "agency", "rating")


def department_windows(w: World) -> Iterator[Row]:
    """Windows in use by the departments that they act for."""
    for window in w["counters"]:
        full = next(x for x in w["service_windows"] if x["window_id"] == window["window_id"])
        for number, name in enumerate(ACTS, 1):
            if full[name]:
                yield {k: window[k] for k in ("settlement_id", "window_id")} | {"number": number}


def counters(w: World) -> Iterator[Row]:
    """Windows in use, of a department or general."""
    for window in w["service_windows"]:
        if w.covers(window) and window["kind"] in ("dedicated", "general"):
            yield {name: window[name] for name in ("settlement_id", "window_id", *THINGS)}


def with_window(w: World) -> Iterator[Row]:
    there = {(d["settlement_id"], d["number"]) for d in w["department_windows"]}
    for settlement_id, number in _things(w, 4):
        yield _thing(settlement_id, number, (settlement_id, number) in there)


def staffed(w: World) -> Iterator[Row]:
    announced: dict[tuple[int, int], int] = defaultdict(int)
    present: dict[tuple[int, int], int] = defaultdict(int)
    for window in w["department_windows"]:
        key = (window["settlement_id"], window["number"])
        for span in w["window_hours"]:
            same = (span["settlement_id"], span["window_id"]) == (
                window["settlement_id"],
                window["window_id"],
            )
            if same and w.recent(span["ends_on"], w.setting["quarter_months"]):
                announced[key] += span["hours_announced"]
                present[key] += span["hours_staffed"]
    for key in _things(w, 4):
        enough = present[key] * 100 >= announced[key] * w.setting["staffed_percent"]
        yield _thing(*key, announced[key] > 0 and enough)


def equipment(w: World) -> Iterator[Row]:
    halls: dict[int, list[Row]] = defaultdict(list)
    for window in w["counters"]:
        halls[window["settlement_id"]].append(window)
    for settlement_id, number in _things(w, 5):
        windows: Sequence[Row] = halls[settlement_id]
        yield _thing(settlement_id, number, windows and all(x[THINGS[number - 1]] for x in windows))


def rules_in_force(w: World) -> Iterator[Row]:
    there = {
        (r["settlement_id"], r["kind"])
        for r in w["service_rules"]
        if r["has_text"] and w.covers(r) and w.past(r["published_on"])
    }
    for settlement_id, number in _things(w, 5):
        yield _thing(settlement_id, number, (settlement_id, KINDS[number - 1]) in there)


def cases_complete(w: World) -> Iterator[Row]:
    for c in w["service_cases"]:
        if not _this_year(w, c["submitted_on"]) or c["state"] == "consulted":
            continue
        missing = [
            c["agency"] == "agent" and not c["has_authority"],
            c["result"] not in ("", "granted") and not c["has_reason"],
            c["state"] == "not_accepted" and not c["has_reason"],
            bool(c["decided_on"] and c["due_on"])
            and c["decided_on"] > c["due_on"]
            and not c["has_explanation"],
            c["delivered_on"] is not None and c["delivery"] == "",
        ]
        yield case(c, "service_case_id", not any(missing))


def cases_on_time(w: World) -> Iterator[Row]:
    for c in w["service_cases"]:
        if not _this_year(w, c["accepted_on"]) or c["result"] == "withdrawn" or c["due_on"] is None:
            continue
        done = w.past(c["decided_on"])
        if done or (c["due_on"] < w.as_of and c["state"] != "paused"):
            yield case(c, "service_case_id", done and c["decided_on"] <= c["due_on"])


def cases_rated(w: World) -> Iterator[Row]:
    rated = {
        (r["settlement_id"], r["service_case_id"]) for r in w["service_ratings"] if w.past(r["rated_on"])
    }
    for c in w["service_cases"]:
        if _this_year(w, c["decided_on"]) and c["result"] != "withdrawn":
            yield case(c, "service_case_id", (c["settlement_id"], c["service_case_id"]) in rated)


def ratings_answered(w: World) -> Iterator[Row]:
    for r in w["service_ratings"]:
        if r["level"] not in ("bad", "very_bad") or not _this_year(w, r["rated_on"]):
            continue
        call_by, answer_by = r["contact_due_on"], r["answer_due_on"]
        if r["contacted_on"] is None:
            called = call_by is not None and call_by >= w.as_of
        else:
            called = call_by is not None and r["contacted_on"] <= call_by
        in_time = w.past(r["answered_on"]) and answer_by is not None and r["answered_on"] <= answer_by
        yield case(r, "rating_id", called and (in_time or (answer_by is not None and answer_by >= w.as_of)))


RELATIONS: dict = {"counters": counters, "department_windows": department_windows}
MEASURES = {
    "party_branches_set_up": party_branches,
    "residents_committees_set_up": committees,
    "grids_with_member": grids_with_member,
    "courtyards_with_head": courtyards_with_head,
    "buildings_with_head": buildings_with_head,
    "mass_organisations_set_up": mass_organisations,
    "required_files_present": files_present,
    "grid_visits_done": visits_done,
    "service_departments_with_window": with_window,
    "service_departments_staffed": staffed,
    "window_equipment_present": equipment,
    "service_rules_in_force": rules_in_force,
    "service_cases_complete": cases_complete,
    "service_cases_on_time": cases_on_time,
    "service_cases_rated": cases_rated,
    "bad_ratings_answered": ratings_answered,
}
FAVOURED = {
    "grid_assignments.role": ["grid_member", "building_head", "courtyard_head"],
    "work_visits.state": ["done", "done", "planned", "cancelled"],
    "service_windows.kind": ["dedicated", "general"],
    "hours_announced": [10, 10, 20],
    "hours_staffed": [9, 9, 10, 8, 18],
    "agency": ["agent", "self"],
    "result": ["", "granted", "refused", "withdrawn"],
    "service_cases.state": ["accepted", "paused", "not_accepted", "delivered", "consulted"],
    "delivery": ["", "window"],
    "level": ["bad", "bad", "very_bad", "good"],
}
"""Values that make a row count."""
