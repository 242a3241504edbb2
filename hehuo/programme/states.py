"""States of a campaign: final codes of the API (domain §3.1)."""

from django.db.models import TextChoices


class State(TextChoices):
    """Where a campaign stands."""

    PLANNED = "planned", "已列计划"
    LAUNCHED = "launched", "已启动"
    CREATING = "creating", "创建中"
    SELF_ASSESSING = "self_assessing", "自评中"
    SELF_FAILED = "self_failed", "自评未合格"
    SELF_PASSED = "self_passed", "自评合格"
    COUNTY_REVIEWING = "county_reviewing", "县级初核"
    COUNTY_RETURNED = "county_returned", "县级退回"
    COUNTY_PASSED = "county_passed", "县级初核通过"
    APPLIED = "applied", "已申报验收"
    CITY_ACCEPTING = "city_accepting", "市级验收"
    RECTIFYING = "rectify_before_accept", "验收限期整改"
    ACCEPTED = "accepted", "达标"
    NOT_ACCEPTED = "not_accepted", "未达标"
    PUBLICISED = "publicised", "公示中"
    OBJECTION = "objection_handling", "异议处理"
    CONFIRMED = "confirmed", "已认定"
    REWARD_PENDING = "reward_pending", "奖补待拨付"
    REWARDED = "rewarded", "已奖补"
    RECHECKING = "rechecking", "年度复查"
    SUSPENDED = "suspended", "复查限期整改"
    REVOKED = "revoked", "已撤销"
    WITHDRAWN = "withdrawn", "已撤回"
    TERMINATED = "terminated", "已终止"


S = State
ENDED = frozenset({S.NOT_ACCEPTED, S.REVOKED, S.WITHDRAWN, S.TERMINATED})
"""No step leads on from here; a new campaign may be planned."""

TITLED = frozenset({S.CONFIRMED, S.REWARD_PENDING, S.REWARDED, S.RECHECKING, S.SUSPENDED})
"""The unit holds the title."""

BEFORE_TITLE = tuple(s for s in State if s not in ENDED | TITLED)
"""From here a county may withdraw and the city may terminate."""

STAGES: tuple[tuple[str, str, tuple[State, ...]], ...] = (
    ("plan", "计划启动", (S.PLANNED, S.LAUNCHED)),
    ("create", "创建", (S.CREATING, S.SELF_FAILED, S.COUNTY_RETURNED)),
    ("self", "自评", (S.SELF_ASSESSING, S.SELF_PASSED)),
    ("county", "县级初核", (S.COUNTY_REVIEWING, S.COUNTY_PASSED)),
    ("city", "申报验收", (S.APPLIED, S.CITY_ACCEPTING, S.RECTIFYING, S.ACCEPTED)),
    ("notice", "公示认定", (S.PUBLICISED, S.OBJECTION, S.CONFIRMED)),
    ("reward", "以奖代补", (S.REWARD_PENDING, S.REWARDED)),
    ("recheck", "复查巩固", (S.RECHECKING, S.SUSPENDED)),
    ("ended", "已结束", (S.NOT_ACCEPTED, S.REVOKED, S.WITHDRAWN, S.TERMINATED)),
)
"""The funnel of the first page: code, label, states."""

LAMPS: dict[str, str] = {
    **dict.fromkeys((S.PLANNED, S.WITHDRAWN, S.TERMINATED), "secondary"),
    **dict.fromkeys((S.SELF_FAILED, S.COUNTY_RETURNED, S.NOT_ACCEPTED, S.REVOKED, S.SUSPENDED), "danger"),
    **dict.fromkeys((S.RECTIFYING, S.OBJECTION, S.RECHECKING), "warning"),
    **dict.fromkeys((S.SELF_PASSED, S.COUNTY_PASSED, S.ACCEPTED, S.CONFIRMED, S.REWARDED), "success"),
}
"""Colour beside the words of a state; everything else is in progress."""
