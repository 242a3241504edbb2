"""旧房 as a table (domain §3.14): agreement, demolition, site check, reward, reclamation, or certified exemption."""

from __future__ import annotations

from typing import Any

from hehuo.property.old_houses.models import OldHouse
from hehuo.records.lifecycle import Lifecycle, Transition, needs
from hehuo.residents.predicates import may_decide, may_handle

S = OldHouse.State
CLAUSE = "第9项 落实旧房拆除复垦"


def _has_house(house: Any) -> str:
    return "登记为没有旧房，不用办理。" if house.has_old_house == OldHouse.Had.NONE else ""


def _agreement(house: Any) -> str:
    return _has_house(house) or needs("agreement_no", "signed_on", "due_on")(house)


def _exemption(house: Any) -> str:
    if house.exemption == OldHouse.Exemption.NONE:
        return "请先在“修改”中选择免拆类别。"
    if house.exemption == OldHouse.Exemption.SHARED_WALL and house.has_old_house != OldHouse.Had.SHARED:
        return "“两户以上连体房”要求原有住房登记为“共有或连体”。"
    if house.exemption == OldHouse.Exemption.APPLYING:
        return "名录还在申报，列入后再认定免拆。" if not house.exemption_doc_no else ""
    return needs("exemption_doc_no")(house)


def _acceptance(house: Any) -> str:
    if house.reclaim_kind == OldHouse.Reclaim.UNSUITABLE:
        return "登记为不适宜复垦，不用验收。"
    return needs("reclaim_kind", "reclaim_area_m2", "accept_no")(house)


OLD_HOUSE = Lifecycle(
    "旧房拆除",
    dict(S.choices),
    (
        Transition("sign", "登记拆除协议", (S.IDENTIFIED,), S.AGREED, may_handle, _agreement, clause=CLAUSE),
        Transition("fall_due", "到期应拆", (S.AGREED,), S.DUE, may_handle, needs("due_on"), clause=CLAUSE),
        Transition("demolish", "登记已拆除", (S.AGREED, S.DUE), S.DEMOLISHED, may_handle, _has_house, clause=CLAUSE),
        Transition("check_site", "现场核验", (S.DEMOLISHED,), S.CHECKED, may_decide, clause="拆除后由另一人到现场核验"),
        Transition("pay_award", "登记奖励兑现", (S.CHECKED,), S.PAID, may_handle, needs("award_fen"), clause=CLAUSE),
        Transition("reclaim", "开始复垦复绿", (S.CHECKED, S.PAID), S.RECLAIMING, may_handle, needs("reclaim_kind"), clause=CLAUSE),
        Transition("accept", "复垦验收", (S.RECLAIMING,), S.ACCEPTED, may_decide, _acceptance, clause="自然资源部门验收"),
        Transition("exempt", "登记免拆认定", (S.IDENTIFIED, S.AGREED, S.DUE, S.DISPUTED), S.EXEMPT, may_decide, _exemption,
                   clause="县级认定并建册"),
        Transition("dispute", "登记争议", (S.IDENTIFIED, S.AGREED, S.DUE, S.DEMOLISHED, S.CHECKED), S.DISPUTED, may_handle,
                   needs_reason=True, clause=CLAUSE),
        Transition("settle", "争议已解决", (S.DISPUTED,), S.IDENTIFIED, may_handle, needs_reason=True, clause=CLAUSE),
        Transition("revoke", "取消免拆", (S.EXEMPT,), S.IDENTIFIED, may_decide, needs_reason=True, clause="移出免拆名册"),
    ),
)  # fmt: skip
