"""Requests of people about their own data, in every state, each step on its own day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from hehuo.config.demo.campaigns_walk import clock_at
from hehuo.org.models import Settlement
from hehuo.org.workdays import add_working_days
from hehuo.residents.data_requests import services
from hehuo.residents.models import DataSubjectRequest, Person

STORY: tuple[tuple[str, str, int, str, str], ...] = (
    ("read", "想知道社区登记了我家哪些信息", 560, "closed", "granted"),
    ("correct", "学历登记错了，应为高中", 420, "closed", "granted"),
    ("delete", "搬走以后请删除旧的走访记录", 300, "closed", "kept"),
    ("withdraw", "不再同意照片用于宣传", 200, "closed", "granted"),
    ("explain", "请说明为什么要登记就业去向", 130, "closed", "granted"),
    ("copy", "要一份本人登记信息的复印件", 75, "withdrawn", ""),
    ("correct", "请把我的劳动能力改为弱劳动力", 33, "answered", "correct"),
    ("read", "替亲戚来问登记情况", 22, "unproven", ""),
    ("delete", "请删除已注销的旧电话号码", 12, "identity_checked", ""),
    ("copy", "要一份全家的登记信息", 5, "received", ""),
)
"""Kind, words, days ago, how far it came, what was decided."""
ANSWERS = {
    "granted": "已照办，并当面告知本人。", "kept": "走访记录保存期限未满，期满后自动清除，已书面告知。",
    "correct": "经核对体检和鉴定材料，登记准确，已当面说明。",
}  # fmt: skip
LATE = ("D03", "D08")
"""Where one answer came after its last day, and one is overdue now."""


def plant_data_requests(seed: int, today: date, staff: Callable[[Settlement], Any]) -> None:
    """The story of every settlement; `staff` names who takes requests in."""
    for settlement in Settlement.objects.order_by("pk"):
        clerk, dice = staff(settlement), Random(f"{seed}-{settlement.code}-requests")
        people = list(
            Person.objects.live().filter(settlement=settlement, deceased_on__isnull=True).order_by("pk")[:200]
        )
        if clerk is None or not people:
            continue
        for kind, words, ago, state, decided in STORY:
            late = settlement.code[:3] in LATE and (kind, state) in (
                ("delete", "closed"),
                ("delete", "identity_checked"),
            )
            came = today - timedelta(ago + (20 if late and state == "identity_checked" else 0))
            _one(settlement, dice.choice(people), clerk, kind, words, came, state, decided, late, today)


def _at(day: date) -> Any:
    return clock_at(timezone.make_aware(datetime.combine(day, time(10, 5))))


def _one(
    settlement: Settlement, person: Person, clerk: Any, kind: str, words: str, came: date, state: str, decided: str, late: bool,
    today: date,
) -> None:  # fmt: skip
    with _at(came):
        asked = DataSubjectRequest(
            settlement=settlement, person=person, kind=kind, content=words, received_on=came
        )
        services.receive_request(asked, by=clerk)
    then = add_working_days(came, 1).day
    if state == "received":
        return
    with _at(then):
        if state == "unproven":
            services.answer_unproven(
                asked, by=clerk, on=then, answer="没有授权委托书，补齐后可以再提，已当面告知。"
            )
            return
        if state == "withdrawn":
            services.withdraw_request(asked, by=clerk, on=then, reason="本人已在窗口看到，不再需要")
            return
        services.check_identity(asked, by=clerk, on=then, identity="id_card")
    if state == "identity_checked":
        return
    told = min(add_working_days(came, 19 if late else 7).day, today)
    with _at(told):
        ground = "" if decided == "granted" else decided
        services.answer_request(
            asked, by=clerk, on=told, outcome="refused" if ground else "granted", answer=ANSWERS[decided], ground=ground
        )  # fmt: skip
    if state == "closed":
        with _at(told + timedelta(2)):
            services.close_request(asked, by=clerk, on=told + timedelta(2))
