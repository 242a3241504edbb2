"""A covenant through its five lawful steps (item 1 “制定居规民约”; domain item 1)."""

from typing import Any

from hehuo.neighbourhood.covenants.models import ResidentCovenant
from hehuo.records.lifecycle import Lifecycle, Transition
from hehuo.residents.predicates import may_decide, may_handle

S = ResidentCovenant.State


def _no_penalty(covenant: Any) -> str:
    return "含有处罚条款，不能表决。请删去处罚条款，重新拟定草案。" if covenant.penalty_clause else ""


COVENANT = Lifecycle(
    "居规民约",
    dict(S.choices),
    (
        Transition("consult", "登记征集民意", (S.PLANNED,), S.CONSULTED, may_handle, clause="征集民意不少于 7 天"),
        Transition("draft", "登记草案", (S.CONSULTED,), S.DRAFTED, may_handle, clause="拟定草案"),
        Transition("review", "登记审核通过", (S.DRAFTED,), S.REVIEWED, may_handle, clause="乡镇（街道）审核在表决之前"),
        Transition("revise", "登记审核退回", (S.DRAFTED, S.REVIEWED), S.CONSULTED, may_handle, needs_reason=True, clause="按审核意见修改"),
        Transition("vote", "登记表决通过", (S.REVIEWED,), S.ADOPTED, may_handle, _no_penalty, clause="会议过半参加、有女性参加、赞成过半"),
        Transition("publish", "登记备案并公布", (S.ADOPTED,), S.IN_FORCE, may_handle, clause="通过后 10 日内备案"),
        Transition("replace", "废止", (S.IN_FORCE,), S.REPLACED, may_decide, needs_reason=True, clause="新版公布时旧版同日废止"),
    ),
)  # fmt: skip
