"""Cases of items 9.3 and 10, row by row: full, partial, none, boundary days, disputes, fallow land."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from hehuo.kit.testing.world import World, build_world
from hehuo.measures.parameters import parameters_for
from hehuo.measures.runner import Counts, count
from hehuo.property.models import (
    Asset,
    AssetUse,
    DividendPayment,
    HouseholdAssetList,
    LandContract,
    OperatorCompany,
    ShareContract,
    Shareholder,
)
from hehuo.residents.models import Household

pytestmark = [pytest.mark.django_db, pytest.mark.db_portable]
DAY, EVE, MORROW = date(2019, 6, 30), date(2019, 6, 29), date(2019, 7, 1)
YEAR = date(2018, 6, 30)
"""A year ago to the day: ground that lies fallow since then has been idle for the whole year."""


@pytest.fixture
def world(db) -> World:
    """The small world."""
    return build_world()


def counts(world: World, measure: str) -> Counts:
    """What the measure says of `here`."""
    found = count([measure], parameters=parameters_for((), DAY), settlement_ids=[world.here.pk])
    return found[world.here.pk][measure]


def home_of(world: World, **facts: Any) -> Household:
    told = {
        "household_class": "registered_poor",
        "allocated_on": date(2018, 5, 1),
        "head_name": "张小明",
    } | facts
    return Household.objects.create(
        settlement=world.here, household_no=f"H{Household.objects.count()}", **told
    )


def asset_of(world: World, use: dict[str, Any] | None, **facts: Any) -> Asset:
    told = {
        "asset_kind": "farmland",
        "side": "origin",
        "area_mu": "4.11",
        "rights_confirmed_on": EVE,
        "holder_kind": "collective",
    } | facts
    asset = Asset.objects.create(settlement=world.here, asset_code=f"C{Asset.objects.count()}", **told)
    if use is not None:
        AssetUse.objects.create(
            settlement=world.here, asset=asset, **({"use_kind": "leased", "starts_on": YEAR} | use)
        )
    return asset


IN_USE = [
    ({}, {}, 1),
    (None, {}, 0),
    ({"starts_on": DAY}, {}, 1),
    ({"starts_on": MORROW}, {}, 0),
    ({"ends_on": DAY}, {}, 0),
    ({"ends_on": MORROW}, {}, 1),
    ({"use_kind": "shared"}, {}, 1),
    ({"use_kind": "stored"}, {}, 0),
    ({"use_kind": "stored", "operating_since": DAY}, {}, 1),
    ({"use_kind": "reclaimed", "operating_since": MORROW}, {}, 0),
    ({"use_kind": "self_run", "operating_since": EVE}, {}, 1),
    ({}, {"fallow_since": YEAR}, 0),
    ({}, {"fallow_since": YEAR + timedelta(1)}, 1),
    ({}, {"disputed_on": DAY, "dispute_settled_on": DAY}, 1),
    ({"status": "void"}, {}, 0),
]


@pytest.mark.parametrize(("use", "facts", "met"), IN_USE)
def test_land_in_use_by_area_and_by_parcel(world, use, facts, met):
    asset_of(world, use, **facts)
    found = counts(world, "farmland_mu_in_use")
    assert (found.met, found.total, found.weight_met, found.weight_total) == (met, 1, 411 * met, 411)
    parcels = counts(world, "three_land_activated")
    assert (parcels.met, parcels.total) == (met, 1)
    assert counts(world, "forest_mu_in_use").total == 0


@pytest.mark.parametrize(
    "facts",
    [{"rights_confirmed_on": None}, {"rights_confirmed_on": MORROW}, {"disputed_on": DAY}, {"status": "void"},
     {"disputed_on": EVE, "dispute_settled_on": MORROW}],
)  # fmt: skip
def test_unconfirmed_and_disputed_land_is_left_out_on_both_sides(world, facts):
    asset_of(world, {}, **facts)
    assert counts(world, "farmland_mu_in_use").total == counts(world, "three_land_activated").total == 0


def test_area_weighs_and_each_kind_counts_for_itself(world):
    asset_of(world, {}, area_mu="3.00")
    asset_of(world, None, area_mu="1.00")
    asset_of(world, {}, asset_kind="homestead", area_mu="0.25")
    asset_of(world, {}, asset_kind="shop", side="settlement", area_mu=None, floor_m2="35.50")
    asset_of(world, None, asset_kind="workshop", side="settlement", area_mu=None, floor_m2="64.50")
    land, floor = counts(world, "farmland_mu_in_use"), counts(world, "settlement_floor_area_in_use")
    assert (land.weight_met, land.weight_total) == (300, 400)
    assert (floor.weight_met, floor.weight_total, floor.met, floor.total) == (3550, 10_000, 1, 2)
    assert counts(world, "homestead_mu_in_use").weight_total == 25
    assert (counts(world, "three_land_activated").met, counts(world, "three_land_activated").total) == (2, 3)


@pytest.mark.parametrize(
    ("home", "listed", "wanted"),
    [
        ({}, {"confirmed_on": DAY, "signed_by_holder": True}, (1, 1)),
        ({}, {"confirmed_on": MORROW, "signed_by_holder": True}, (0, 1)),
        ({}, {"confirmed_on": DAY, "signed_by_holder": False}, (0, 1)),
        ({}, {"confirmed_on": None, "signed_by_holder": True}, (0, 1)),
        ({}, None, (0, 1)),
        ({"household_class": "local"}, {"confirmed_on": DAY, "signed_by_holder": True}, (0, 0)),
    ],
)
def test_confirmed_lists(world, home, listed, wanted):
    household = home_of(world, **home)
    if listed:
        HouseholdAssetList.objects.create(settlement=world.here, household=household, listed_on=EVE, **listed)
    found = counts(world, "households_with_asset_list")
    assert (found.met, found.total) == wanted


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        ({}, (1, 1)),
        ({"kind": "platform"}, (1, 1)),
        ({"kind": "cooperative"}, (0, 0)),
        ({"designated_on": MORROW}, (0, 1)),
        ({"designation_no": ""}, (0, 1)),
        ({"ended_on": DAY}, (0, 0)),
        ({"ended_on": MORROW}, (1, 1)),
    ],
)
def test_companies(world, facts, wanted):
    told = {"kind": "migrant", "designated_on": DAY, "designation_no": "政办〔2018〕1号"} | facts
    OperatorCompany.objects.create(settlement=world.here, name="公司", uscc="X", **told)
    found = counts(world, "operator_companies_designated")
    assert (found.met, found.total) == wanted


def company_of(world: World) -> OperatorCompany:
    return OperatorCompany.objects.create(settlement=world.here, name="公司", uscc="Y", kind="cooperative")


WHOLE = {"contract_on_file": True, "valuation_on_file": True, "payment_proof_on_file": True}


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        (WHOLE, (1, 1)),
        (WHOLE | {"contract_on_file": False}, (0, 1)),
        (WHOLE | {"valuation_on_file": False}, (0, 1)),
        (WHOLE | {"payment_proof_on_file": False, "first_due_on": DAY}, (0, 1)),
        (WHOLE | {"payment_proof_on_file": False, "first_due_on": MORROW}, (1, 1)),
        (WHOLE | {"payment_proof_on_file": False, "first_due_on": None}, (1, 1)),
        (WHOLE | {"signed_on": None}, (0, 0)),
        (WHOLE | {"signed_on": MORROW}, (0, 0)),
        (WHOLE | {"ended_on": DAY}, (0, 0)),
    ],
)
def test_documented_contracts(world, facts, wanted):
    told = {
        "signed_on": DAY,
        "first_due_on": EVE,
        "mode": "lease",
        "starts_on": YEAR,
        "ends_on": date(2028, 1, 1),
    } | facts
    LandContract.objects.create(settlement=world.here, contract_no="1", company=company_of(world), **told)
    found = counts(world, "asset_contracts_documented")
    assert (found.met, found.total) == wanted


SIGNED = {"signed_by_holder": True, "signed_by_all": True, "contract_on_file": True}


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        (SIGNED, (1, 1)),
        *((SIGNED | {name: False}, (0, 1)) for name in SIGNED),
        (SIGNED | {"signed_on": MORROW}, (0, 0)),
        (SIGNED | {"ended_on": DAY}, (0, 0)),
        (SIGNED | {"ended_on": MORROW}, (1, 1)),
    ],
)
def test_signed_share_contracts(world, facts, wanted):
    company = company_of(world)
    holder = Shareholder.objects.create(
        settlement=world.here, company=company, holder_kind="collective", holder_name="村集体"
    )
    told = {"signed_on": DAY, "contribution": "own_money", "shares": "10"} | facts
    ShareContract.objects.create(
        settlement=world.here, contract_no="1", company=company, shareholder=holder, **told
    )
    found = counts(world, "share_contracts_signed")
    assert (found.met, found.total) == wanted


PAID = {"state": "paid", "receipt": "bank_ok"}


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        ({"paid_on": DAY} | PAID, (1, 1, 5000, 5000)),
        ({"paid_on": MORROW} | PAID, (0, 1, 0, 5000)),
        ({}, (0, 1, 0, 5000)),
        ({"due_on": MORROW}, (0, 0, 0, 0)),
        ({"due_on": date(2018, 7, 1), "paid_on": EVE} | PAID, (1, 1, 5000, 5000)),
        ({"due_on": YEAR, "paid_on": EVE} | PAID, (0, 0, 0, 0)),  # settled, and longer ago than a year
        ({"due_on": date(2017, 1, 1)}, (0, 1, 0, 5000)),  # an old debt stays
        ({"amount_fen": 0}, (0, 0, 0, 0)),
    ],
)
def test_money_paid(world, facts, wanted):
    company = company_of(world)
    contract = LandContract.objects.create(
        settlement=world.here,
        contract_no="1",
        company=company,
        mode="lease",
        starts_on=YEAR,
        ends_on=date(2028, 1, 1),
    )
    told = {"amount_fen": 5000, "due_on": DAY, "pay_kind": "rent", "contract": contract} | facts
    DividendPayment.objects.create(settlement=world.here, company=company, holder_name="张小明", **told)
    found = counts(world, "dividend_fen_paid")
    assert (found.met, found.total, found.weight_met, found.weight_total) == wanted
