"""One land object with many views: a parcel is used once at a time, and its area is counted once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from hehuo.kit.testing.world import build_world
from hehuo.property.assets import services as assets
from hehuo.property.contracts import services as contracts
from hehuo.property.models import Asset, AssetUse, HouseholdAssetList, LandContract
from hehuo.property.shares import services as shares
from hehuo.property.tests import world as make

pytestmark = pytest.mark.django_db
DAY = make.DAY


@pytest.fixture
def world():
    found = build_world()
    make.employ(found)
    return found


def contract_of(world, asset, **facts):
    company = facts.pop("company", None) or make.make_company(world.here, by=world.committee)
    told = {
        "contract_no": f"流转{asset.pk}-{company.pk}", "mode": "lease", "starts_on": DAY, "ends_on": date(2028, 9, 10), "rent_fen": 164400,
        "pay_month": 12, "voluntary_proof_no": "自愿1", "signed_by_holder": True, "signed_by_all": True, "contract_on_file": True,
    }  # fmt: skip
    record = LandContract(settlement=world.here, company=company, household=asset.household, **(told | facts))
    return contracts.save_contract(record, by=world.committee)


def test_a_signed_contract_takes_its_parcels_into_use(world):
    asset = make.make_agreed(world)
    contract = contracts.sign_contract(contract_of(world, asset), by=world.committee, on=DAY, assets=[asset])
    asset.refresh_from_db()
    assert (contract.state, asset.state, asset.entrusted_to) == ("signed", "leased", contract.company)
    use = AssetUse.objects.get()
    assert (use.asset, use.contract, use.use_kind, use.ends_on) == (asset, contract, "leased", None)


def test_the_same_land_is_in_no_second_contract_and_in_no_share(world):
    asset = make.make_agreed(world)
    contracts.sign_contract(contract_of(world, asset), by=world.committee, on=DAY, assets=[asset])
    second = contract_of(world, asset)
    with pytest.raises(ValidationError, match="已流转"):
        contracts.sign_contract(second, by=world.committee, on=DAY, assets=[Asset.objects.get()])
    holder = make.make_holder(second.company, by=world.committee, household=asset.household)
    shared = make.make_share_contract(holder, by=world.committee, contribution="land")
    with pytest.raises(ValidationError, match="已流转"):
        shares.put_in_assets(shared, by=world.committee, on=DAY, assets=[Asset.objects.get()])
    with pytest.raises(ValidationError, match="不能重复计入"):
        assets.open_use(asset, kind="shared", starts_on=DAY + timedelta(5), by=world.committee)
    assert AssetUse.objects.count() == 1


def test_the_land_is_free_again_when_the_contract_ends(world):
    asset = make.make_agreed(world)
    contract = contracts.sign_contract(contract_of(world, asset), by=world.committee, on=DAY, assets=[asset])
    with pytest.raises(ValidationError, match="才到期"):
        contracts.end_contract(contract, "expire", by=world.committee, on=date(2020, 1, 1))
    contract.refresh_from_db()
    contracts.end_contract(contract, "terminate", by=world.committee, reason="双方协商", on=date(2020, 1, 1))
    asset.refresh_from_db()
    assert (asset.state, AssetUse.objects.get().ends_on) == ("terminated", date(2020, 1, 1))


@pytest.mark.parametrize(
    ("facts", "named"),
    [
        ({"voluntary_proof_no": ""}, "自愿证明"),
        ({"signed_by_holder": False}, "本人签字"),
        ({"signed_by_all": False}, "共有人"),
        ({"ends_on": date(2047, 1, 1)}, "权利到 2046-12-31"),
    ],
)
def test_a_contract_is_signed_by_those_whose_land_it_is(world, facts, named):
    asset = make.make_agreed(world, right_ends_on=date(2046, 12, 31))
    contract = contract_of(world, asset, **facts)
    with pytest.raises(ValidationError, match=named):
        contracts.sign_contract(contract, by=world.committee, on=DAY, assets=[asset])
    assert not AssetUse.objects.exists()


def test_only_parcels_of_the_holder_go_into_the_contract(world):
    asset, other = make.make_agreed(world), make.make_agreed(world)
    with pytest.raises(ValidationError, match="不是这户的资产"):
        contracts.sign_contract(contract_of(world, asset), by=world.committee, on=DAY, assets=[asset, other])
    assert not AssetUse.objects.exists()


def test_agreement_needs_everybody_and_rights_a_second_person(world):
    asset = make.make_asset(world.here, by=world.secretary)
    with pytest.raises(PermissionDenied):
        assets.confirm_rights(asset, by=world.secretary, on=DAY)
    with pytest.raises(PermissionDenied):
        assets.confirm_rights(Asset.objects.get(), by=world.committee, on=DAY)
    agreed = make.make_agreed(world)
    agreed.state = "valued"
    with pytest.raises(ValidationError, match="共有人"):
        assets.agree_to_transfer(agreed, by=world.committee, on=DAY, all_agree=False)


def test_reclaimed_ground_counts_when_it_bears(world):
    asset = make.make_agreed(world, asset_kind="homestead")
    assets.reclaim_asset(asset, by=world.committee, on=DAY)
    assert asset.state == "reclaimed"
    assert AssetUse.objects.get().operating_since is None
    assets.start_operating(asset, by=world.committee, on=DAY + timedelta(30))
    assert (asset.state, AssetUse.objects.get().operating_since) == ("operating", DAY + timedelta(30))


def test_a_dispute_and_its_end_keep_the_running_use(world):
    asset = make.make_agreed(world)
    assets.start_own_use(asset, by=world.committee, on=DAY)
    assets.dispute_asset(asset, by=world.committee, reason="界线不清")
    assert (asset.state, asset.disputed_on) == ("disputed", timezone.localdate())
    assets.settle_dispute(asset, by=world.secretary, reason="已经划界")
    assert (asset.state, asset.dispute_settled_on) == ("operating", timezone.localdate())
    assert AssetUse.objects.get().ends_on is None


def test_a_changed_list_is_confirmed_again(world):
    home = make.make_household(world.here, by=world.committee)
    record = HouseholdAssetList(
        settlement=world.here, household=home, listed_on=DAY, farmland_count=2, signer_name="张小明", signed_by_holder=True
    )  # fmt: skip
    assets.save_asset_list(record, by=world.committee)
    with pytest.raises(PermissionDenied):
        assets.confirm_asset_list(record, by=world.committee, on=DAY)
    record.refresh_from_db()
    assets.confirm_asset_list(record, by=world.secretary, on=DAY)
    record.farmland_count = 3
    assets.save_asset_list(record, by=world.committee)
    assert (record.state, record.confirmed_on) == ("listed", None)


def test_rents_fall_due_once_a_year_until_the_contract_ends(world):
    from hehuo.property.dividends.services import plan_rents

    asset = make.make_agreed(world)
    contract = contracts.sign_contract(contract_of(world, asset), by=world.committee, on=DAY, assets=[asset])
    made = plan_rents(contract, by=world.committee, until=date(2020, 6, 1))
    assert [row.due_on for row in made] == [date(2018, 12, 31), date(2019, 12, 31)]
    assert plan_rents(contract, by=world.committee, until=date(2020, 6, 1)) == []


def test_a_company_sees_and_finds_its_own_rows_only(world):
    mine = make.make_company(world.here, by=world.committee)
    other = make.make_company(world.here, by=world.committee, unit=None)
    own = make.make_asset(world.here, by=world.committee, entrusted_to=mine)
    make.make_asset(world.here, by=world.committee, entrusted_to=other)
    make.make_asset(world.here, by=world.committee)
    assert list(Asset.objects.visible_to(world.operator)) == [own]
    assert Asset.objects.visible_to(world.committee).count() == 3
    assert not HouseholdAssetList.objects.visible_to(world.operator).exists()
    fresh = Asset(
        settlement=world.here, asset_code="Z1", asset_kind="shop", side="settlement", place="东门", holder_kind="company",
        holder_name="公司", floor_m2="35.50",
    )  # fmt: skip
    assets.save_asset(fresh, by=world.operator)
    assert fresh.entrusted_to == mine
