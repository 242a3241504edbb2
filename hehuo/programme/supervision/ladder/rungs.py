"""Conditions of the ladder and its lines in the tables of tasks and findings (domain §3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hehuo.programme.supervision.course import day_of, same_state
from hehuo.programme.supervision.people import LEADER, OFFICE
from hehuo.records.lifecycle import Transition

REMIND_AFTER, TALK_AFTER = 1, 10
CLAUSE = "domain §3.3（市级设定）"


def may_remind(subject: Any) -> str:
    """Overdue by one day, once."""
    if subject.reminded_on:
        return "已经提醒过。"
    return "" if subject.days_over(day_of(subject)) >= REMIND_AFTER else "还没有逾期，不用提醒。"


def may_talk(subject: Any) -> str:
    """Reminded, and overdue by ten days."""
    if subject.talked_on:
        return "已经约谈过。"
    if not subject.reminded_on:
        return "请先提醒。"
    over = subject.days_over(day_of(subject))
    return "" if over >= TALK_AFTER else f"逾期满 {TALK_AFTER} 天才约谈，现在逾期 {over} 天。"


def may_propose(subject: Any) -> str:
    """Talked to, and still overdue."""
    if subject.bulletin_proposed_on:
        return "已经提请通报。"
    if not subject.talked_on:
        return "请先约谈。"
    return "" if subject.days_over(day_of(subject)) else "已不再逾期，不用通报。"


def may_extend(subject: Any) -> str:
    """Once (domain §3.3)."""
    return "延期只有一次，已经用过。" if subject.extended_on else ""


def ladder(states: Sequence[str]) -> list[Transition]:
    """The four steps for every open state."""
    return [
        *same_state("remind", "提醒", states, OFFICE, may_remind, why=False, clause=f"逾期 1 天；{CLAUSE}"),
        *same_state("talk", "约谈", states, OFFICE, may_talk, why=True, clause=f"逾期 10 天；{CLAUSE}"),
        *same_state("propose_bulletin", "提请通报", states, OFFICE, may_propose, why=True, clause=CLAUSE),
        *same_state(
            "extend", "同意延期", states, LEADER, may_extend, why=True, clause=f"一次，写明原因；{CLAUSE}"
        ),
    ]


ASIDE = frozenset({"remind", "talk", "propose_bulletin", "extend"})
