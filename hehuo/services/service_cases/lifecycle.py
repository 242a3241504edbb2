"""A case from the first question to the archive, a bad rating from contact to the second word, a right to its link."""

from __future__ import annotations

from typing import Any

from hehuo.records.lifecycle import Lifecycle, Transition
from hehuo.residents.predicates import may_handle
from hehuo.services.service_cases.models import EntitlementLink, ServiceCase, ServiceRating

S, R, E = ServiceCase.State, ServiceRating.State, EntitlementLink.State
UNANSWERED = (R.OPEN, R.CONTACTED)


def _nothing_open(case: Any) -> str:
    if case.ratings.live().filter(state__in=UNANSWERED).exists():
        return "差评还没有答复，请先在好差评台账联系并答复。"
    return ""


def _not_yet_noticed(case: Any) -> str:
    return "已经告知过一次，不能再告知。" if case.notices.live().exists() else ""


CASE = Lifecycle(
    "办件",
    dict(S.choices),
    (
        Transition("submit", "收到申请", (S.CONSULTED,), S.REGISTERED, may_handle, clause="第15项 首问负责"),
        Transition("notify", "一次性告知", (S.REGISTERED,), S.NOTICED, may_handle, _not_yet_noticed,
                   clause="第15项 一次性告知：5 个工作日内，只告知一次"),
        Transition("accept", "受理", (S.REGISTERED, S.NOTICED), S.ACCEPTED, may_handle, clause="第15项 限时办结：从受理起算"),
        Transition("refuse", "不予受理", (S.REGISTERED, S.NOTICED), S.NOT_ACCEPTED, may_handle, needs_reason=True,
                   clause="书面说明理由"),
        Transition("forward", "上报（转办）", (S.ACCEPTED,), S.FORWARDED, may_handle, clause="上报件；期限照算"),
        Transition("reply", "上级已回复", (S.FORWARDED,), S.ACCEPTED, may_handle, clause="上报件"),
        Transition("join", "联合办理", (S.ACCEPTED,), S.ACCEPTED, may_handle, clause="几个单位一起办；首问责任和期限不变"),
        Transition("pause", "暂停计时", (S.ACCEPTED,), S.PAUSED, may_handle, clause="依法不计入期限的时间"),
        Transition("resume", "恢复计时", (S.PAUSED,), S.ACCEPTED, may_handle, clause="期限顺延暂停的工作日"),
        Transition("decide", "办结", (S.ACCEPTED, S.FORWARDED), S.DECIDED, may_handle, clause="第15项 限时办结；超期须说明"),
        Transition("deliver", "送达", (S.DECIDED,), S.DELIVERED, may_handle, clause="第15项 完整工作台账"),
        Transition("rate", "登记评价", (S.DELIVERED,), S.RATED, may_handle, clause="第15项 投诉评价：经办人不能代评"),
        Transition("withdraw", "申请人撤回", (S.REGISTERED, S.NOTICED, S.ACCEPTED, S.FORWARDED, S.PAUSED), S.WITHDRAWN,
                   may_handle, needs_reason=True, clause="申请人自愿"),
        Transition("archive", "归档", (S.DELIVERED, S.RATED, S.NOT_ACCEPTED, S.WITHDRAWN), S.ARCHIVED, may_handle,
                   _nothing_open, clause="差评答复后才能归档"),
    ),
)  # fmt: skip

RATING = Lifecycle(
    "好差评",
    dict(R.choices),
    (
        Transition("contact", "登记已联系", (R.OPEN,), R.CONTACTED, may_handle, clause="差评 1 个工作日内联系"),
        Transition("answer", "登记整改答复", (R.CONTACTED,), R.ANSWERED, may_handle, clause="差评 15 个工作日内整改答复"),
        Transition("rerate", "登记追评", (R.ANSWERED,), R.RERATED, may_handle, clause="整改后可以追评一次"),
    ),
)  # fmt: skip

ENTITLEMENT = Lifecycle(
    "权益衔接",
    dict(E.choices),
    (
        Transition("link", "登记已衔接", (E.PENDING, E.LOST), E.DONE, may_handle, clause="搬迁不影响应享的权益"),
        Transition("not_needed", "不需要", (E.PENDING,), E.NOT_NEEDED, may_handle, needs_reason=True, clause="不符合条件或不需要办"),
        Transition("refuse", "本人不办", (E.PENDING,), E.REFUSED, may_handle, needs_reason=True, clause="本人自愿，写明已告知后果"),
        Transition("lose", "发现中断", (E.DONE,), E.LOST, may_handle, clause="中断的要恢复"),
        Transition("reopen", "重新办理", (E.NOT_NEEDED, E.REFUSED), E.PENDING, may_handle, clause="情况变了或本人改变主意"),
    ),
)  # fmt: skip
