"""Small homes for tests: a flat, a household with keys, a person with a number that passes its check."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from hehuo.org.models import Building
from hehuo.records.numbers import ID_CHECKS, ID_WEIGHTS
from hehuo.residents.households.services import (
    allocate_dwelling,
    hand_over_keys,
    record_move_in,
    save_household,
)
from hehuo.residents.models import Dwelling, Household, Person
from hehuo.residents.people.services import register_person
from hehuo.residents.residence.services import save_dwelling

ALLOCATED, KEYS, MOVED = date(2018, 5, 1), date(2018, 6, 1), date(2018, 6, 20)
_number = count(7301)
"""Room numbers that stand nowhere else on a page: tests of masks look for them."""


def make_flat(settlement: Any, *, by: Any, **facts: Any) -> Dwelling:
    """A flat of the first building."""
    building = (
        facts.pop("building", None) or Building.objects.filter(settlement=settlement).order_by("id").first()
    )
    told = {"unit_no": "1", "room_no": f"{next(_number)}", "floor": 3, "area_m2": "80.00"} | facts
    return save_dwelling(Dwelling(settlement=settlement, building=building, **told), by=by)


def make_household(settlement: Any, *, by: Any, until: str = "registered", **facts: Any) -> Household:
    """A household: ``registered``, ``allocated``, ``keys`` or ``moved`` in."""
    told = {
        "household_no": f"H{next(_number):04}",
        "head_name": "张小明",
        "household_class": "registered_poor",
    } | facts
    home = save_household(Household(settlement=settlement, **told), by=by)
    if until != "registered":
        allocate_dwelling(home, make_flat(settlement, by=by), by=by, on=ALLOCATED)
    if until in ("keys", "moved"):
        hand_over_keys(home, by=by, on=KEYS)
    if until == "moved":
        record_move_in(home, by=by, on=MOVED)
    return home


def id_number(born: date, serial: int | None = None) -> str:
    """A well-formed citizen number; odd serials are men."""
    body = f"520203{born:%Y%m%d}{(next(_number) if serial is None else serial) % 1000:03d}"
    return body + ID_CHECKS[sum(int(d) * w for d, w in zip(body, ID_WEIGHTS, strict=True)) % 11]


def make_person(settlement: Any, *, by: Any, household: Household | None = None, **facts: Any) -> Person:
    """A person; a member of the household when one is given."""
    born = facts.pop("born", date(1980, 5, 6))
    told = {"name": "李小花", "labour_class": "ordinary", "education": "junior"} | facts
    if "no_id_reason" not in told:
        told.setdefault("id_no", id_number(born))
    else:
        told |= {"birth_date": born, "sex": told.get("sex", "2")}
    return register_person(by=by, settlement=settlement, household=household, **told)
