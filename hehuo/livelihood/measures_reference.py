"""Plain-Python references of the relations and measures of livelihood; read by the conformance kit only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from hehuo.measures.conformance.population import Row
from hehuo.measures.conformance.world import Reference, World
from hehuo.measures.parameters import months_from
from hehuo.residents import measures_reference as residents
from hehuo.residents.measures_reference import case

WITH_EMPLOYER = {"unit", "public_post", "workshop"}


def home(row: Row) -> tuple[int, int]:
    """Settlement and household."""
    return row["settlement_id"], row["household_id"]


def confirmed_workers(w: World) -> Iterable[Row]:
    """Persons with a confirmed spell."""
    days = w.setting["confirmation_days"]
    found = {
        s["person_id"] for s in w["employment_spells"] if w.covers(s) and w.within(s["confirmed_on"], days)
    }
    return [{"person_id": p} for p in found]


def employed_persons(w: World) -> Iterable[Row]:
    """E."""
    workers = {x["person_id"] for x in w["confirmed_workers"]}
    return [p for p in w["labour_force_persons"] if p["person_id"] in workers]


def employed_households(w: World) -> Iterable[Row]:
    """Households with somebody in E."""
    return [{"settlement_id": s, "household_id": h} for s, h in {home(p) for p in w["employed_persons"]}]


def current_employment_records(w: World) -> Iterable[Row]:
    """Spells of L that cover the day."""
    force = {p["person_id"]: p["settlement_id"] for p in w["labour_force_persons"]}
    return [
        {**s, "settlement_id": force[s["person_id"]]}
        for s in w["employment_spells"]
        if s["person_id"] in force and w.covers(s)
    ]


def exempt_from_training(w: World) -> Iterator[Row]:
    """Persons with a documented exemption."""
    months = w.setting["exemption_review_months"]
    for person_id in {x["person_id"] for x in w["training_exemptions"]}:
        for x in (x for x in w["training_exemptions"] if x["person_id"] == person_id):
            carer, review = x["kind"] == "sole_carer", x["review_on"]
            if review is not None:
                current = review >= w.as_of and (not carer or review <= months_from(w.as_of, months))
            else:
                current = not carer or x["valid_from"] >= months_from(w.as_of, -months)
            if x["verified"] and x["has_proof"] and w.covers(x) and current:
                yield {"person_id": person_id}
                break


def trainable_persons(w: World) -> Iterable[Row]:
    """T."""
    exempt = {x["person_id"] for x in w["exempt_from_training"]}
    return [p for p in w["labour_force_persons"] if p["person_id"] not in exempt]


def completed_trainings(w: World) -> Iterator[Row]:
    """Person-times."""
    for e in w["enrolments"]:
        done = (
            e["state"] in {"completed", "certificated", "failed"}
            and w.past(e["completed_on"])
            and e["hours_due"] > 0
        )
        if done and not e["hours_present"] * 100 < e["hours_due"] * w.setting["attendance_pass_percent"]:
            yield {k: e[k] for k in ("enrolment_id", "person_id", "completed_on")}


def trained_persons(w: World) -> Iterator[Row]:
    """Members of L trained since the household moved in."""
    for p in w["labour_force_persons"]:
        days = [c["completed_on"] for c in w["completed_trainings"] if c["person_id"] == p["person_id"]]
        if p["moved_in_on"] is not None and any(day >= p["moved_in_on"] for day in days):
            yield {"settlement_id": p["settlement_id"], "person_id": p["person_id"]}


def latest_labour_profiles(w: World) -> Iterator[Row]:
    """The newest month of everybody."""
    months: dict[int, list[Row]] = {}
    for p in w["labour_profiles"]:
        if w.past(p["snapshot_month"]):
            months.setdefault(p["person_id"], []).append(p)
    for rows in months.values():
        newest = max(r["snapshot_month"] for r in rows)
        yield max((r for r in rows if r["snapshot_month"] == newest), key=lambda r: r["profile_id"])


def exempt_zero_households(w: World) -> Iterable[Row]:
    """Running exemptions."""
    found = set()
    limit = months_from(w.as_of, w.setting["exemption_review_months"])
    for z in w["zero_employment_cases"]:
        start = z["exempt_from"] or z["confirmed_on"] or z["found_on"]
        runs = z["exempt_review_on"] is not None and w.as_of <= z["exempt_review_on"] <= limit
        if (
            z["exempt"] != "none"
            and z["state"] != "dismissed"
            and w.past(start)
            and runs
            and not w.past(z["closed_on"])
        ):
            found.add(home(z))
    return [{"settlement_id": s, "household_id": h} for s, h in found]


def households_without_a_job(w: World) -> Iterable[Row]:
    """Zero-employment households."""
    fine = {home(x) for x in w["employed_households"]} | {home(x) for x in w["exempt_zero_households"]}
    return [h for h in w["labour_households"] if home(h) not in fine]


def helped_zero_households(w: World) -> Iterable[Row]:
    """A young case with a plan."""
    found = {
        home(z)
        for z in w["zero_employment_cases"]
        if z["state"] != "dismissed"
        and w.past(z["confirmed_on"])
        and w.within(z["confirmed_on"], w.setting["zero_case_help_days"])
        and w.past(z["planned_on"])
        and not w.past(z["closed_on"])
    }
    return [{"settlement_id": s, "household_id": h} for s, h in found]


def job_pushes(w: World) -> Iterable[Row]:
    """Verified events held."""
    return [v for v in w["job_events"] if v["verified"] and w.past(v["held_on"])]


def flagged(population: str, key: str, holders: str, *, by: str, inverse: bool = False) -> Reference:
    """Cases of a population, met when the key is among the holders."""

    def measure(w: World) -> Iterable[Row]:
        found = {(x.get("settlement_id"), x[by]) for x in w[holders]}
        return [case(x, key, ((x["settlement_id"], x[by]) in found) != inverse) for x in w[population]]

    return measure


def everyone(population: str, key: str) -> Reference:
    """Every row is met."""
    return lambda w: [case(x, key, True) for x in w[population]]


def push_windows(w: World) -> Iterator[Row]:
    """12.4."""
    for settlement_id in w.settlement_ids:
        held = [v["held_on"] for v in w["job_pushes"] if v["settlement_id"] == settlement_id]
        for code, first, after in w.half_years(settlement_id):
            met = any(first <= day < after for day in held)
            yield {"settlement_id": settlement_id, "case_id": code, "met": int(met)}


def verified_events(w: World) -> Iterator[Row]:
    """9.5."""
    start = months_from(w.as_of + timedelta(days=1), -w.setting["job_event_months"])
    for v in w["job_events"]:
        if start <= v["held_on"] <= w.as_of:
            yield case(v, "job_event_id", v["verified"])


def weighed(row: Row, key: str, cells: list[bool]) -> Row:
    """A case whose weight is a number of cells."""
    return {**case(row, key, all(cells)), "weight": len(cells), "weight_met": sum(cells)}


def profiles_complete(w: World) -> Iterator[Row]:
    """11.1, completeness."""
    profiles = {p["person_id"]: p for p in w["latest_labour_profiles"]}
    for x in w["working_age_persons"]:
        p = profiles.get(x["person_id"])
        if p is None:
            yield weighed(x, "person_id", [False] * 4)
            continue
        cells = [
            bool(p["labour_class"]), bool(p["employment_status"]), p["confirmed_on"] is not None, bool(p["has_confirm_mode"]),
        ]  # fmt: skip
        if p["employment_status"] == "employed":
            cells += [bool(p["employment_type"]), bool(p["work_place"]), p["months_this_year"] is not None]
        if p["employment_status"] in {"unemployed", "unwilling"}:
            cells.append(bool(p["unemployed_reason"]))
        yield weighed(x, "person_id", cells)


def profiles_timely(w: World) -> Iterator[Row]:
    """11.1, timeliness."""
    profiles = {p["person_id"]: p for p in w["latest_labour_profiles"]}
    for x in w["working_age_persons"]:
        p = profiles.get(x["person_id"])
        yield case(x, "person_id", p and w.within(p["confirmed_on"], w.setting["confirmation_days"]))


def accurate(book: str) -> Callable[[World], Iterable[Row]]:
    """11.1 and 12.2, sampled accuracy."""

    def measure(w: World) -> Iterator[Row]:
        sums: dict[tuple[int, int], list[int]] = {}
        for a in w["accuracy_checks"]:
            if a["book"] == book and 0 <= (w.as_of - a["checked_on"]).days < w.setting["accuracy_days"]:
                total = sums.setdefault((a["settlement_id"], a["person_id"]), [0, 0])
                total[0] += a["fields_checked"]
                total[1] += a["fields_right"]
        for (settlement_id, person_id), (checked, right) in sums.items():
            yield {
                "settlement_id": settlement_id, "case_id": person_id, "met": int(checked == right),
                "weight": checked, "weight_met": right,
            }  # fmt: skip

    return measure


def records_complete(w: World) -> Iterator[Row]:
    """12.2, completeness."""
    for r in w["current_employment_records"]:
        cells = [bool(r["kind"]), bool(r["place"]), bool(r["proof_kind"]), bool(r["has_job_title"])]
        if r["kind"] in WITH_EMPLOYER:
            cells += [bool(r["employer_id"]) or bool(r["has_employer_name"]), bool(r["contract_kind"])]
        yield weighed(r, "spell_id", cells)


def records_timely(w: World) -> Iterator[Row]:
    """12.2, timeliness."""
    for r in w["current_employment_records"]:
        yield case(r, "spell_id", w.within(r["confirmed_on"], w.setting["confirmation_days"]))


def classes_documented(w: World) -> Iterator[Row]:
    """11.3."""
    papers = ("has_open_report", "has_timetable", "has_roll", "has_attendance", "has_result")
    for c in w["training_classes"]:
        if w.past(c["ends_on"]) and c["state"] not in {"proposed", "cancelled"}:
            yield case(c, "training_class_id", all(c[p] for p in papers))


def person_times(w: World) -> Iterator[Row]:
    """Person-times of P."""
    where = {p["person_id"]: p for p in w["relocation_persons"]}
    for c in w["completed_trainings"]:
        if c["person_id"] in where:
            yield case({**c, "settlement_id": where[c["person_id"]]["settlement_id"]}, "enrolment_id", True)


def windows_serving(w: World) -> Iterator[Row]:
    """12.1."""
    for n in w["employment_windows"]:
        if w.past(n["opened_on"]) and not w.past(n["closed_on"]):
            enough = n["kind"] == "standing" or n["half_days_a_week"] >= w.setting["mobile_window_half_days"]
            yield case(n, "window_id", enough)


RELATIONS: dict[str, Reference] = residents.RELATIONS | {
    f.__name__: f
    for f in (
        confirmed_workers, employed_persons, employed_households, current_employment_records, exempt_from_training,
        trainable_persons, completed_trainings, trained_persons, latest_labour_profiles, exempt_zero_households,
        households_without_a_job, helped_zero_households, job_pushes,
    )
}  # fmt: skip
MEASURES: dict[str, Reference] = {
    "verified_job_events": verified_events,
    "job_push_windows": push_windows,
    "labour_profiles_complete": profiles_complete,
    "labour_profiles_timely": profiles_timely,
    "labour_profiles_accurate": accurate("labour"),
    "employment_records_accurate": accurate("employment"),
    "employment_records_complete": records_complete,
    "employment_records_timely": records_timely,
    "trainable_persons_trained": flagged("trainable_persons", "person_id", "trained_persons", by="person_id"),
    "labour_force_trained": flagged("labour_force_persons", "person_id", "trained_persons", by="person_id"),
    "training_person_times": person_times,
    "training_classes_documented": classes_documented,
    "employment_windows_serving": windows_serving,
    "employed_persons_in_labour_households": everyone("employed_persons", "person_id"),
    "labour_households": everyone("labour_households", "household_id"),
    "employment_rate": flagged("labour_force_persons", "person_id", "employed_persons", by="person_id"),
    "labour_household_employed_rate": flagged(
        "labour_households", "household_id", "employed_households", by="household_id"
    ),
    "zero_employment_households": flagged(
        "labour_households", "household_id", "households_without_a_job", by="household_id", inverse=True
    ),
    "zero_employment_households_helped": flagged(
        "households_without_a_job", "household_id", "helped_zero_households", by="household_id"
    ),
}
