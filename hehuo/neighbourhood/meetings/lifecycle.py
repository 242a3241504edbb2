"""A resolution: done by its deadline and answered to those who attended (item 3 “适时召开院坝会”)."""

from hehuo.neighbourhood.meetings.models import MeetingResolution
from hehuo.records.lifecycle import Lifecycle, Transition
from hehuo.residents.predicates import may_handle

S = MeetingResolution.State

RESOLUTION = Lifecycle(
    "会议议定事项",
    dict(S.choices),
    (
        Transition("finish", "登记办结", (S.OPEN,), S.DONE, may_handle, clause="议定事项按期限办结"),
        Transition("drop", "不能办理", (S.OPEN,), S.DROPPED, may_handle, needs_reason=True, clause="向参会群众说明原因"),
        Transition("answer", "登记反馈", (S.DONE, S.DROPPED), S.ANSWERED, may_handle, clause="向参会群众反馈结果"),
        Transition("reopen", "重新办理", (S.DONE, S.ANSWERED), S.OPEN, may_handle, needs_reason=True, clause="群众反映没有办好"),
    ),
)  # fmt: skip
