"""待办, 已办, 我发起, 抄送; and who has read a notice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from hehuo.notices.models import Notice, NoticeKind, Receipt
from hehuo.org.models import Post, User
from hehuo.org.scope import path_range


@dataclass(frozen=True)
class Line:
    """A line of a list: what, where to go, by when (for done ones: the day it was done)."""

    pk: int
    title: str
    url: str
    due: date | None
    kind: str
    place: str
    read: bool


def _lines(notices: QuerySet[Notice], user: Any, *, by_day_done: bool = False) -> list[Line]:
    seen = Receipt.objects.filter(notice=OuterRef("pk"), user_id=user.pk)
    rows: Iterable[Any] = notices.select_related("settlement").annotate(seen=Exists(seen))
    return [
        Line(
            row.pk, row.ask, reverse("message", args=[row.pk]), row.done_on if by_day_done else row.due_on,
            row.get_kind_display(), row.settlement.name if row.settlement else "", row.seen,
        )
        for row in rows
    ]  # fmt: skip


def waiting_for(user: Any, limit: int = 200) -> list[Line]:
    """待办 and 督办 addressed to the user that are not done, nearest deadline first."""
    waiting = Notice.objects.for_user(user).open()
    return _lines(waiting.order_by(F("due_on").asc(nulls_last=True), "pk")[:limit], user)


def done_by(user: Any, limit: int = 50) -> list[Line]:
    """已办: what the user finished, newest first."""
    if not user.is_authenticated:
        return []
    return _lines(
        Notice.objects.filter(done_by=user).order_by("-done_on", "-pk")[:limit], user, by_day_done=True
    )


def started_by(user: Any, limit: int = 50) -> list[Line]:
    """我发起: what the user asked of others, newest first, reminders left out."""
    if not user.is_authenticated:
        return []
    return _lines(
        Notice.objects.filter(created_by=user).exclude(kind=NoticeKind.REMINDER).order_by("-pk")[:limit], user
    )


def copied_to(user: Any, limit: int = 50) -> list[Line]:
    """抄送 to the user and reminders of what is still open, newest first."""
    copies = Notice.objects.for_user(user).filter(kind__in=(NoticeKind.COPY, NoticeKind.REMINDER))
    return _lines(copies.exclude(about__done_on__isnull=False).order_by("-pk")[:limit], user)


def recipients_of(notice: Notice) -> list[User]:
    """The people whom a notice reaches today."""
    if notice.to_user:
        return [notice.to_user]
    posts = Post.objects.held_at(timezone.localdate())
    if notice.to_post_id:
        posts = posts.filter(pk=notice.to_post_id)
    else:
        path, step = notice.area.path, type(notice.area).steplen
        above = [path[:end] for end in range(step, len(path), step)]
        posts = posts.filter(role=notice.to_role)
        posts = posts.filter(path_range(path, "area__path")) | posts.filter(area__path__in=above)
    return list(User.objects.filter(is_active=True, pk__in=posts.values("user_id")).order_by("pk"))


@dataclass(frozen=True)
class Readers:
    """已读 and 未读 of one notice, by name."""

    read: list[Receipt]
    unread: list[User]


def readers_of(notice: Notice) -> Readers:
    """Who has opened a notice and who has not; for its sender."""
    read = list(notice.receipts.select_related("user"))
    seen = {receipt.user_id for receipt in read}
    return Readers(read, [user for user in recipients_of(notice) if user.pk not in seen])
