"""A lecture hall is in use, paused or closed (item 2 “建立新时代讲习所”)."""

from hehuo.culture.education.models import EducationVenue
from hehuo.records.lifecycle import Lifecycle, Transition
from hehuo.residents.predicates import may_handle

S = EducationVenue.State
CLAUSE = "第2项 讲习所正在使用"

HALL = Lifecycle(
    "讲习场所",
    dict(S.choices),
    (
        Transition("pause", "暂停使用", (S.ACTIVE,), S.PAUSED, may_handle, clause=CLAUSE),
        Transition("resume", "恢复使用", (S.PAUSED,), S.ACTIVE, may_handle, clause=CLAUSE),
        Transition("close", "停办", (S.ACTIVE, S.PAUSED), S.CLOSED, may_handle, clause=CLAUSE),
    ),
)  # fmt: skip
