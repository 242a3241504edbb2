"""入股合同 by its table (domain §3.10): contracted, certificate issued, changed, exited."""

from __future__ import annotations

from typing import Any

from hehuo.property.shares.models import ShareContract
from hehuo.property.stepping import may_conclude
from hehuo.records.lifecycle import Lifecycle, Transition
from hehuo.residents.predicates import may_handle

S = ShareContract.State
CLAUSE = "第10项 资金变股金、农民变股东"


def _complete(contract: Any) -> str:
    if not contract.signed_by_holder:
        return "请由权利人本人签字后再发证，不能代签。"
    if not contract.signed_by_all:
        return "请共有人都签字后再发证。"
    return "" if contract.certificate_no else "请先在“修改”中填写股权证编号。"


SHARE_CONTRACT = Lifecycle(
    "入股合同",
    dict(S.choices),
    (
        Transition("certify", "发放股权证", (S.CONTRACTED, S.CHANGED), S.CERTIFIED, may_conclude, _complete, clause=CLAUSE),
        Transition("transfer", "登记转让", (S.CONTRACTED, S.CERTIFIED, S.CHANGED), S.CHANGED, may_handle, clause="股权变动登记"),
        Transition("inherit", "登记继承", (S.CONTRACTED, S.CERTIFIED, S.CHANGED), S.CHANGED, may_handle, clause="股权变动登记"),
        Transition("exit", "登记退股", (S.CONTRACTED, S.CERTIFIED, S.CHANGED), S.EXITED, may_handle, clause="退出自愿"),
    ),
)  # fmt: skip
