"""Month plans and shifts of duty (domain §3.13)."""

from typing import Any

from hehuo.neighbourhood.duty.models import DutyRoster, DutyShift
from hehuo.records.lifecycle import Lifecycle, Transition
from hehuo.residents.predicates import may_decide, may_handle

R, S = DutyRoster.State, DutyShift.State


def may_take(user: Any, shift: Any) -> bool:
    """Those who keep the roster, and whoever has this shift: planned, or standing in."""
    if may_handle(user, shift):
        return True
    person = shift.actual if shift.actual_id else shift.planned if shift.planned_id else None
    return person is not None and person.account_id is not None and person.account_id == user.pk


ROSTER = Lifecycle(
    "月值班表",
    dict(R.choices),
    (
        Transition("plan", "按规则排班", (R.DRAFT,), R.DRAFT, may_handle, clause="错时、全日、轮休；可以再改"),
        Transition("check", "检查", (R.DRAFT,), R.CHECKED, may_handle, clause="每个时段有人，连续周末不超过 2 个，不排补休请假的人"),
        Transition("redo", "退回修改", (R.CHECKED,), R.DRAFT, may_handle, clause="改动后要重新检查"),
        Transition("publish", "公布", (R.CHECKED,), R.PUBLISHED, may_handle, clause="提前 7 天上墙上网，只公布姓名和值班电话；晚了如实标注"),
    ),
)  # fmt: skip

SHIFT = Lifecycle(
    "值班班次",
    dict(S.choices),
    (
        Transition("check_in", "到岗", (S.DUE,), S.CHECKED_IN, may_take, clause="在社区办公场所签到，不用人脸和定位"),
        Transition("hand_over", "交接", (S.CHECKED_IN, S.SUBSTITUTED), S.HANDED_OVER, may_take, clause="写明接待件数和交接事项"),
        Transition("absent", "缺岗", (S.DUE,), S.ABSENT, may_handle, needs_reason=True, clause="写明原因并安排替岗"),
        Transition("substitute", "替岗", (S.ABSENT, S.DUE), S.SUBSTITUTED, may_handle, clause="按排班规则核对；替岗的人补休"),
        Transition("ask_swap", "申请调班", (S.DUE,), S.SWAP_ASKED, may_take, clause="双方商量好后申请；按排班规则核对"),
        Transition("agree_swap", "同意调班", (S.SWAP_ASKED,), S.DUE, may_decide, clause="由有审核权的同事同意"),
        Transition("refuse_swap", "不同意调班", (S.SWAP_ASKED,), S.DUE, may_decide, needs_reason=True, clause="仍按原计划值班"),
    ),
)  # fmt: skip
