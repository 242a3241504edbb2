"""Conditions of the ladder and its lines in the tables of tasks and findings (domain §3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hehuo.programme.models import SupervisionStep
from hehuo.programme.supervision.course import day_of, same_state
from hehuo.programme.supervision.people import LEADER, OFFICE
from hehuo.records.lifecycle import Transition

REMIND_AFTER, TALK_AFTER = 1, 10
CLAUSE = "domain §3.3（市级设定）"


def may_remind(subject: Any) -> str:
    """Late by one day, at the deadline or at a step of it, once."""
    if subject.reminded_on:
        return "已经提醒过。"
    return "" if subject.days_late(day_of(subject)) >= REMIND_AFTER else "还没有逾期，不用提醒。"


def may_talk(subject: Any) -> str:
    """Reminded, and overdue by ten days."""
    if subject.talked_on:
        return "已经约谈过。"
    if not subject.reminded_on:
        return "请先提醒。"
    over = subject.days_late(day_of(subject))
    return "" if over >= TALK_AFTER else f"逾期满 {TALK_AFTER} 天才约谈，现在逾期 {over} 天。"


def may_propose(subject: Any) -> str:
    """Talked to, and still overdue."""
    if subject.bulletin_proposed_on:
        return "已经提请通报。"
    if not subject.talked_on:
        return "请先约谈。"
    return "" if subject.days_late(day_of(subject)) else "已不再逾期，不用通报。"


def may_extend(subject: Any) -> str:
    """Once (domain §3.3)."""
    return "延期只有一次，已经用过。" if subject.extended_on else ""


def pending_extension(subject: Any) -> SupervisionStep | None:
    """The unit's request that nobody has decided yet."""
    last = (
        subject.steps.filter(event__in=("ask_extension", "extend", "refuse_extension"))
        .order_by("-id")
        .first()
    )
    return last if last and last.event == "ask_extension" else None


def may_ask(subject: Any) -> str:
    """Once, and one request at a time."""
    if subject.extended_on:
        return "延期只有一次，已经用过。"
    return "已经申请延期，请等市指挥部领导审批。" if pending_extension(subject) else ""


def may_refuse(subject: Any) -> str:
    """There is a request."""
    return "" if pending_extension(subject) else "没有待审批的延期申请。"


def ladder(states: Sequence[str], unit: Any = None) -> list[Transition]:
    """The steps of the ladder for every open state; `unit` says who may ask for an extension."""
    asking = (
        same_state("ask_extension", "申请延期", states, unit, may_ask, why=True, clause=f"一次；{CLAUSE}")
        if unit
        else []
    )
    refusing = (
        same_state("refuse_extension", "不同意延期", states, LEADER, may_refuse, why=True, clause=CLAUSE)
        if unit
        else []
    )
    return [
        *asking,
        *same_state("remind", "提醒", states, OFFICE, may_remind, why=False, clause=f"逾期 1 天；{CLAUSE}"),
        *same_state("talk", "约谈", states, OFFICE, may_talk, why=True, clause=f"逾期 10 天；{CLAUSE}"),
        *same_state("propose_bulletin", "提请通报", states, OFFICE, may_propose, why=True, clause=CLAUSE),
        *same_state(
            "extend", "同意延期", states, LEADER, may_extend, why=True, clause=f"一次，写明原因；{CLAUSE}"
        ),
        *refusing,
    ]


ASIDE = frozenset({"ask_extension", "remind", "talk", "propose_bulletin", "extend", "refuse_extension"})
