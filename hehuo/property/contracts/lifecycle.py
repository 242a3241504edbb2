"""流转收储合同 by its table (domain §3.10, item 10): drafted, signed with its parcels, filed, ended."""

from __future__ import annotations

from typing import Any

from hehuo.property.contracts.models import LandContract
from hehuo.property.stepping import may_conclude
from hehuo.records.lifecycle import Lifecycle, Transition
from hehuo.records.models import Status
from hehuo.residents.predicates import may_handle

S = LandContract.State
CLAUSE = "第10项 深化“三变”改革"


def _signatures(contract: Any) -> str:
    if not contract.voluntary_proof_no:
        return "请先在“修改”中填写自愿证明编号。放弃土地不得作为搬迁条件。"
    if not contract.signed_by_holder:
        return "请由权利人本人签字后再办理，不能代签。"
    return "" if contract.signed_by_all else "请共有人（含配偶、承包户全部成员）都签字后再办理。"


def _filing(contract: Any) -> str:
    if not contract.uses.exclude(status=Status.VOID).exists():
        return "合同里还没有地块，请先办理“签入地块”。"
    return "" if contract.contract_on_file else "请先归档合同文本，并在“修改”中勾选。"


LAND_CONTRACT = Lifecycle(
    "流转收储合同",
    dict(S.choices),
    (
        Transition("sign", "登记签订", (S.DRAFTED,), S.SIGNED, may_handle, _signatures, clause="书面、自愿，共有人全部签字"),
        Transition("file", "登记备案", (S.SIGNED,), S.FILED, may_conclude, _filing, clause=CLAUSE),
        Transition("expire", "登记到期", (S.SIGNED, S.FILED), S.EXPIRED, may_handle, clause=CLAUSE),
        Transition("terminate", "登记解除", (S.SIGNED, S.FILED), S.TERMINATED, may_handle, needs_reason=True, clause=CLAUSE),
    ),
)  # fmt: skip
