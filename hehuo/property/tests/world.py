"""What tests of property start from: a company with its operator, holders, parcels."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from hehuo.org.models import OrgUnit, Post
from hehuo.org.roles import Role
from hehuo.property.assets.services import (
    agree_to_transfer,
    confirm_rights,
    publicise_asset,
    save_asset,
    save_valuation,
)
from hehuo.property.contracts.services import save_company
from hehuo.property.models import Asset, AssetValuation, OperatorCompany, ShareContract, Shareholder
from hehuo.property.shares.services import save_share_contract, save_shareholder
from hehuo.records.numbers import USCC_ALPHABET, uscc_problem
from hehuo.residents.tests.homes import make_household

DAY = date(2018, 9, 10)
_number = count(1)


def uscc(number: int) -> str:
    """A well-formed unit code."""
    body = f"91520203MA{number:07d}"
    return next(body + char for char in USCC_ALPHABET if not uscc_problem(body + char))


def employ(world: Any) -> OrgUnit:
    """Give the operator of the world a unit."""
    unit, _ = OrgUnit.objects.get_or_create(
        code="company", defaults={"name": "甲县移民发展公司", "level": OrgUnit.Level.COMPANY}
    )
    Post.objects.filter(user=world.operator, role=Role.OPERATOR).update(unit=unit)
    if hasattr(world.operator, "_hehuo_scope"):
        del world.operator._hehuo_scope
    return unit


def make_company(settlement: Any, *, by: Any, **facts: Any) -> OperatorCompany:
    """A company, of the operator's unit unless told otherwise."""
    number = next(_number)
    told = {
        "name": f"移民发展公司{number}", "uscc": uscc(number), "kind": "migrant", "legal_rep": "王大山", "designation_no": "政办〔2018〕9号",
        "designated_on": DAY, "unit": OrgUnit.objects.filter(code="company").first(),
    }  # fmt: skip
    return save_company(OperatorCompany(settlement=settlement, **(told | facts)), by=by)


def make_asset(settlement: Any, *, by: Any, **facts: Any) -> Asset:
    """A parcel of a new household."""
    home = facts.pop("household", None) or make_household(settlement, by=by)
    told = {
        "asset_code": f"C{next(_number):05}", "asset_kind": "farmland", "side": "origin", "place": "白岩村三组大坪", "household": home,
        "area_mu": "4.11", "cert_kind": "contract", "cert_no": f"承包证{next(_number):05}号",
    }  # fmt: skip
    return save_asset(Asset(settlement=settlement, **(told | facts)), by=by)


def make_agreed(world: Any, **facts: Any) -> Asset:
    """A parcel that may go into a contract."""
    asset = make_asset(world.here, by=world.committee, **facts)
    confirm_rights(asset, by=world.secretary, on=DAY)
    publicise_asset(asset, by=world.committee, on=DAY)
    worth = AssetValuation(
        settlement=world.here, asset=asset, method="agreed", value_fen=100, valued_on=DAY, valid_to=date(2019, 9, 10)
    )  # fmt: skip
    save_valuation(worth, by=world.committee)
    from hehuo.property.assets.lifecycle import ASSET
    from hehuo.records.stepping import take_step

    take_step(ASSET, asset, "value", by=world.committee)
    return agree_to_transfer(asset, by=world.committee, on=DAY, all_agree=True)


def make_holder(company: OperatorCompany, *, by: Any, **facts: Any) -> Shareholder:
    """A household that may hold shares."""
    home = facts.pop("household", None) or make_household(company.settlement, by=by)
    holder = Shareholder(settlement=company.settlement, company=company, household=home, **facts)
    return save_shareholder(holder, by=by)


def make_share_contract(holder: Shareholder, *, by: Any, **facts: Any) -> ShareContract:
    """A contract that issues shares."""
    told = {
        "contract_no": f"股〔2018〕{next(_number)}号", "contribution": "own_money", "shares": "100", "signed_on": DAY, "certificate_no": "G1",
    }  # fmt: skip
    contract = ShareContract(
        settlement=holder.settlement, company=holder.company, shareholder=holder, **(told | facts)
    )
    return save_share_contract(contract, by=by)
