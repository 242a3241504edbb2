"""Ask, remind, read, finish. Called inside the writer's transaction: what is rolled back was never asked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from hehuo.audit import trail
from hehuo.notices.models import ASKING, Notice, NoticeKind, Receipt

REMIND_EVERY = timedelta(hours=24)
"""A matter is reminded of at most once in this time, whoever asks."""


@transaction.atomic
def notify(
    ask: str,
    *,
    by: Any,
    to_user: Any = None,
    to_post: Any = None,
    to_role: str = "",
    area: Any = None,
    settlement: Any = None,
    subject: Model | None = None,
    url: str = "",
    kind: str = NoticeKind.TODO,
    due_on: date | None = None,
    key: str = "",
    about: Notice | None = None,
) -> Notice:
    """Ask one recipient for something; `ask` says what to do, in words for the recipient, without personal data.

    Give one of `to_user`, `to_post`, `to_role` (with `area` or `settlement`). `url` is a local path. While a notice
    with the same `key` is open, it is returned and nothing is asked twice. Raises `ValidationError`.
    """
    if not ask.strip():
        raise ValidationError("请写明要办什么。")
    if url and (not url.startswith("/") or url.startswith(("//", "/\\"))):
        raise ValidationError("办理页面只能是本系统内的地址。")
    place = area or (settlement.area if settlement and to_role else None)
    if sum(map(bool, (to_user, to_post, to_role))) != 1 or (to_role and place is None):
        raise ValidationError("请指定一个收件人、收件岗位，或收件角色及其区域。")
    values = {
        "ask": ask.strip(), "created_by": by, "to_user": to_user, "to_post": to_post, "to_role": to_role, "area": place,
        "settlement": settlement, "subject_model": subject._meta.label_lower if subject else "",
        "subject_id": subject.pk if subject else None, "url": url, "kind": kind, "due_on": due_on, "about": about,
    }  # fmt: skip
    made = True
    if key:
        notice, made = Notice.objects.get_or_create(key=key, done_on=None, withdrawn_on=None, defaults=values)
    else:
        notice = Notice.objects.create(**values)
    if made:
        trail.record("notify", notice, by=by, data={"kind": kind, "to": notice.recipient, "ask": notice.ask})
    return notice


def mark_read(notice: Notice, *, by: Any) -> Receipt:
    """已读, once for each recipient; others leave no trace. Raises `PermissionDenied` for others."""
    if not Notice.objects.for_user(by).filter(pk=notice.pk).exists():
        raise PermissionDenied("这条消息不是发给您的。")
    return Receipt.objects.get_or_create(notice=notice, user=by)[0]


@transaction.atomic
def finish(notice: Notice, *, by: Any, on: date | None = None) -> Notice:
    """The matter is done. Doing it again changes nothing. Raises `ValidationError` when it was withdrawn or asks nothing."""
    notice = Notice.objects.select_for_update().get(pk=notice.pk)
    if notice.done_on:
        return notice
    if not notice.is_open:
        raise ValidationError("这条消息已撤回或不需要办理。")
    notice.done_on, notice.done_by = on or timezone.localdate(), by
    notice.save(update_fields=["done_on", "done_by"])
    trail.record("finish", notice, by=by, data={"done_on": notice.done_on})
    return notice


@transaction.atomic
def finish_about(subject: Model, *, by: Any, on: date | None = None, key: str = "") -> int:
    """Everything open about a record is done (with `key`: only that matter); returns how many."""
    open_ones = Notice.objects.open().filter(subject_model=subject._meta.label_lower, subject_id=subject.pk)
    if key:
        open_ones = open_ones.filter(key=key)
    return len([finish(notice, by=by, on=on) for notice in open_ones])


@transaction.atomic
def withdraw(notice: Notice, *, by: Any, reason: str) -> Notice:
    """The sender takes a matter back with a reason. Raises `ValidationError` when it is over, `PermissionDenied` for others."""
    notice = Notice.objects.select_for_update().get(pk=notice.pk)
    if notice.created_by_id != by.pk:
        raise PermissionDenied("只有发起人可以撤回。")
    if not reason.strip():
        raise ValidationError("请写明撤回原因。")
    if notice.done_on or notice.withdrawn_on:
        raise ValidationError("这件事已经办结或撤回。")
    notice.withdrawn_on, notice.withdraw_reason = timezone.localdate(), reason.strip()[:200]
    notice.save(update_fields=["withdrawn_on", "withdraw_reason"])
    trail.record("withdraw", notice, by=by, data={"reason": notice.withdraw_reason})
    return notice


@transaction.atomic
def remind(notice: Notice, *, by: Any, at: Any = None) -> Notice:
    """催办: the sender reminds the same recipient of an open matter, at most once a day. Raises `ValidationError`."""
    notice = Notice.objects.select_for_update().get(pk=notice.pk)
    moment = at or timezone.now()
    if notice.created_by_id != by.pk:
        raise PermissionDenied("只有发起人可以催办。")
    if not notice.is_open:
        raise ValidationError("这件事已经办结或撤回，不用再催。")
    if notice.reminders.filter(created_at__gt=moment - REMIND_EVERY).exists():
        raise ValidationError("24 小时内已经催办过，请改天再催，或直接电话联系。")
    reminder = Notice.objects.create(
        kind=NoticeKind.REMINDER, about=notice, created_by=by, created_at=moment, ask=notice.ask, url=notice.url,
        due_on=notice.due_on, to_user=notice.to_user, to_post=notice.to_post, to_role=notice.to_role, area=notice.area,
        settlement=notice.settlement, subject_model=notice.subject_model, subject_id=notice.subject_id,
    )  # fmt: skip
    trail.record("remind", notice, by=by)
    return reminder


@transaction.atomic
def supervise(notice: Notice, *, by: Any, due_on: date) -> Notice:
    """督办: an open matter gets a firm deadline and stands out until it is done. Raises `ValidationError`."""
    notice = Notice.objects.select_for_update().get(pk=notice.pk)
    if not notice.is_open or notice.kind not in ASKING:
        raise ValidationError("这件事已经办结或撤回，不用督办。")
    notice.kind, notice.due_on = NoticeKind.SUPERVISED, due_on
    notice.save(update_fields=["kind", "due_on"])
    trail.record("supervise", notice, by=by, data={"due_on": due_on})
    return notice
