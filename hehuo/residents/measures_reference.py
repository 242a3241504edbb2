"""Plain-Python references of the relations and measures of residents; read by the conformance kit only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from hehuo.measures.conformance.population import Row
from hehuo.measures.conformance.world import Reference, World
from hehuo.measures.parameters import months_from


def age(born: date, day: date) -> int:
    """Completed years; a birthday on 29 February falls on 1 March in other years (domain §4.1)."""
    years = day.year - born.year
    birthday = (born.month, born.day)
    leap = day.year % 4 == 0 and (day.year % 100 != 0 or day.year % 400 == 0)
    if birthday == (2, 29) and not leap:
        birthday = (3, 1)
    return years if (day.month, day.day) >= birthday else years - 1


def relocation_households(w: World) -> Iterator[Row]:
    """H."""
    for h in w["households"]:
        relocated = h["household_class"] in {"registered_poor", "co_relocated"}
        if relocated and w.past(h["allocated_on"]) and not w.past(h["exited_on"]):
            yield h


def household_members(w: World) -> Iterator[Row]:
    """Everybody's household on the day."""
    latest: dict[int, Row] = {}
    for m in w["memberships"]:
        known = latest.get(m["person_id"])
        if w.covers(m) and (known is None or m["membership_id"] > known["membership_id"]):
            latest[m["person_id"]] = m
    for m in latest.values():
        yield {"person_id": m["person_id"], "household_id": m["household_id"]}


def relocation_persons(w: World) -> Iterator[Row]:
    """P."""
    homes = {h["household_id"]: h for h in w["relocation_households"]}
    people = {p["person_id"]: p for p in w["persons"]}
    for m in w["household_members"]:
        home, person = homes.get(m["household_id"]), people.get(m["person_id"])
        if home and person and not w.past(person["deceased_on"]) and not w.past(person["left_on"]):
            if person["birth_date"] > w.as_of:
                continue
            keys = {k: home[k] for k in ("settlement_id", "household_id", "moved_in_on")}
            yield {
                **keys,
                **{k: person[k] for k in ("person_id", "birth_date", "labour_class", "not_in_labour")},
            }


def working_age_persons(w: World) -> Iterator[Row]:
    """W."""
    for p in w["relocation_persons"]:
        if w.setting["working_age_from"] <= age(p["birth_date"], w.as_of) < w.setting["working_age_to"]:
            yield p


def labour_force_persons(w: World) -> Iterator[Row]:
    """L."""
    classes = {"skilled", "ordinary"} | (
        {"weak_or_half"} if w.setting["labour_includes_weak_half"] else set()
    )
    for p in w["working_age_persons"]:
        if p["labour_class"] in classes and p["not_in_labour"] == "":
            yield p


def labour_households(w: World) -> Iterator[Row]:
    """LH."""
    for settlement_id, household_id in sorted(
        {(p["settlement_id"], p["household_id"]) for p in w["labour_force_persons"]}
    ):
        yield {"settlement_id": settlement_id, "household_id": household_id}


def case(row: Row, key: str, met: object) -> Row:
    """One case."""
    return {"settlement_id": row["settlement_id"], "case_id": row[key], "met": int(bool(met))}


def all_households(w: World) -> Iterable[Row]:
    """Every household of H."""
    return [case(h, "household_id", True) for h in w["relocation_households"]]


def awaiting_keys(w: World) -> Iterable[Row]:
    """Who has no keys yet is not met."""
    return [case(h, "household_id", w.past(h["keys_on"])) for h in w["relocation_households"]]


def _keyed(w: World) -> Iterator[tuple[Row, list[Row]]]:
    for h in w["relocation_households"]:
        if w.past(h["keys_on"]):
            place = (h["settlement_id"], h["household_id"])
            yield (
                h,
                [
                    o
                    for o in w["occupancy_spells"]
                    if (o["settlement_id"], o["household_id"]) == place and w.covers(o)
                ],
            )


def moved_in(w: World) -> Iterator[Row]:
    """9.1."""
    for h, spells in _keyed(w):
        met = False
        for o in spells:
            away = o["state"] == "away_working" and w.setting["away_working_counts"] and o["away_confirmed"]
            met = (
                met
                or o["state"] in ("resident", "resident_partly")
                or bool(away and w.past(h["moved_in_on"]))
            )
        yield case(h, "household_id", met)


def occupancy_checked(w: World) -> Iterator[Row]:
    """A check within 92 days."""
    for h, spells in _keyed(w):
        yield case(
            h,
            "household_id",
            any(w.within(o["checked_on"], w.setting["occupancy_check_days"]) for o in spells),
        )


def two_ends(w: World) -> Iterator[Row]:
    """9.4."""
    open_cases = set()
    for c in w["two_ends_cases"]:
        over = w.past(c["closed_on"]) and w.past(c["closing_check_on"])
        if c["state"] != "dismissed" and w.past(c["confirmed_on"]) and not over:
            open_cases.add((c["settlement_id"], c["household_id"]))
    for h in w["relocation_households"]:
        if w.past(h["moved_in_on"]):
            yield case(h, "household_id", (h["settlement_id"], h["household_id"]) not in open_cases)


def _asked(w: World) -> Iterator[Row]:
    """Randomly drawn interviews of the year that were not refused."""
    for i in w["interviews"]:
        recent = i["asked_on"] <= w.as_of < months_from(i["asked_on"], w.setting["event_months"])
        if i["draw"] == "random" and recent and not i["refused"]:
            yield i


def knowing_covenant(w: World) -> Iterator[Row]:
    """1.3: adults who were asked how many agreements they know."""
    for i in _asked(w):
        if i["age_band"] != "minor" and i["covenants_named"] is not None:
            yield case(i, "interview_id", i["covenants_named"] >= w.setting["covenants_need"])


def feeling_safe(w: World) -> Iterator[Row]:
    """6.6.1: adults who answered."""
    for i in _asked(w):
        if i["age_band"] != "minor" and i["feels_safe"] != "":
            yield case(i, "interview_id", i["feels_safe"] != "unsafe")


def satisfied(w: World) -> Iterator[Row]:
    """14.3.3: everybody who answered."""
    for i in _asked(w):
        if i["satisfied"] != "":
            yield case(i, "interview_id", i["satisfied"] not in ("fair", "no"))


RELATIONS: dict[str, Reference] = {
    "relocation_households": relocation_households,
    "household_members": household_members,
    "relocation_persons": relocation_persons,
    "working_age_persons": working_age_persons,
    "labour_force_persons": labour_force_persons,
    "labour_households": labour_households,
}
MEASURES: dict[str, Reference] = {
    "relocation_households": all_households,
    "households_awaiting_keys": awaiting_keys,
    "relocation_households_moved_in": moved_in,
    "occupancy_checked": occupancy_checked,
    "two_ends_cases_open": two_ends,
    "interviewed_adults_knowing_covenant": knowing_covenant,
    "interviewed_adults_feeling_safe": feeling_safe,
    "interviewed_residents_satisfied": satisfied,
}
FAVOURED = {"draw": ["random"], "covenants_named": [1, 2, 3]}
"""Values that make a row count."""
