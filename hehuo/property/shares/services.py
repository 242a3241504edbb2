"""Shares: a contract issues them, the register moves them; nobody gives away more than there is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.property.assets.models import Asset, AssetUse
from hehuo.property.assets.services import close_uses, use_by_paper
from hehuo.property.companies import demand_same_settlement, fill_holder, fill_own_company, is_company_user
from hehuo.property.contracts.models import OperatorCompany
from hehuo.property.shares.lifecycle import SHARE_CONTRACT
from hehuo.property.shares.models import ShareContract, ShareEvent, Shareholder
from hehuo.property.shares.queries import lowest_from
from hehuo.property.stepping import day_of
from hehuo.records.stepping import take_step
from hehuo.records.writing import save_record, void_record

K = ShareEvent.Kind


def save_shareholder(holder: Shareholder, *, by: Any) -> Shareholder:
    """A holder as typed."""
    demand_same_settlement(holder, "company", "household")
    fill_own_company(holder, "company", by=by)
    fill_holder(holder)
    return save_record(holder, by=by)


@transaction.atomic
def save_share_contract(contract: ShareContract, *, by: Any) -> ShareContract:
    """A new contract issues its shares on the day it was signed; what was signed stays."""
    demand_same_settlement(contract, "company", "shareholder")
    fill_own_company(contract, "company", by=by)
    if contract.shareholder.company_id != contract.company_id:
        raise ValidationError({"shareholder": "这位股东不属于所选的经营主体，请先在股东名册登记。"})
    if not contract._state.adding:
        return save_record(contract, by=by)
    contract.occurred_on = day_of(contract.signed_on)
    save_record(contract, by=by)
    issue_shares(contract, by=by)
    return contract


def issue_shares(contract: ShareContract, *, by: Any) -> ShareEvent:
    """The shares of a new contract enter the register."""
    event = ShareEvent(
        settlement_id=contract.settlement_id, company=contract.company, event_kind=K.ISSUE, to_holder=contract.shareholder,
        shares=contract.shares, happened_on=contract.signed_on, share_contract=contract, note=contract.contract_no,
    )  # fmt: skip
    return record_event(event, by=by)


@transaction.atomic
def record_event(event: ShareEvent, *, by: Any) -> ShareEvent:
    """Enter one movement; the side that gives must have the shares from that day on."""
    event.shares = ShareEvent._meta.get_field("shares").to_python(event.shares)
    if event.from_holder_id and not event.company_id:
        event.company = event.from_holder.company
    fill_own_company(event, "company", by=by)
    demand_same_settlement(event, "company", "from_holder", "to_holder")
    OperatorCompany.objects.select_for_update().get(pk=event.company_id)  # one movement at a time
    for name in ("from_holder", "to_holder"):
        holder = getattr(event, name)
        if holder is not None and holder.company_id != event.company_id:
            raise ValidationError({name: "这位股东不属于所选的经营主体。"})
    event.occurred_on = day_of(event.happened_on)
    if event.from_holder is not None and event.shares is not None:
        left = lowest_from(event.from_holder, event.happened_on)
        if event.shares > left:
            raise ValidationError({"shares": f"转出股东从这天起最多可转出 {left} 股。"})
    return save_record(event, by=by)


@transaction.atomic
def void_event(event: ShareEvent, *, by: Any, reason: str) -> ShareEvent:
    """Take back a wrong entry, unless shares that it brought have moved on."""
    OperatorCompany.objects.select_for_update().get(pk=event.company_id)
    if event.to_holder is not None and lowest_from(event.to_holder, event.happened_on) < event.shares:
        raise ValidationError("转入的股份后来已经转出，请先作废后面的变动。")
    return void_record(event, by=by, reason=reason)


@transaction.atomic
def put_in_assets(contract: ShareContract, *, by: Any, on: date, assets: Iterable[Asset]) -> ShareContract:
    """The land that was put in is used by this contract, and by no other."""
    parcels = sorted(assets, key=lambda asset: asset.pk)
    if not parcels:
        raise ValidationError({"assets": "请至少选择一块地（一项资产）。"})
    for asset in parcels:
        if (
            asset.settlement_id != contract.settlement_id
            or asset.household_id != contract.shareholder.household_id
        ):
            raise ValidationError({"assets": f"{asset} 不是这位股东的资产。"})
        asset.entrusted_to = contract.company
        use_by_paper(asset, kind=AssetUse.Kind.SHARED, starts_on=day_of(on), by=by, share_contract=contract)
    return contract


def issue_certificate(contract: ShareContract, *, by: Any, on: date) -> ShareContract:
    """The certificate is handed over."""
    second = "" if is_company_user(by) else "发放股权证"
    return take_step(
        SHARE_CONTRACT, contract, "certify", by=by, second_person=second, certificate_on=day_of(on)
    )


def _move(contract: ShareContract, kind: str, *, by: Any, on: date, shares: Decimal, to_holder: Shareholder | None, note: str) -> None:  # fmt: skip
    event = ShareEvent(
        settlement_id=contract.settlement_id, company=contract.company, event_kind=kind, from_holder=contract.shareholder,
        to_holder=to_holder, shares=shares, happened_on=on, share_contract=contract, note=note,
    )  # fmt: skip
    record_event(event, by=by)


@transaction.atomic
def transfer_shares(contract: ShareContract, *, by: Any, on: date, to_holder: Shareholder, shares: Decimal, note: str = "") -> ShareContract:  # fmt: skip
    """Shares go to another holder of the same company."""
    SHARE_CONTRACT.check(contract, "transfer", by=by)
    _move(contract, K.TRANSFER, by=by, on=on, shares=shares, to_holder=to_holder, note=note)
    return take_step(SHARE_CONTRACT, contract, "transfer", by=by)


@transaction.atomic
def inherit_shares(contract: ShareContract, *, by: Any, on: date, to_holder: Shareholder, shares: Decimal, note: str = "") -> ShareContract:  # fmt: skip
    """Shares go to an heir."""
    SHARE_CONTRACT.check(contract, "inherit", by=by)
    _move(contract, K.INHERIT, by=by, on=on, shares=shares, to_holder=to_holder, note=note)
    return take_step(SHARE_CONTRACT, contract, "inherit", by=by)


@transaction.atomic
def leave_company(contract: ShareContract, *, by: Any, on: date, note: str = "") -> ShareContract:
    """What is left of the contract's shares is given back and its land is free again."""
    SHARE_CONTRACT.check(contract, "exit", by=by)
    left = min(Decimal(contract.shares), lowest_from(contract.shareholder, on))
    if left > 0:
        _move(contract, K.EXIT, by=by, on=on, shares=left, to_holder=None, note=note)
    close_uses(contract.uses, event="terminate", on=day_of(on), by=by, reason="退股")
    return take_step(SHARE_CONTRACT, contract, "exit", by=by, ended_on=on)
