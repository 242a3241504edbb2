"""FD07 and FD08: ratings that are all the same, requests closed at once, without contact, or reopened again and again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Q

from hehuo.neighbourhood.models import ResidentRequest
from hehuo.programme.questions.hits import TYPED, Field, Hit
from hehuo.services.models import ServiceRating

RATINGS_NEED = 20
"""Fewer ratings may well be all the best."""
QUICK = timedelta(minutes=10)
REOPENED = 2
"""Domain §2.0.5 FD08."""


def ratings_all_alike(where: Field) -> Iterator[Hit]:
    """FD07: a quarter's ratings are all of one grade. No device is looked at: nothing about raters is kept."""
    grades: dict[int, list[str]] = defaultdict(list)
    rows = where.rows(ServiceRating).filter(rated_on__gte=where.since, rated_on__lte=where.today)
    for settlement, level in rows.values_list("settlement_id", "level"):
        grades[settlement].append(level)
    for settlement, levels in sorted(grades.items()):
        if len(levels) >= RATINGS_NEED and len(set(levels)) == 1:
            label = ServiceRating.Level(levels[0]).label
            yield Hit(
                settlement, f"近三个月 {len(levels)} 个办件评价全部是“{label}”。请说明评价怎样收集，群众能否自己评。",
                None, f"评价 {where.quarter}",
            )  # fmt: skip


def requests_closed_quickly(where: Field) -> Iterator[Hit]:
    """FD08: handled within ten minutes though not on the spot, closed without telling anybody, or reworked twice."""
    rows = where.rows(ResidentRequest).filter(reported_on__gte=where.since, reported_on__lte=where.today)
    state = ResidentRequest.State
    wanted = Q(reworks__gte=REOPENED) | Q(handled_on__isnull=False, on_the_spot=False)
    for request in rows.filter(wanted):
        reasons = []
        if request.reworks >= REOPENED:
            reasons.append(f"已返工 {request.reworks} 次")
        if request.state in (state.RATED, state.UNRATED) and not request.told_by:
            reasons.append("结案前没有反馈记录")
        if _handled_at_once(request):
            reasons.append("登记后 10 分钟内就办结，又不是当场办结")
        if reasons:
            yield Hit(
                request.settlement_id,
                f"诉求 {request.record_no}：{'；'.join(reasons)}。请说明办理经过。",
                request,
            )


def _handled_at_once(request: Any) -> bool:
    """Only where both moments are those of the work: an imported row brings its whole course in one second."""
    if (
        request.source not in TYPED
        or request.on_the_spot
        or request.handled_on is None
        or request.handled_on != request.reported_on
    ):
        return False
    handled = request.history.filter(handled_on__isnull=False).order_by("history_date").first()
    return handled is not None and handled.history_date - request.recorded_at < QUICK
