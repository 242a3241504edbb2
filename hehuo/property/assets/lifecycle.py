"""资源资产 by its table (domain §3.10): rights, publicity at the place of origin, value, agreement, use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hehuo.property.assets.models import Asset, AssetUse, HouseholdAssetList
from hehuo.property.stepping import may_conclude
from hehuo.records.lifecycle import Lifecycle, Transition
from hehuo.records.models import Status
from hehuo.residents.predicates import may_decide, may_handle

S = Asset.State
K = AssetUse.Kind
CLAUSE = "第10项 全面有效利用搬迁群众资源资产"
IN_USE = (S.LEASED, S.STORED, S.SHARED, S.RECLAIMED, S.OPERATING)


def _rights(asset: Any) -> str:
    if not asset.cert_kind:
        return "请先在“修改”中填写权证种类。"
    if asset.cert_kind != Asset.Certificate.NONE and not asset.cert_no:
        return "请先在“修改”中填写权证编号。"
    return ""


def _valuation(asset: Any) -> str:
    valued = asset.valuations.exclude(status=Status.VOID).exists()
    return "" if valued else "还没有评估记录，请先在评估台账登记（可以是双方协商）。"


def _by_paper(kind: str, where: str) -> Callable[[Any], str]:
    """These steps follow from a signed paper, never from a click on the asset."""

    def guard(asset: Any) -> str:
        used = asset.uses.exclude(status=Status.VOID).filter(ends_on__isnull=True, use_kind=kind).exists()
        return "" if used else f"请在{where}中办理签订，资产随之变更。"

    return guard


def _no_paper(asset: Any) -> str:
    running = asset.uses.exclude(status=Status.VOID).filter(ends_on__isnull=True)
    paper = running.exclude(contract__isnull=True, share_contract__isnull=True).exists()
    return "这项资产在合同期内，请在合同中办理到期、解除或退股。" if paper else ""


ASSET = Lifecycle(
    "资源资产",
    dict(S.choices),
    (
        Transition("confirm", "确认权属", (S.REGISTERED,), S.CONFIRMED, may_decide, _rights, clause="由登记人以外的人核对权证"),
        Transition("publicise", "登记迁出地公示", (S.CONFIRMED,), S.PUBLICISED, may_handle, clause="只公示面积，不公示个人信息"),
        Transition("value", "登记已评估", (S.PUBLICISED,), S.VALUED, may_handle, _valuation, clause=CLAUSE),
        Transition("agree", "登记同意流转", (S.VALUED,), S.AGREED, may_handle, clause="自愿、书面，共有人都同意"),
        Transition("lease", "流转", (S.AGREED,), S.LEASED, may_handle, _by_paper(K.LEASED, "流转收储合同"), clause=CLAUSE),
        Transition("store", "收储", (S.AGREED,), S.STORED, may_handle, _by_paper(K.STORED, "流转收储合同"), clause=CLAUSE),
        Transition("share", "入股", (S.AGREED,), S.SHARED, may_handle, _by_paper(K.SHARED, "入股合同"), clause="深化“三变”改革"),
        Transition("reclaim", "登记复垦", (S.CONFIRMED, S.PUBLICISED, S.VALUED, S.AGREED), S.RECLAIMED, may_handle, clause=CLAUSE),
        Transition("self_run", "登记自营", (S.CONFIRMED, S.PUBLICISED, S.VALUED, S.AGREED, S.RECLAIMED), S.OPERATING, may_handle,
                   _no_paper, clause="自营有产出"),
        Transition("operate", "登记开始经营", (S.LEASED, S.STORED, S.SHARED, S.RECLAIMED), S.OPERATING, may_handle, clause=CLAUSE),
        Transition("expire", "到期", IN_USE, S.EXPIRED, may_handle, _no_paper, clause=CLAUSE),
        Transition("terminate", "终止", IN_USE, S.TERMINATED, may_handle, _no_paper, needs_reason=True, clause=CLAUSE),
        Transition("renew", "重新评估流转", (S.EXPIRED, S.TERMINATED), S.PUBLICISED, may_handle, clause=CLAUSE),
        Transition("dispute", "登记争议", tuple(s for s in S if s != S.DISPUTED), S.DISPUTED, may_handle, needs_reason=True,
                   clause="有争议的不计入"),
        Transition("settle", "争议已解决", (S.DISPUTED,), S.CONFIRMED, may_decide, needs_reason=True, clause=CLAUSE),
    ),
)  # fmt: skip

L = HouseholdAssetList.State


def _signed(record: Any) -> str:
    if not record.signer_name:
        return "请先在“修改”中填写确认人。"
    return "" if record.signed_by_holder else "请由本人签字后再确认。"


ASSET_LIST = Lifecycle(
    "户资产清单",
    dict(L.choices),
    (
        Transition("confirm", "登记本人确认", (L.LISTED, L.OBJECTED), L.CONFIRMED, may_conclude, _signed, clause="清单由本人确认"),
        Transition("object", "登记异议", (L.LISTED, L.CONFIRMED), L.OBJECTED, may_handle, needs_reason=True, clause="有异议先核对"),
    ),
)  # fmt: skip
