"""Plain-Python references of the relations and measures of property; read by the conformance kit only."""

from __future__ import annotations

from collections.abc import Iterator

from hehuo.measures.conformance.population import Row
from hehuo.measures.conformance.world import Reference, World
from hehuo.residents.measures_reference import case, relocation_households


def relocation_old_houses(w: World) -> Iterator[Row]:
    """Old houses of H."""
    homes = {(h["settlement_id"], h["household_id"]) for h in w["relocation_households"]}
    for o in w["old_houses"]:
        if (o["settlement_id"], o["household_id"]) in homes and o["has_old_house"] != "none":
            yield {**o, "exempt": int(o["exemption"] != "none" and w.past(o["exemption_certified_on"]))}


def old_houses_due(w: World) -> Iterator[Row]:
    """Not exempt, and the day has come or was never agreed."""
    for o in w["relocation_old_houses"]:
        if not o["exempt"] and (o["due_on"] is None or w.past(o["due_on"])):
            yield o


def demolished(w: World) -> Iterator[Row]:
    """9.2, first half."""
    for o in w["old_houses_due"]:
        yield case(o, "old_house_id", w.past(o["demolished_on"]) and w.past(o["site_checked_on"]))


def reclaimed(w: World) -> Iterator[Row]:
    """9.2, second half."""
    for o in w["old_houses_due"]:
        if o["reclaim_kind"] != "unsuitable" and (o["reclaim_due_on"] is None or w.past(o["reclaim_due_on"])):
            yield case(o, "old_house_id", w.past(o["accepted_on"]))


def exempt(w: World) -> Iterator[Row]:
    """Certified exemptions."""
    for o in w["relocation_old_houses"]:
        yield case(o, "old_house_id", o["exempt"])


RELATIONS: dict[str, Reference] = {
    "relocation_households": relocation_households,
    "relocation_old_houses": relocation_old_houses,
    "old_houses_due": old_houses_due,
}
MEASURES: dict[str, Reference] = {
    "old_houses_demolished": demolished,
    "old_houses_reclaimed": reclaimed,
    "old_houses_exempt": exempt,
}
