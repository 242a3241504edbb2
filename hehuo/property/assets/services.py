"""Assets, step by step. A use opens and closes here only, so that no parcel is used twice at a time."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from hehuo.property.assets.lifecycle import ASSET, ASSET_LIST
from hehuo.property.assets.models import Asset, AssetUse, AssetValuation, HouseholdAssetList
from hehuo.property.companies import demand_same_settlement, fill_holder, fill_own_company
from hehuo.property.stepping import day_of
from hehuo.records.models import Status
from hehuo.records.stepping import demand_second_person, take_step
from hehuo.records.writing import save_record

S = Asset.State
STATE_OF = {AssetUse.Kind.LEASED: "lease", AssetUse.Kind.STORED: "store", AssetUse.Kind.SHARED: "share"}


def save_asset(asset: Asset, *, by: Any) -> Asset:
    """An asset as typed: holder filled in from the household, all in one settlement."""
    demand_same_settlement(asset, "household", "entrusted_to")
    fill_own_company(asset, "entrusted_to", by=by)
    fill_holder(asset)
    if asset.asset_kind in (Asset.Kind.FARMLAND, Asset.Kind.FOREST) and asset.side != Asset.Side.ORIGIN:
        raise ValidationError({"side": "承包地、山林地在迁出地，请核对位置。"})
    return save_record(asset, by=by)


def save_valuation(valuation: AssetValuation, *, by: Any) -> AssetValuation:
    """A valuation happened on its day."""
    demand_same_settlement(valuation, "asset")
    valuation.occurred_on = valuation.valued_on
    return save_record(valuation, by=by)


def save_asset_list(record: HouseholdAssetList, *, by: Any) -> HouseholdAssetList:
    """A changed list must be confirmed again."""
    demand_same_settlement(record, "household")
    record.occurred_on = record.listed_on
    if not record._state.adding and record.state == HouseholdAssetList.State.CONFIRMED:
        before = HouseholdAssetList.objects.get(pk=record.pk)
        counts = ("farmland_count", "forest_count", "homestead_count", "other_count")
        if any(getattr(before, name) != getattr(record, name) for name in counts):
            record.state, record.confirmed_on = HouseholdAssetList.State.LISTED, None
    return save_record(record, by=by)


# -- uses ------------------------------------------------------------------------
@transaction.atomic
def open_use(asset: Asset, *, kind: str, starts_on: date, by: Any, **basis: Any) -> AssetUse:
    """Begin a use; raises when the asset is used at any time from that day on (one object, one use at a time)."""
    Asset.objects.select_for_update().get(pk=asset.pk)
    overlapping = (
        AssetUse.objects.live().filter(asset=asset).filter(Q(ends_on__isnull=True) | Q(ends_on__gt=starts_on))
    )
    found = overlapping.first()
    if found:
        raise ValidationError(
            f"{asset} 从 {found.starts_on} 起已在{found.get_use_kind_display()}，不能重复计入。"
        )
    use = AssetUse(
        settlement_id=asset.settlement_id, asset=asset, use_kind=kind, starts_on=starts_on, occurred_on=starts_on, **basis
    )  # fmt: skip
    return save_record(use, by=by)


@transaction.atomic
def use_by_paper(asset: Asset, *, kind: str, starts_on: date, by: Any, **paper: Any) -> AssetUse:
    """A signed contract takes the asset into use: it must have been agreed to, and be free."""
    if asset.state != S.AGREED:
        raise ValidationError(f"{asset} 现在是“{asset.get_state_display()}”，登记同意流转后才能签入合同。")
    use = open_use(asset, kind=kind, starts_on=starts_on, by=by, **paper)
    take_step(ASSET, asset, STATE_OF[AssetUse.Kind(kind)], by=by)
    return use


@transaction.atomic
def close_uses(uses: Any, *, event: str, on: date, by: Any, reason: str = "") -> None:
    """The paper ends: its uses end and its assets are free again."""
    for use in uses.exclude(status=Status.VOID).filter(ends_on__isnull=True).select_related("asset"):
        use.ends_on = max(on, use.starts_on)
        save_record(use, by=by, action=event, reason=reason)
        if use.asset.state in (S.LEASED, S.STORED, S.SHARED, S.OPERATING):
            take_step(ASSET, use.asset, event, by=by, reason=reason or "合同结束")


# -- steps of an asset --------------------------------------------------------------
def confirm_rights(asset: Asset, *, by: Any, on: date) -> Asset:
    """A second person has compared the certificate."""
    return take_step(ASSET, asset, "confirm", by=by, second_person="确认权属", rights_confirmed_on=day_of(on))


def publicise_asset(asset: Asset, *, by: Any, on: date) -> Asset:
    """The area was shown in the village of origin."""
    return take_step(ASSET, asset, "publicise", by=by, publicised_on=day_of(on))


def agree_to_transfer(asset: Asset, *, by: Any, on: date, all_agree: bool) -> Asset:
    """Voluntary and in writing, by all who share the right (domain §3.10)."""
    if not all_agree:
        raise ValidationError({"all_agree": "共有人（含配偶、承包户全部成员）都同意后才能办理。"})
    return take_step(ASSET, asset, "agree", by=by, agreed_on=day_of(on))


@transaction.atomic
def start_own_use(asset: Asset, *, by: Any, on: date) -> Asset:
    """The household works the land itself, and it bears (自营有产出)."""
    ASSET.check(asset, "self_run", by=by)
    day = day_of(on)
    reclaimed = asset.uses.exclude(status=Status.VOID).filter(ends_on__isnull=True).first()
    if reclaimed is not None:  # reclaimed ground that is worked now
        reclaimed.ends_on = max(day, reclaimed.starts_on)
        save_record(reclaimed, by=by, action="self_run")
    open_use(asset, kind=AssetUse.Kind.SELF_RUN, starts_on=day, by=by, operating_since=day)
    return take_step(ASSET, asset, "self_run", by=by, fallow_since=None)


@transaction.atomic
def reclaim_asset(asset: Asset, *, by: Any, on: date) -> Asset:
    """The ground has been made field or forest; it counts as used when it bears."""
    ASSET.check(asset, "reclaim", by=by)
    open_use(asset, kind=AssetUse.Kind.RECLAIMED, starts_on=day_of(on), by=by)
    return take_step(ASSET, asset, "reclaim", by=by)


@transaction.atomic
def start_operating(asset: Asset, *, by: Any, on: date) -> Asset:
    """What was leased, stored, shared or reclaimed bears now."""
    ASSET.check(asset, "operate", by=by)
    use = asset.uses.exclude(status=Status.VOID).filter(ends_on__isnull=True).first()
    if use is None:
        raise ValidationError("没有正在进行的利用，请先登记。")
    day = day_of(on)
    if day < use.starts_on:
        raise ValidationError({"on": f"开始经营不能早于利用起日 {use.starts_on}。"})
    use.operating_since = day
    save_record(use, by=by)
    return take_step(ASSET, asset, "operate", by=by, fallow_since=None)


@transaction.atomic
def end_own_use(asset: Asset, event: str, *, by: Any, reason: str = "", on: date | None = None) -> Asset:
    """A use without paper ends."""
    ASSET.check(asset, event, by=by, reason=reason)
    for use in asset.uses.exclude(status=Status.VOID).filter(ends_on__isnull=True):
        use.ends_on = max(day_of(on), use.starts_on)
        save_record(use, by=by, action=event, reason=reason)
    return take_step(ASSET, asset, event, by=by, reason=reason)


def expire_asset(asset: Asset, *, by: Any, reason: str = "") -> Asset:
    """The use has run its time."""
    return end_own_use(asset, "expire", by=by, reason=reason)


def terminate_asset(asset: Asset, *, by: Any, reason: str) -> Asset:
    """The use ends early."""
    return end_own_use(asset, "terminate", by=by, reason=reason)


def dispute_asset(asset: Asset, *, by: Any, reason: str, on: date | None = None) -> Asset:
    """A dispute takes the asset out of numerator and denominator (domain item 10)."""
    return take_step(
        ASSET,
        asset,
        "dispute",
        by=by,
        reason=reason,
        dispute=reason[:200],
        disputed_on=day_of(on),
        dispute_settled_on=None,
    )


@transaction.atomic
def settle_dispute(asset: Asset, *, by: Any, reason: str, on: date | None = None) -> Asset:
    """Settled; the asset goes on where its running use says, else as confirmed."""
    day = day_of(on)
    ASSET.check(asset, "settle", by=by, reason=reason)
    demand_second_person(asset, by, what="登记争议解决")
    use = asset.uses.exclude(status=Status.VOID).filter(ends_on__isnull=True).first()
    take_step(ASSET, asset, "settle", by=by, reason=reason, dispute_settled_on=day,
         rights_confirmed_on=asset.rights_confirmed_on or day)  # fmt: skip
    if use is not None:
        asset.state = S.OPERATING if use.operating_since else AFTER[AssetUse.Kind(use.use_kind)]
        save_record(asset, by=by, action="settle", reason=reason)
    return asset


AFTER = {
    AssetUse.Kind.LEASED: S.LEASED, AssetUse.Kind.STORED: S.STORED, AssetUse.Kind.SHARED: S.SHARED,
    AssetUse.Kind.RECLAIMED: S.RECLAIMED, AssetUse.Kind.SELF_RUN: S.OPERATING,
}  # fmt: skip


def mark_fallow(asset: Asset, *, by: Any, on: date) -> Asset:
    """A site check found nobody at work since that day; after a year the area is no longer in use."""
    asset.fallow_since = day_of(on)
    return save_record(asset, by=by, action="fallow")


def end_fallow(asset: Asset, *, by: Any, on: date) -> Asset:
    """Worked again."""
    day_of(on)
    asset.fallow_since = None
    return save_record(asset, by=by, action="worked")


# -- steps of a list ---------------------------------------------------------------
@transaction.atomic
def confirm_asset_list(record: HouseholdAssetList, *, by: Any, on: date) -> HouseholdAssetList:
    """Read out to the household and signed by itself."""
    day = day_of(on)
    if day < record.listed_on:
        raise ValidationError("确认日期不能早于清查日期。")
    return take_step(
        ASSET_LIST, record, "confirm", by=by, second_person="登记本人确认", confirmed_on=day, objection=""
    )


def object_to_list(record: HouseholdAssetList, *, by: Any, reason: str) -> HouseholdAssetList:
    """The household says that something is missing or wrong."""
    return take_step(
        ASSET_LIST, record, "object", by=by, reason=reason, objection=reason[:200], confirmed_on=None
    )


STEPS = {
    "expire": expire_asset,
    "terminate": terminate_asset,
    "dispute": dispute_asset,
    "settle": settle_dispute,
}
LIST_STEPS = {"object": object_to_list}
