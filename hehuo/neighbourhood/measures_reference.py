"""What the measures of the neighbourhood mean, said again in plain Python; the conformance kit compares the two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from hehuo.measures.conformance.population import Row
from hehuo.measures.conformance.world import World
from hehuo.residents.measures_reference import (
    age,
    case,
    household_members,
    relocation_households,
    relocation_persons,
)

SYSTEMS = (
    "party_delegates", "peoples_deputies", "cppcc_members", "cadres", "staggered", "all_day", "holidays", "first_contact",
    "many_duties", "grid",
)  # fmt: skip


def _in_year(w: World, day: date | None) -> bool:
    return w.recent(day, w.setting["event_months"])


def _things(w: World, tests: list[Callable[[int], bool]]) -> Iterator[Row]:
    for place in w.settlement_ids:
        for number, test in enumerate(tests, 1):
            yield {"settlement_id": place, "case_id": number, "met": int(test(place))}


def _of(w: World, relation: str) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in w[relation]:
        found[row["settlement_id"]].append(row)
    return found


def steps_done(w: World) -> Iterator[Row]:
    rows = _of(w, "covenants")

    def any_with(test: Callable[[Row], bool]) -> Callable[[int], bool]:
        return lambda place: any(test(c) for c in rows[place] if not w.past(c["valid_to"]))

    yield from _things(
        w,
        [
            any_with(lambda c: w.past(c["consulted_to"])),
            any_with(lambda c: w.past(c["drafted_on"])),
            any_with(lambda c: w.past(c["reviewed_on"]) and c["review_result"] == "pass"),
            any_with(lambda c: w.past(c["adopted_on"]) and bool(c["quorum_met"])),
            any_with(lambda c: w.past(c["filed_on"]) and w.past(c["published_on"])),
        ],
    )


def _in_force(w: World) -> Iterator[Row]:
    for covenant in w["covenants"]:
        if w.past(covenant["published_on"]) and not w.past(covenant["valid_to"]):
            yield covenant


def penalty_clauses(w: World) -> Iterator[Row]:
    for covenant in _in_force(w):
        yield case(covenant, "covenant_id", covenant["penalty_clause"])


def themes_covered(w: World) -> Iterator[Row]:
    said: dict[int, set[str]] = defaultdict(set)
    themes = ("speaks_kindly", "behaves_well", "mutual_respect", "courtesy", "healthy_life")
    for covenant in _in_force(w):
        said[covenant["settlement_id"]] |= {t for t in themes if covenant[t]}
    yield from _things(w, [lambda place, t=t: t in said[place] for t in themes])  # type: ignore[misc]


def practice_months(w: World) -> Iterator[Row]:
    rows = _of(w, "covenant_practices")
    for code, first, after, _ in w.months():
        for place in w.settlement_ids:
            met = any(first <= p["held_on"] < after for p in rows[place])
            yield {"settlement_id": place, "case_id": code, "met": int(met)}


def reviews(w: World) -> Iterator[Row]:
    spans = list(w.months())
    for practice in w["covenant_practices"]:
        if any(first <= practice["held_on"] < after for _, first, after, _ in spans):
            yield case(practice, "practice_id", practice["kind"] == "review")


def systems_in_force(w: World) -> Iterator[Row]:
    known = {
        (d["settlement_id"], d["system"]) for d in w["system_documents"] if d["has_text"] and w.covers(d)
    }
    yield from _things(w, [lambda place, s=s: (place, s) in known for s in SYSTEMS])  # type: ignore[misc]


def yard_quarters(w: World) -> Iterator[Row]:
    issues: dict[tuple[int, int], list[bool]] = defaultdict(list)
    for r in w["meeting_resolutions"]:
        if r["yard_id"] is not None:
            issues[r["settlement_id"], r["yard_id"]].append(w.past(r["done_on"]))
    yards = _of(w, "courtyard_meetings")
    for code, first, after, since_launch in w.quarters():
        for place in w.settlement_ids if since_launch else ():
            held = [y for y in yards[place] if first <= y["held_on"] < after]
            done = [d for y in held for d in issues[place, y["yard_id"]]]
            met = bool(held) and (not done or sum(done) / len(done) >= 0.8)
            yield {"settlement_id": place, "case_id": code, "met": int(met)}


def matters_complete(w: World) -> Iterator[Row]:
    for m in w["practical_matters"]:
        if _in_year(w, m["raised_on"]):
            told = not w.past(m["done_on"]) or m["has_result"]
            yield case(m, "matter_id", m["has_responsible"] and m["beneficiaries"] > 0 and told)


def matters_on_time(w: World) -> Iterator[Row]:
    for m in w["practical_matters"]:
        done = w.past(m["done_on"])
        if _in_year(w, m["raised_on"]) and (done or m["promised_on"] < w.as_of):
            yield case(m, "matter_id", done and m["done_on"] <= m["promised_on"])


def matters_confirmed(w: World) -> Iterator[Row]:
    for m in w["practical_matters"]:
        if _in_year(w, m["raised_on"]) and w.past(m["done_on"]):
            yield case(m, "matter_id", m["resident_word"] == "yes" and w.past(m["confirmed_on"]))


def _mediated(w: World, wanted: Callable[[Row], bool], met: Callable[[Row], Any]) -> Iterator[Row]:
    """Cases of the year; settlements without any answer by quarterly statements."""
    cases = [k for k in w["mediation_cases"] if _in_year(w, k["accepted_on"])]
    yield from (case(k, "case_key", met(k)) for k in cases if wanted(k))
    busy = {k["settlement_id"] for k in cases}
    signed = {
        (z["settlement_id"], z["quarter_start"]) for z in w["zero_case_statements"] if w.past(z["signed_on"])
    }
    for code, first, _, since_launch in w.quarters():
        for place in w.settlement_ids:
            if since_launch and place not in busy:
                yield {"settlement_id": place, "case_id": -code, "met": int((place, first) in signed)}


def cases_complete(w: World) -> Iterator[Row]:
    talked = {(t["settlement_id"], t["case_key"]) for t in w["mediation_sessions"] if w.past(t["held_on"])}

    def complete(k: Row) -> bool:
        told = w.past(k["rights_notice_on"]) and k["has_facts"] and k["has_claims"]
        talks = (
            not w.past(k["concluded_on"])
            or k["outcome"] in ("withdrawn", "referred")
            or (k["settlement_id"], k["case_key"]) in talked
        )
        return bool(told and talks and (k["outcome"] != "written" or k["has_number"]))

    yield from _mediated(w, lambda k: True, complete)


def cases_closed(w: World) -> Iterator[Row]:
    def wanted(k: Row) -> bool:
        overdue = k["due_on"] is not None and k["due_on"] < w.as_of
        return k["outcome"] != "withdrawn" and (w.past(k["concluded_on"]) or overdue)

    ended = ("oral", "written", "referred")
    yield from _mediated(w, wanted, lambda k: w.past(k["concluded_on"]) and k["outcome"] in ended)


def cases_revisited(w: World) -> Iterator[Row]:
    yield from _mediated(w, lambda k: w.past(k["revisit_due_on"]), lambda k: w.past(k["revisited_on"]))


def mediators_in_place(w: World) -> Iterator[Row]:
    homes, chosen = _of(w, "relocation_households"), _of(w, "mediators")
    for place in w.settlement_ids:
        there = [
            m
            for m in chosen[place]
            if m["chosen_by"] == "elected" and m["chosen_on"] <= w.as_of and not w.past(m["left_on"])
        ]
        begun = -(-len(homes[place]) // w.setting["households_per_mediator"])
        for number in range(1, min(64, max(2, begun)) + 1):
            yield {"settlement_id": place, "case_id": number, "met": int(len(there) >= number)}


def _serving(w: World) -> Iterator[Row]:
    for org in w["mutual_aid_orgs"]:
        if org["set_up_on"] <= w.as_of and not w.past(org["ended_on"]):
            yield org


def types_present(w: World) -> Iterator[Row]:
    kinds: dict[int, set[str]] = defaultdict(set)
    for org in _serving(w):
        kinds[org["settlement_id"]].add(org["kind"])
    ages = defaultdict(list)
    for person in w["relocation_persons"]:
        ages[person["settlement_id"]].append(age(person["birth_date"], w.as_of))
    for place in w.settlement_ids:
        wanted: list[tuple[int, set[str]]] = [(1, {"weddings"}), (2, {"neighbours"})]
        if ages[place] and sum(a >= w.setting["elder_age"] for a in ages[place]) >= w.setting["elders_need"]:
            wanted.append((3, {"elder_care", "elder_service"}))
        school = (w.setting["pupil_age_from"], w.setting["pupil_age_to"])
        if ages[place] and sum(school[0] <= a < school[1] for a in ages[place]) >= w.setting["pupils_need"]:
            wanted.append((4, {"pupil_care"}))
        for number, answer in wanted:
            yield {"settlement_id": place, "case_id": number, "met": int(bool(kinds[place] & answer))}


def orgs_active(w: World) -> Iterator[Row]:
    days: dict[tuple[int, int], list[date]] = defaultdict(list)
    for activity in w["mutual_aid_activities"]:
        if activity["verified"]:
            days[activity["settlement_id"], activity["org_id"]].append(activity["served_on"])
    quarters = [(first, after) for _, first, after, since_launch in w.quarters() if since_launch]
    for org in _serving(w):
        mine = [span for span in quarters if span[0] >= org["set_up_on"]]
        held = days[org["settlement_id"], org["org_id"]]
        if mine:
            met = all(any(first <= day < after for day in held) for first, after in mine)
            yield case(org, "org_id", met)


def requests_on_time(w: World) -> Iterator[Row]:
    for r in w["resident_requests"]:
        if not _in_year(w, r["reported_on"]):
            continue
        handled, due = w.past(r["handled_on"]), r["due_on"]
        overdue = due is not None and due < w.as_of and r["state"] != "suspended"
        if handled or overdue:
            yield case(r, "request_id", handled and due is not None and r["handled_on"] <= due)


RELATIONS: dict[str, Any] = {
    "relocation_households": relocation_households,
    "household_members": household_members,
    "relocation_persons": relocation_persons,
}
FAVOURED: dict[str, list[Any]] = {
    "review_result": ["pass", "pass", "revise"],
    "covenant_practices.kind": ["review", "publicity"],
    "resident_word": ["yes", "yes", "no"],
    "beneficiaries": [0, 1, 40],
    "outcome": ["oral", "written", "referred", "withdrawn", "none", ""],
    "chosen_by": ["elected", "elected", "appointed"],
    "mutual_aid_orgs.kind": ["weddings", "neighbours", "elder_care", "elder_service", "pupil_care"],
    "resident_requests.state": ["suspended", "processing", "fed_back"],
    "system": list(SYSTEMS),
}
"""Values that make a row count."""
MEASURES: dict[str, Any] = {
    "covenant_steps_done": steps_done,
    "covenants_with_penalty_clause": penalty_clauses,
    "covenant_themes_covered": themes_covered,
    "covenant_practice_months": practice_months,
    "covenant_reviews": reviews,
    "systems_in_force": systems_in_force,
    "courtyard_meeting_quarters": yard_quarters,
    "practical_matters_complete": matters_complete,
    "practical_matters_on_time": matters_on_time,
    "practical_matters_confirmed": matters_confirmed,
    "mediation_cases_complete": cases_complete,
    "mediation_cases_closed": cases_closed,
    "mediation_cases_revisited": cases_revisited,
    "mediators_in_place": mediators_in_place,
    "mutual_aid_types_present": types_present,
    "mutual_aid_orgs_active": orgs_active,
    "requests_on_time": requests_on_time,
}
