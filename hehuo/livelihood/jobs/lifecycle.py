"""岗位 and 推荐 as tables (domain §3.8). The employer sees a candidate only after consent."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from hehuo.livelihood.jobs.fairness import opening_problem
from hehuo.livelihood.jobs.models import JobOpening, JobRecommendation
from hehuo.records.lifecycle import Lifecycle, Transition
from hehuo.residents.predicates import may_decide, may_handle

P, R = JobOpening.State, JobRecommendation.State
CLAUSE = "第12项 提供更多就业岗位"


def _still_valid(opening: Any) -> str:
    late = opening.valid_to < timezone.localdate()
    return (
        f"有效期到 {opening.valid_to} 为止，请先在“修改”中延长有效期。" if late else opening_problem(opening)
    )


def _past(opening: Any) -> str:
    return "" if opening.valid_to < timezone.localdate() else f"有效期到 {opening.valid_to}，还没有过期。"


def _consented(row: Any) -> str:
    return "" if row.candidate_consent_on else "请先取得本人同意并登记日期，再向单位推荐。"


def _opening_takes(row: Any) -> str:
    return (
        ""
        if row.opening.state == P.OPEN
        else f"这个岗位现在是“{row.opening.get_state_display()}”，不能推荐。"
    )


def _reason_given(row: Any) -> str:
    return "" if row.no_reason else "请先在“修改”中选择未成原因。"


LIVE = (P.DRAFT, P.VERIFIED, P.OPEN, P.PAUSED)
OPENING = Lifecycle(
    "岗位",
    dict(P.choices),
    (
        Transition("verify_opening", "核验通过", (P.DRAFT,), P.VERIFIED, may_decide, opening_problem, clause="合法用工、无歧视、不收费"),
        Transition("publish", "发布招聘", (P.VERIFIED,), P.OPEN, may_handle, _still_valid, clause=CLAUSE),
        Transition("pause", "暂停", (P.OPEN,), P.PAUSED, may_handle, needs_reason=True, clause=CLAUSE),
        Transition("resume", "恢复招聘", (P.PAUSED,), P.OPEN, may_handle, _still_valid, clause=CLAUSE),
        Transition("fill", "已招满", (P.OPEN, P.PAUSED), P.FILLED, may_handle, clause=CLAUSE),
        Transition("expire", "登记过期", (P.VERIFIED, P.OPEN, P.PAUSED), P.EXPIRED, may_handle, _past, clause=CLAUSE),
        Transition("withdraw", "撤回", LIVE, P.WITHDRAWN, may_handle, needs_reason=True, clause=CLAUSE),
        Transition("blacklist", "单位不予合作", LIVE, P.BLACKLISTED, may_decide, needs_reason=True, clause="单位核验为不予合作"),
    ),
)  # fmt: skip

RUNNING = (R.PROPOSED, R.CONSENTED, R.REFERRED, R.INTERVIEWED, R.OFFERED, R.HIRED)
RECOMMENDATION = Lifecycle(
    "岗位推荐",
    dict(R.choices),
    (
        Transition("consent", "本人同意", (R.PROPOSED,), R.CONSENTED, may_handle, clause="推动自愿就业"),
        Transition("decline", "本人不同意", (R.PROPOSED, R.CONSENTED, R.OFFERED), R.DECLINED, may_handle, _reason_given, clause="推动自愿就业"),
        Transition("refer", "向单位推荐", (R.CONSENTED,), R.REFERRED, may_handle, lambda row: _consented(row) or _opening_takes(row),
                   clause="本人同意后单位才能看到"),
        Transition("interview", "已面试", (R.REFERRED,), R.INTERVIEWED, may_handle, _consented, clause=CLAUSE),
        Transition("offer", "单位同意录用", (R.REFERRED, R.INTERVIEWED), R.OFFERED, may_handle, _consented, clause=CLAUSE),
        Transition("hire", "确定录用", (R.REFERRED, R.INTERVIEWED, R.OFFERED), R.HIRED, may_handle, _consented, clause=CLAUSE),
        Transition("reject", "未录用", (R.REFERRED, R.INTERVIEWED, R.OFFERED), R.NOT_HIRED, may_handle, _reason_given, clause=CLAUSE),
        Transition("start", "已上岗", (R.HIRED,), R.STARTED, may_handle, _consented, clause="上岗即登记就业台账"),
        Transition("leave", "已离岗", (R.STARTED,), R.LEFT, may_handle, needs_reason=True, clause="离岗后回到求职名单"),
    ),
)  # fmt: skip
