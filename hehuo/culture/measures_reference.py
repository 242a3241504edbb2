"""What the measures of culture mean, said again in plain Python; the conformance kit compares the two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from hehuo.measures.conformance.population import Row
from hehuo.measures.conformance.world import World
from hehuo.residents.measures_reference import case


def _year(w: World, day: date | None) -> bool:
    return w.recent(day, w.setting["event_months"])


def _things(w: World, tests: Iterable[Callable[[int], bool]]) -> Iterator[Row]:
    checks = list(tests)
    for place in w["settlements"]:
        settlement_id = place["settlement_id"]
        for number, test in enumerate(checks, 1):
            yield {"settlement_id": settlement_id, "case_id": number, "met": int(test(settlement_id))}


def _windows(w: World, spans: Iterable[tuple[int, date, date, bool]], rows: list[Row]) -> Iterator[Row]:
    for code, first, after, _ in spans:
        held = {row["settlement_id"] for row in rows if first <= row["held_on"] < after}
        for place in w["settlements"]:
            met = place["settlement_id"] in held
            yield {"settlement_id": place["settlement_id"], "case_id": code, "met": int(met)}


def _since_launch(w: World) -> list[tuple[int, date, date, bool]]:
    return [span for span in w.quarters() if span[3]]


def _verified(w: World, relation: str) -> list[Row]:
    return [row for row in w[relation] if row["verified"]]


def _confirmed(w: World, link: str) -> set[tuple[int, int]]:
    """Events that enough participants confirmed."""
    people: Counter[tuple[int, int]] = Counter()
    for row in w["event_confirmations"]:
        if row[link] is not None and row["attended"] and row["took_place"] and w.past(row["confirmed_on"]):
            people[row["settlement_id"], row[link]] += 1
    return {event for event, number in people.items() if number >= w.setting["confirmers_need"]}


def _key(row: Row, name: str) -> tuple[int, int]:
    return row["settlement_id"], row[name]


# -- item 2 ------------------------------------------------------------------
def workshops_active(w: World) -> Iterator[Row]:
    planned = {
        _key(plan, "hall_id")
        for plan in w["education_plans"]
        if plan["starts_on"] <= w.as_of <= plan["ends_on"]
    }
    for hall in w["education_venues"]:
        if hall["kind"] == "workshop" and hall["opened_on"] <= w.as_of and not w.past(hall["closed_on"]):
            met = (
                hall["has_responsible"] and not w.past(hall["paused_on"]) and _key(hall, "hall_id") in planned
            )
            yield case(hall, "hall_id", met)


def _held_kinds(w: World, relation: str, column: str) -> set[tuple[int, str]]:
    return {(row["settlement_id"], row[column]) for row in _verified(w, relation) if _year(w, row["held_on"])}


def lecture_series(w: World) -> Iterator[Row]:
    held = _held_kinds(w, "education_sessions", "series")

    def moral(place: int) -> bool:
        return (place, "moral") in held or (place, "other") in held

    def night(place: int) -> bool:
        return (place, "night") in held or {(place, "moral"), (place, "other")} <= held

    yield from _things(w, (moral, night))


def topics_covered(w: World) -> Iterator[Row]:
    held = _held_kinds(w, "education_sessions", "topic")
    names = ("gratitude", "morals", "new_ways", "manners", "family")
    yield from _things(w, [lambda place, name=name: (place, name) in held for name in names])


def quarters_documented(w: World) -> Iterator[Row]:
    rows = [
        row for row in _verified(w, "education_sessions")
        if row["has_lesson"] and (row["has_sign_in"] or (row["headcount_checked"] or 0) > 0)
    ]  # fmt: skip
    yield from _windows(w, _since_launch(w), rows)


def quarters_confirmed(w: World) -> Iterator[Row]:
    known = _confirmed(w, "session_id")
    rows = [row for row in _verified(w, "education_sessions") if _key(row, "session_id") in known]
    yield from _windows(w, _since_launch(w), rows)


def theme_activities(w: World) -> Iterator[Row]:
    for row in w["theme_activities"]:
        if _year(w, row["held_on"]):
            yield case(row, "theme_activity_id", row["verified"])


def theme_confirming(w: World) -> Iterator[Row]:
    events = {
        _key(row, "theme_activity_id") for row in _verified(w, "theme_activities") if _year(w, row["held_on"])
    }
    for row in w["event_confirmations"]:
        speaks = row["attended"] or not row["took_place"]
        if speaks and w.past(row["confirmed_on"]) and _key(row, "theme_activity_id") in events:
            yield case(row, "confirmation_id", row["took_place"])


# -- item 5 ------------------------------------------------------------------
def legal_quarters(w: World) -> Iterator[Row]:
    yield from _windows(w, w.quarters(), _verified(w, "legal_sessions"))


def legal_documented(w: World) -> Iterator[Row]:
    for row in _verified(w, "legal_sessions"):
        if _year(w, row["held_on"]):
            yield case(row, "legal_session_id", row["has_materials"] and row["has_pictures"])


def legal_confirmed(w: World) -> Iterator[Row]:
    yield from _events_confirmed(w, "legal_sessions", "legal_session_id")


def _events_confirmed(w: World, relation: str, key: str) -> Iterator[Row]:
    known = _confirmed(w, key)
    for row in _verified(w, relation):
        if _year(w, row["held_on"]):
            yield case(row, key, _key(row, key) in known)


def quiz_answers(w: World) -> Iterator[Row]:
    for row in w["awareness_checks"]:
        if _year(w, row["checked_on"]):
            found = case(row, "check_id", row["answers_correct"] == row["questions_asked"])
            yield {**found, "weight": row["questions_asked"], "weight_met": row["answers_correct"]}


def advisers_serving(w: World) -> Iterator[Row]:
    for row in w["legal_advisers"]:
        if row["valid_from"] <= w.as_of:
            yield case(row, "adviser_id", not w.past(row["valid_to"]))


def referrals_recorded(w: World) -> Iterator[Row]:
    for row in w["legal_referrals"]:
        if _year(w, row["referred_on"]):
            yield case(row, "referral_id", True)


def referrals_on_time(w: World) -> Iterator[Row]:
    for row in w["legal_referrals"]:
        answered, due = w.past(row["answered_on"]), row["due_on"]
        is_due = due is not None and due < w.as_of
        if _year(w, row["referred_on"]) and (answered or is_due):
            yield case(row, "referral_id", answered and due is not None and row["answered_on"] <= due)


# -- item 7 ------------------------------------------------------------------
def venue_types(w: World) -> Iterator[Row]:
    ready = set()
    for row in w["venues"]:
        near = row["ownership"] == "own" or (
            row["distance_metres"] is not None and row["distance_metres"] <= w.setting["shared_venue_metres"]
        )
        in_use = row["opened_on"] <= w.as_of and not w.past(row["closed_on"])
        if near and in_use and w.past(row["hours_announced_on"]):
            ready |= {(row["settlement_id"], row["kind"]), (row["settlement_id"], row["also_kind"])}
    names = ("homesickness", "multi", "library", "reading", "square")
    yield from _things(w, [lambda place, name=name: (place, name) in ready for name in names])


def activity_leaders(w: World) -> Iterator[Row]:
    led = {
        (row["settlement_id"], row["kind"])
        for row in w["instructors"]
        if row["appointed_on"] <= w.as_of and not w.past(row["ended_on"])
    }
    members = Counter(
        _key(row, "committee_id")
        for row in w["committee_members"]
        if w.past(row["consented_on"]) and not w.past(row["left_on"])
    )
    governed = {
        row["settlement_id"]
        for row in w["activity_committees"]
        if row["method"] == "elected" and row["chosen_on"] <= w.as_of and (row["ends_on"] is None or row["ends_on"] >= w.as_of)
        and members[_key(row, "committee_id")] >= w.setting["committee_members_need"]
    }  # fmt: skip
    kinds = ("culture", "sports")
    yield from _things(
        w, [lambda place, kind=kind: place in governed or (place, kind) in led for kind in kinds]
    )


def hours_kept(w: World) -> Iterator[Row]:
    for row in w["venue_openings"]:
        due, was = row["planned_minutes"] or 0, row["actual_minutes"] or 0
        if w.recent(row["opening_on"], w.setting["quarter_months"]) and due > 0:
            yield {**case(row, "opening_id", was >= due), "weight": due, "weight_met": min(due, was)}


# -- item 8 ------------------------------------------------------------------
def activity_months(w: World) -> Iterator[Row]:
    yield from _windows(w, w.months(), _verified(w, "cultural_activities"))


def activity_kinds(w: World) -> Iterator[Row]:
    held = _held_kinds(w, "cultural_activities", "kind")
    names = ("reading", "show", "talent", "fitness", "sports")
    yield from _things(w, [lambda place, name=name: (place, name) in held for name in names])


def activities_documented(w: World) -> Iterator[Row]:
    for row in _verified(w, "cultural_activities"):
        if _year(w, row["held_on"]):
            seen = row["has_sign_in"] or (row["headcount_checked"] or 0) > 0 or row["has_pictures"]
            yield case(row, "activity_id", row["has_materials"] and seen)


def activities_confirmed(w: World) -> Iterator[Row]:
    yield from _events_confirmed(w, "cultural_activities", "activity_id")


def elections_completed(w: World) -> Iterator[Row]:
    for row in w["honour_elections"]:
        if not _year(w, row["awarded_on"]):
            continue
        start, end = row["publicity_from"], row["publicity_to"]
        agreed = any(
            _key(one, "election_id") == _key(row, "election_id")
            and start is not None and one["consented_on"] is not None and one["consented_on"] <= start
            for one in w["honour_nominations"]
        )  # fmt: skip
        yield case(row, "election_id", agreed and end is not None and end < row["awarded_on"])


def rolls_with_consent(w: World) -> Iterator[Row]:
    agreed = {
        _key(row, "nomination_id"): row["consented_on"]
        for row in w["honour_nominations"]
        if row["shows_roll"] and row["consented_on"] is not None
    }
    shown: dict[int, list[tuple[bool, int]]] = {}
    for row in w["honour_roll"]:
        if row["shown_from"] <= w.as_of <= row["shown_to"] and not w.past(row["withdrawn_on"]):
            day = agreed.get(_key(row, "nomination_id"))
            fine = day is not None and day <= row["shown_from"]
            shown.setdefault(row["settlement_id"], []).append((fine, row["entry_id"]))
    for settlement_id, entries in shown.items():
        fine, entry_id = min(entries)
        yield {"settlement_id": settlement_id, "case_id": entry_id, "met": int(fine)}


RELATIONS: dict = {}
FAVOURED = {
    "education_venues.kind": ["workshop"],
    "education_sessions.series": ["moral", "night", "other"],
    "education_sessions.topic": ["gratitude", "morals", "new_ways", "manners", "family"],
    "headcount_checked": [0, 1, None],
    "venues.kind": ["homesickness", "multi", "library", "reading", "square"],
    "also_kind": ["", "library", "reading"],
    "distance_metres": [999, 1000, 1001, None],
    "instructors.kind": ["culture", "sports"],
    "method": ["elected", "elected", "applied"],
    "cultural_activities.kind": ["reading", "show", "talent", "fitness", "sports"],
    "planned_minutes": [0, 60, 60],
    "actual_minutes": [59, 60, 61, None],
    "questions_asked": [10, 12],
    "answers_correct": [10, 7],
}
"""Values that make a row count."""
MEASURES = {
    "new_era_workshops_active": workshops_active,
    "lecture_series_held": lecture_series,
    "education_topics_covered": topics_covered,
    "education_quarters_documented": quarters_documented,
    "education_quarters_confirmed": quarters_confirmed,
    "theme_activities_verified": theme_activities,
    "theme_activity_participants_confirming": theme_confirming,
    "legal_education_quarters": legal_quarters,
    "legal_sessions_documented": legal_documented,
    "legal_sessions_confirmed_by_residents": legal_confirmed,
    "legal_quiz_answers_correct": quiz_answers,
    "legal_advisers_serving": advisers_serving,
    "legal_referrals_recorded": referrals_recorded,
    "legal_referrals_on_time": referrals_on_time,
    "venue_types_available": venue_types,
    "activity_leaders_in_place": activity_leaders,
    "venue_hours_kept": hours_kept,
    "activity_months": activity_months,
    "activity_kinds_held": activity_kinds,
    "activities_documented": activities_documented,
    "activities_confirmed_by_residents": activities_confirmed,
    "honour_elections_completed": elections_completed,
    "honour_rolls_with_consent": rolls_with_consent,
}
