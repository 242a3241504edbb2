"""Workbooks of assets, lists and contracts: the heads of county tables, and what cannot be taken."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hehuo.kit.testing.world import build_world
from hehuo.property.assets.ledger import AssetLedger, AssetListLedger
from hehuo.property.contracts.ledger import LandContractLedger
from hehuo.property.models import Asset, HouseholdAssetList, LandContract
from hehuo.property.tests import world as make
from hehuo.residents.tests.homes import make_household
from hehuo.residents.tests.sheets import book
from hehuo.workbooks import run_import

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    found = build_world()
    make.employ(found)
    return found


def run(world, ledger, *rows, by=None):
    return run_import(
        ledger, book(*rows), "表.xlsx", by=by or world.committee, settlement=world.here, commit=True
    )


def parcel(world, **more):
    home = make_household(world.here, by=world.committee)
    return {
        "地块编码": "C-1",
        "地类": "耕地",
        "所在地": "迁出",
        "小地名": "大坪",
        "户编号": home.household_no,
        "实测面积": 4.11,
        **more,
    }


def test_a_parcel_table_of_the_county(world):
    assert not run(world, AssetLedger, parcel(world)).errors
    asset = Asset.objects.get()
    assert (asset.asset_kind, asset.side, asset.area_mu, asset.holder_kind) == (
        "farmland",
        "origin",
        Decimal("4.11"),
        "household",
    )
    assert (asset.holder_name, asset.state) == (asset.household.head_name, "registered")


@pytest.mark.parametrize(
    ("more", "column", "named"),
    [
        ({"实测面积": ""}, "面积（亩）", "请填写面积（亩）"),
        ({"实测面积": "4.111"}, "面积（亩）", "最多 2 位小数"),
        ({"实测面积": "很大"}, "面积（亩）", "这里要填数字"),
        ({"户编号": "H9999"}, "家庭编号", ""),
        ({"户编号": ""}, "权利人", "请填写家庭编号"),
        ({"地类": "水面"}, "类别", "只能填"),
    ],
)
def test_what_cannot_be_taken_is_named_and_nothing_is_stored(world, more, column, named):
    outcome = run(world, AssetLedger, parcel(world, **more))
    assert (outcome.errors[0].column, named in outcome.errors[0].remedy) == (column, True)
    assert not Asset.objects.exists()


def test_the_same_parcel_again_is_a_change_not_a_second_parcel(world):
    row = parcel(world)
    run(world, AssetLedger, row)
    assert not run(world, AssetLedger, row | {"实测面积": 5}).errors
    assert Asset.objects.get().area_mu == 5


def test_lists_and_contracts(world):
    home = make_household(world.here, by=world.committee)
    row = {
        "户编号": home.household_no,
        "清查日期": "2018.9.10",
        "承包地块数": 3,
        "签字人": "张小明",
        "是否本人签字": "是",
    }
    assert not run(world, AssetListLedger, row).errors
    found = HouseholdAssetList.objects.get()
    assert (found.farmland_count, found.signed_by_holder, found.state) == (3, True, "listed")
    company = make.make_company(world.here, by=world.committee)
    paper = {"合同号": "流转1", "乙方": company.name, "户编号": home.household_no, "流转方式": "租赁", "流转起": "2018-07-01", "流转止": "2028-07-01", "年租金": 1640}  # fmt: skip
    assert not run(world, LandContractLedger, paper).errors
    contract = LandContract.objects.get()
    assert (contract.mode, contract.rent_fen, contract.holder_name, contract.state) == (
        "lease",
        164_000,
        home.head_name,
        "drafted",
    )
    wrong = run(world, LandContractLedger, paper | {"合同号": "流转2", "流转止": "2018-07-01"})
    assert "止日应晚于起日" in wrong.errors[0].remedy


def test_a_company_imports_its_own_contracts_only(world):
    mine, other = (
        make.make_company(world.here, by=world.committee),
        make.make_company(world.here, by=world.committee, unit=None),
    )
    paper = {
        "合同号": "流转1",
        "乙方": other.name,
        "权利人": "张小明",
        "流转方式": "出租",
        "流转起": "2018-07-01",
        "流转止": "2028-07-01",
    }
    assert run(world, LandContractLedger, paper, by=world.operator).errors
    assert not run(world, LandContractLedger, paper | {"乙方": mine.name}, by=world.operator).errors
    assert LandContract.objects.get().company == mine
