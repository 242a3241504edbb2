"""A volunteer activity is held or called off (item 16 “社会服务团体开展服务活动”)."""

from hehuo.records.lifecycle import Lifecycle, Transition
from hehuo.residents.predicates import may_handle
from hehuo.services.volunteers.models import VolunteerActivity

S = VolunteerActivity.State
CLAUSE = "第16项 社会服务团体开展服务活动"

ACTIVITY = Lifecycle(
    "公益志愿活动",
    dict(S.choices),
    (
        Transition("hold", "登记举办", (S.PLANNED,), S.HELD, may_handle, clause=CLAUSE),
        Transition("confirm", "登记参加群众确认", (S.HELD,), S.HELD, may_handle, clause="由登记人以外的人询问，不记姓名"),
        Transition("call_off", "取消", (S.PLANNED,), S.CANCELLED, may_handle, needs_reason=True, clause=CLAUSE),
    ),
)  # fmt: skip
