"""The matrix of domain §1.4, typed again from the table."""

import pytest

from hehuo.org.rights import DETAIL_ORDER, DOMAINS, MATRIX, right_of
from hehuo.org.roles import Role

PRINTED = """
city_leader     Fx  S   A   A  A  A   A  A   A F
city_office     Fw  S   A   A  A  A   A  A   A Fx
inspector       Fw  S   S   S  S  S   -  S   - S
city_bureau     Fw  S   A   A  A  A   A  A   A A
city_finance    Fx  -   -   -  -  -   -  -   - -
county_hq       Fw  F   M   M  M  M   A  M   A Fw
county_reviewer Fw  F   M   M  M  M   A  M   A Fw
county_bureau   Fw  F   M   F  F  F   M  F   F A
township        Fw  Fw  F   F  F  Fw  A  F   M Fx
secretary       Fw  Fw  Fw  Fw M  Fw  F  Fw  M Fw
committee       Fw  Fw  Fw  Fw M  Fw  F  Fw  M Fw
grid_member     F   -   Fw  Mw -  Fw  -  Fw  - -
mediator        -   O   O   -  -  -   Fw -   A -
window_clerk    -   O   F   F  -  Fw  -  -   F -
employer        -   -   -   O  -  -   -  -   - -
trainer         -   O   -   F  -  -   -  -   - -
police_room     -   O   -   -  -  O   O  Fw  - -
operator        -   O   O   -  Fw -   -  -   - -
auditor         F   F   S   S  S  S   -  S   - F
dpo             -   -   -   -  -  -   -  -   - -
sysadmin        -   -   -   -  -  -   -  -   - -
"""
NARROWED = {
    ("secretary", "G"), ("committee", "G"),  # own cases only: opened case by case, not by the matrix
    ("mediator", "B"), ("mediator", "C"), ("mediator", "I"), ("police_room", "B"), ("police_room", "F"), ("police_room", "G"),
    ("operator", "B"), ("operator", "C"), ("employer", "D"), ("trainer", "B"), ("trainer", "D"),
    ("window_clerk", "B"), ("window_clerk", "C"), ("window_clerk", "D"), ("window_clerk", "I"),  # by case
    ("county_bureau", "D"), ("county_bureau", "E"), ("county_bureau", "F"), ("county_bureau", "G"),  # own field only
    ("county_bureau", "H"), ("county_bureau", "I"),
}  # fmt: skip
"""Cells that are narrower here than in the table: “own” records are opened one by one."""

ROWS = [line.split() for line in PRINTED.strip().splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_rights_of_the_table(row):
    role, *cells = row
    for domain, printed in zip(DOMAINS, cells, strict=True):
        ours = MATRIX[role][domain]
        if (role, domain) in NARROWED:
            assert DETAIL_ORDER.index(ours[0]) < DETAIL_ORDER.index(printed[0])
        else:
            assert ours[0] == printed[0], (role, domain)
            assert set(printed[1:]) <= set(ours[1:]), (role, domain)


def test_every_role_has_a_row():
    assert set(MATRIX) == set(Role.values) == {row[0] for row in ROWS}
    assert all(set(row) == set(DOMAINS) for row in MATRIX.values())


def test_nobody_but_mediators_opens_mediation_by_area():
    assert [role for role, row in MATRIX.items() if row["G"][0] in "FM"] == [Role.MEDIATOR]


def test_administrators_see_no_business_data():
    assert {right for role in (Role.DPO, Role.SYSADMIN) for right in MATRIX[role].values()} == {"-"}


def test_the_strongest_of_several_rights_holds():
    assert right_of([Role.COUNTY_HQ, Role.TOWNSHIP], "C") == "F"
    assert right_of([Role.GRID_MEMBER, Role.TOWNSHIP], "D") == "Fw"
    assert right_of([], "A") == "-"
