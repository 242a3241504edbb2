"""Interviews → met and total: threshold, minors, refusals, the drawn and the arranged, the edge of the year."""

from datetime import date
from itertools import count

import pytest

from hehuo.kit.testing.world import build_world
from hehuo.measures import runner
from hehuo.measures.parameters import parameters_for
from hehuo.records.writing import save_record
from hehuo.residents.interviews.tests.test_ledger import VALUES
from hehuo.residents.models import Interview

pytestmark = [pytest.mark.django_db, pytest.mark.db_portable]
DAY = date(2018, 11, 30)
COVENANT, SAFE, SATISFIED = (
    "interviewed_adults_knowing_covenant",
    "interviewed_adults_feeling_safe",
    "interviewed_residents_satisfied",
)
NOT_ASKED = {"covenants_named": None, "feels_safe": "", "satisfied": ""}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, ((1, 1), (1, 1), (1, 1))),
        ({"covenants_named": 2, "feels_safe": "mostly", "satisfied": "very"}, ((1, 1), (1, 1), (1, 1))),
        ({"covenants_named": 1, "feels_safe": "unsafe", "satisfied": "fair"}, ((0, 1), (0, 1), (0, 1))),
        ({"age_band": "minor"}, ((0, 0), (0, 0), (1, 1))),
        ({"refused": True, "age_band": "", **NOT_ASKED}, ((0, 0), (0, 0), (0, 0))),
        (NOT_ASKED, ((0, 0), (0, 0), (0, 0))),
        ({"draw": "arranged"}, ((0, 0), (0, 0), (0, 0))),
        ({"asked_on": date(2017, 12, 1)}, ((1, 1), (1, 1), (1, 1))),
        ({"asked_on": date(2017, 11, 30)}, ((0, 0), (0, 0), (0, 0))),
    ],
)
def test_who_counts_and_who_is_met(values, expected):
    world, serial = build_world(), count(1)
    row = Interview(settlement=world.here, **{**VALUES, "sheet_no": str(next(serial)), **values})
    save_record(row, by=world.committee)
    names = (COVENANT, SAFE, SATISFIED)
    found = runner.count(names, parameters=parameters_for([], DAY), settlement_ids=[world.here.pk])[
        world.here.pk
    ]
    assert tuple((found[n].met, found[n].total) for n in names) == expected
