"""零就业家庭个案 as a table (domain §3.8): found, verified by two, planned, offered, employed, watched, closed."""

from __future__ import annotations

from typing import Any

from hehuo.livelihood.zero_employment.models import ZeroEmploymentCase
from hehuo.records.lifecycle import Lifecycle, Transition
from hehuo.residents.predicates import may_decide, may_handle

SUITABLE_OFFERS = 3
S = ZeroEmploymentCase.State
CLAUSE = "第12项 无“零就业”家庭"


def suitable_offers(case: Any) -> int:
    """Different suitable openings recommended for the case."""
    rows = case.offers.live().filter(suitable=True)
    return rows.values("opening").distinct().count()


def _plan(case: Any) -> str:
    if not case.obstacles.strip():
        return "请先在“修改”中填写困难（原因）。"
    return "" if case.plan.strip() else "请先在“修改”中填写帮扶计划。"


def _offers(case: Any) -> str:
    count = suitable_offers(case)
    return (
        ""
        if count >= SUITABLE_OFFERS
        else f"已推荐 {count} 个合适岗位，至少要 {SUITABLE_OFFERS} 个，请先在推荐台账登记。"
    )


def _one_opinion(case: Any) -> str:
    return "" if case.first_confirmer else "请先由第一位同事登记认定意见。"


def _no_opinion(case: Any) -> str:
    return f"{case.first_confirmer}已登记认定意见，请另一位同事认定。" if case.first_confirmer else ""


def _exempt(case: Any) -> str:
    if case.exempt == ZeroEmploymentCase.Exempt.NONE or case.exempt_review_on is None:
        return "请在“豁免”一栏选择情形和复核日期（不超过 6 个月）。"
    return ""


OFFERABLE = (S.PLANNED, S.OFFERING)
HELPED = (S.VERIFIED, S.PLANNED, S.OFFERING, S.REOPENED)
ZERO_EMPLOYMENT = Lifecycle(
    "零就业家庭",
    dict(S.choices),
    (
        Transition("give_opinion", "登记认定意见（第一人）", (S.SUSPECTED,), S.SUSPECTED, may_handle, _no_opinion, clause="两人认定"),
        Transition("verify_case", "认定（第二人）", (S.SUSPECTED,), S.VERIFIED, may_handle, _one_opinion, clause="两人认定"),
        Transition("dismiss", "不属实", (S.SUSPECTED,), S.DISMISSED, may_decide, needs_reason=True, clause="写明原因"),
        Transition("plan", "定帮扶计划", (S.VERIFIED, S.REOPENED), S.PLANNED, may_handle, _plan, clause="认定后 30 天内帮扶"),
        Transition("offer", "已推荐三个以上岗位", (S.PLANNED,), S.OFFERING, may_handle, _offers, clause="至少 3 个合适岗位"),
        Transition("employ", "有成员就业", HELPED, S.EMPLOYED, may_handle, clause=CLAUSE),
        Transition("watch", "开始跟踪", (S.EMPLOYED,), S.WATCHING, may_handle, clause="跟踪 90 天"),
        Transition("close", "跟踪期满，销号", (S.WATCHING,), S.CLOSED, may_decide, clause="跟踪满 90 天仍有人就业"),
        Transition("exempt", "豁免", HELPED, S.EXEMPTED, may_decide, _exempt, clause="复核不超过 6 个月"),
        Transition("review", "复核，继续豁免", (S.EXEMPTED,), S.EXEMPTED, may_decide, clause="复核不超过 6 个月"),
        Transition("reopen", "重新打开", (S.WATCHING, S.CLOSED, S.EXEMPTED, S.EMPLOYED), S.REOPENED, may_handle, needs_reason=True,
                   clause=CLAUSE),
    ),
)  # fmt: skip
