"""Land contracts: signing takes parcels into use, ending frees them; rents fall due year by year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.org.rights import may_approve
from hehuo.org.scope import scope_of
from hehuo.org.workdays import end_of_month
from hehuo.property.assets.models import Asset, AssetUse
from hehuo.property.assets.services import close_uses, use_by_paper
from hehuo.property.companies import demand_same_settlement, fill_holder, fill_own_company, is_company_user
from hehuo.property.contracts.lifecycle import LAND_CONTRACT
from hehuo.property.contracts.models import LandContract, OperatorCompany
from hehuo.property.stepping import day_of
from hehuo.records.stepping import take_step
from hehuo.records.writing import save_record

USE_OF = {LandContract.Mode.STORAGE: AssetUse.Kind.STORED, LandContract.Mode.SHARES: AssetUse.Kind.SHARED}
"""Every other mode is a lease of some kind."""


def save_company(company: OperatorCompany, *, by: Any) -> OperatorCompany:
    """A company as typed; what a company enters about itself belongs to its own unit."""
    company.uscc = company.uscc.strip().upper()
    if is_company_user(by):
        company.unit_id = company.unit_id or min(scope_of(by).unit_ids, default=None)
    if company.designated_on and not company.designation_no:
        raise ValidationError({"designation_no": "填写了日期，请同时填写组建（明确）文件文号。"})
    return save_record(company, by=by)


def save_contract(contract: LandContract, *, by: Any) -> LandContract:
    """A contract as typed; the terms of a signed one stay as they were signed."""
    demand_same_settlement(contract, "company", "household")
    fill_own_company(contract, "company", by=by)
    fill_holder(contract)
    if contract._state.adding:
        contract.occurred_on = contract.starts_on
    elif contract.state != LandContract.State.DRAFTED:
        before = LandContract.objects.get(pk=contract.pk)
        fixed = ("company_id", "household_id", "mode", "starts_on", "ends_on", "rent_fen", "rent_per_mu_fen")
        if any(getattr(before, name) != getattr(contract, name) for name in fixed):
            raise ValidationError("已签订的合同不能改动当事人、方式、期限和租金。请登记解除后另立合同。")
    return save_record(contract, by=by)


@transaction.atomic
def sign_contract(contract: LandContract, *, by: Any, on: date, assets: Iterable[Asset]) -> LandContract:
    """Signed with its parcels: each is agreed to, free, of this holder, and its right outlasts the term."""
    LAND_CONTRACT.check(contract, "sign", by=by)
    parcels = sorted(assets, key=lambda asset: asset.pk)
    if not parcels:
        raise ValidationError({"assets": "请至少选择一块地（一项资产）。"})
    for asset in parcels:
        _demand_fit(contract, asset)
        asset.entrusted_to = contract.company
        kind = USE_OF.get(LandContract.Mode(contract.mode), AssetUse.Kind.LEASED)
        use_by_paper(asset, kind=kind, starts_on=contract.starts_on, by=by, contract=contract)
    return take_step(LAND_CONTRACT, contract, "sign", by=by, signed_on=day_of(on))


def _demand_fit(contract: LandContract, asset: Asset) -> None:
    if asset.settlement_id != contract.settlement_id:
        raise ValidationError({"assets": f"{asset} 不在这个安置点。"})
    if contract.household_id and asset.household_id != contract.household_id:
        raise ValidationError({"assets": f"{asset} 不是这户的资产。"})
    if asset.right_ends_on and contract.ends_on > asset.right_ends_on:
        raise ValidationError(
            {"assets": f"{asset} 的权利到 {asset.right_ends_on} 为止，合同期限不能超过它。"}
        )


def file_contract(contract: LandContract, *, by: Any, on: date) -> LandContract:
    """Filed with the village or township."""
    return take_step(
        LAND_CONTRACT,
        contract,
        "file",
        by=by,
        second_person="" if may_file_own(by) else "登记备案",
        filed_on=day_of(on),
    )


def may_file_own(user: Any) -> bool:
    """A company files its own contracts; among community staff a second person does."""
    return is_company_user(user) and not may_approve(user, LandContract.domain)


@transaction.atomic
def end_contract(
    contract: LandContract, event: str, *, by: Any, reason: str = "", on: date | None = None
) -> LandContract:
    """The contract ends; its parcels are free again from that day."""
    LAND_CONTRACT.check(contract, event, by=by, reason=reason)
    day = day_of(on)
    if event == "expire" and day < contract.ends_on:
        raise ValidationError(f"合同到 {contract.ends_on} 才到期。提前结束请办理“登记解除”。")
    last = min(day, contract.ends_on) if event == "expire" else day
    close_uses(contract.uses, event=event, on=last, by=by, reason=reason)
    return take_step(LAND_CONTRACT, contract, event, by=by, reason=reason, ended_on=last)


def expire_contract(contract: LandContract, *, by: Any, reason: str = "") -> LandContract:
    """The term has run out."""
    return end_contract(contract, "expire", by=by, reason=reason)


def terminate_contract(contract: LandContract, *, by: Any, reason: str) -> LandContract:
    """Ended before its term."""
    return end_contract(contract, "terminate", by=by, reason=reason)


def rent_days(contract: LandContract, until: date) -> list[date]:
    """Days on which rent falls due up to a day: the last day of the agreed month, every year of the term."""
    if not contract.pay_month or not contract.rent_fen:
        return []
    last = min(until, contract.ended_on or contract.ends_on)
    days = [end_of_month(year, contract.pay_month) for year in range(contract.starts_on.year, last.year + 1)]
    return [day for day in days if contract.starts_on <= day <= last]


STEPS = {"expire": expire_contract, "terminate": terminate_contract}
