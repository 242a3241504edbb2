"""FD06: minutes of different meetings that are almost the same words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from hehuo.neighbourhood.models import ResidentsMeeting
from hehuo.programme.questions.hits import Field, Hit

PIECE = 4
"""Characters of the pieces that are compared."""
SHORTEST = 60
"""Shorter minutes are alike by nature."""
SAME_PERCENT = 90
"""Of all different pieces of both texts, so many percent stand in both (domain §2.0.5 FD06)."""
COMPARED_WITH = timedelta(days=730)


def same_minutes(where: Field) -> Iterator[Hit]:
    """FD06: each meeting of the last quarter against all of two years, also those of other settlements."""
    rows = ResidentsMeeting.objects.live().filter(
        held_on__gt=where.today - COMPARED_WITH, held_on__lte=where.today
    )
    meetings = list(rows.select_related("settlement").order_by("pk"))
    pieces = {meeting.pk: pieces_of(meeting.minutes) for meeting in meetings}
    for meeting in meetings:
        if meeting.settlement_id not in where.settlements or meeting.held_on < where.since:
            continue
        for other in meetings:
            if other.pk >= meeting.pk or not alike(pieces[meeting.pk], pieces[other.pk]):
                continue
            yield Hit(
                meeting.settlement_id,
                f"{meeting.held_on} 的会议记录与“{other.settlement.name}”{other.held_on} 的会议记录文字几乎相同（九成以上片段相同）。"
                "请补充这次会议的实际情况。",
                meeting, f"会议 {meeting.pk}-{other.pk}",
            )  # fmt: skip


def pieces_of(text: str) -> frozenset[str]:
    """All pieces of a text without white space; empty when it is too short to compare."""
    bare = "".join(text.split())
    if len(bare) < SHORTEST:
        return frozenset()
    return frozenset(bare[start : start + PIECE] for start in range(len(bare) - PIECE + 1))


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether so many pieces stand in both."""
    both = len(one & other)
    return bool(both) and both * 100 >= SAME_PERCENT * (len(one) + len(other) - both)
