"""A repair from the report to the word of who reported it (domain §3.7)."""

from hehuo.records.lifecycle import Lifecycle, Transition
from hehuo.residents.predicates import may_handle
from hehuo.services.repairs.models import RepairTicket

S = RepairTicket.State
MOST_REOPENED = 2
UNDER_WAY = (S.TRIAGED, S.ASSIGNED, S.ON_SITE, S.WAITING)
OPEN = (S.REPORTED, *UNDER_WAY, S.FIXED)


REPAIR = Lifecycle(
    "设施报修",
    dict(S.choices),
    (
        Transition("triage", "定级", (S.REPORTED,), S.TRIAGED, may_handle, clause="一级 2 小时到场、24 小时处置；二级 24 小时、3 日；三级 3 个、10 个工作日；四级按计划"),
        Transition("assign", "派修", (S.TRIAGED,), S.ASSIGNED, may_handle, clause="质保期内由质保单位维修"),
        Transition("arrive", "登记到场", (S.ASSIGNED,), S.ON_SITE, may_handle, clause="第13项 设施适时维护"),
        Transition("pause", "暂停（等配件）", (S.ON_SITE,), S.WAITING, may_handle, clause="累计最多 15 日"),
        Transition("resume", "继续维修", (S.WAITING,), S.ON_SITE, may_handle, clause="期限按暂停时间顺延"),
        Transition("fix", "登记修好", (S.ON_SITE,), S.FIXED, may_handle, clause="第13项 设施适时维护"),
        Transition("confirm", "确认修好", (S.FIXED,), S.CLOSED, may_handle, clause="由报修人确认，或由登记修好以外的网格员查看"),
        Transition("reopen", "没修好，重修", (S.FIXED, S.CLOSED), S.ASSIGNED, may_handle, needs_reason=True,
                   clause="最多两次"),
        Transition("rate", "登记评价", (S.CLOSED,), S.CLOSED, may_handle, clause="只由报修人评价"),
        Transition("convert", "转为工程", (*UNDER_WAY, S.FIXED), S.CONVERTED, may_handle, needs_reason=True, clause="大修、改造另行立项"),
        Transition("withdraw", "撤回", (S.REPORTED, S.TRIAGED), S.WITHDRAWN, may_handle, needs_reason=True, clause="误报、重复"),
    ),
)  # fmt: skip
