"""A bulletin as a table (domain §3.4)."""

from __future__ import annotations

from typing import Any

from hehuo.org.workdays import chinese_day
from hehuo.programme.models import Bulletin
from hehuo.programme.models import BulletinState as S
from hehuo.programme.models.supervision import unit_ids_of
from hehuo.programme.supervision.course import Course, day_of
from hehuo.programme.supervision.people import LEADER, OFFICE, OfUnit
from hehuo.records.lifecycle import Lifecycle, Transition
from hehuo.records.personal_data import in_text

FACTS_WITHIN = 2
"""Working days."""
D = "domain §3.4（市级设定）"
NAMED = OfUnit("通报涉及的单位", lambda bulletin: {row.unit_id for row in bulletin.units.all()})


def not_sent(bulletin: Bulletin) -> str:
    """Sent once, to somebody, with nothing about residents: the draft leaves the office here."""
    if bulletin.facts_sent_on:
        return "已经送各单位核实。"
    if not bulletin.units.exists():
        return "请先写明涉及的单位。"
    return no_private_data(bulletin)


def facts_are_known(bulletin: Bulletin) -> str:
    """All units have answered, or two working days are over."""
    if not bulletin.facts_sent_on:
        return "请先送涉及的单位核实。"
    left = [str(row.unit) for row in bulletin.units.filter(replied_on__isnull=True).select_related("unit")]
    if not left or (bulletin.step_due_on and day_of(bulletin) > bulletin.step_due_on):
        return ""
    return f"等待核实（时限{chinese_day(bulletin.step_due_on)}）：{'、'.join(left)}。"


def no_private_data(bulletin: Bulletin) -> str:
    """The text holds nothing about residents."""
    found = in_text(f"{bulletin.title}\n{bulletin.body}")
    words = "、".join(f"{one.kind}（“{one.veiled}”）" for one in found)
    return f"正文里有{words}，请修改稿件后再办理。" if found else ""


def sent(bulletin: Bulletin) -> str:
    """There is something to answer."""
    return "" if bulletin.facts_sent_on else "还没有送核。"


def all_have_read(bulletin: Bulletin) -> str:
    """Every named unit has signed for it."""
    left = [str(row.unit) for row in bulletin.units.filter(read_on__isnull=True).select_related("unit")]
    return f"还有单位没有签阅：{'、'.join(left)}。" if left else ""


def somebody_has_not_read(bulletin: Bulletin) -> str:
    """A receipt is missing."""
    return "" if all_have_read(bulletin) else "各单位都已签阅。"


def is_not_the_author(user: Any, bulletin: Bulletin) -> str:
    """The check is another person's."""
    return "通报由您拟稿，请由另一位同事审查。" if bulletin.created_by_id == user.pk else ""


def has_not_replied(user: Any, bulletin: Bulletin) -> str:
    """One answer a unit."""
    left = bulletin.units.filter(unit__in=unit_ids_of(user), replied_on__isnull=True)
    return "" if left.exists() else "本单位已经答复。"


def has_not_read(user: Any, bulletin: Bulletin) -> str:
    """One receipt a unit."""
    left = bulletin.units.filter(unit__in=unit_ids_of(user), read_on__isnull=True)
    return "" if left.exists() else "本单位已经签阅。"


BULLETIN = Course(
    Lifecycle(
        "通报",
        dict(S.choices),
        (
            Transition("revise", "修改稿件", (S.DRAFTED, S.FACTS), S.DRAFTED, OFFICE, clause=D),
            Transition("send_facts", "送单位核实", (S.DRAFTED,), S.DRAFTED, OFFICE, not_sent, clause=f"{FACTS_WITHIN} 个工作日；{D}"),
            Transition("reply_facts", "核实答复", (S.DRAFTED,), S.DRAFTED, NAMED, sent, needs_reason=True, clause=D),
            Transition("close_facts", "核实结束", (S.DRAFTED,), S.FACTS, OFFICE, facts_are_known, clause=D),
            Transition("check_privacy", "通过隐私审查", (S.FACTS,), S.PRIVACY, OFFICE, no_private_data, clause=f"不含群众信息；{D}"),
            Transition("sign", "签发", (S.PRIVACY,), S.SIGNED, LEADER, clause=D),
            Transition("number", "编号", (S.SIGNED,), S.NUMBERED, OFFICE, clause=f"六盘水易扶指发〔年〕序号；{D}"),
            Transition("issue", "印发", (S.NUMBERED,), S.ISSUED, OFFICE, no_private_data, clause=D),
            Transition("read", "签阅", (S.ISSUED,), S.ISSUED, NAMED, somebody_has_not_read, clause=D),
            Transition("all_read", "各单位已阅", (S.ISSUED,), S.READ, OFFICE, all_have_read, clause=D),
            Transition("archive", "归档", (S.READ,), S.ARCHIVED, OFFICE, clause=D),
            Transition(
                "withdraw", "撤回并更正", (S.ISSUED, S.READ, S.ARCHIVED), S.WITHDRAWN, LEADER, needs_reason=True,
                clause=f"同时另拟更正通报；{D}",
            ),
        ),
    ),
    {"check_privacy": is_not_the_author, "reply_facts": has_not_replied, "read": has_not_read},
    frozenset({"revise", "withdraw"}),
)  # fmt: skip
