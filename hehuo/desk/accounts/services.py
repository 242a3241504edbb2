"""Open, appoint, disable, reset. Every act checks who acts, needs a reason, and is logged in the same transaction.

Nothing is deleted: posts end on a day, accounts are switched off. `by` is an administrator; None is the command line
of the machine, where the first administrator is made.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from axes.utils import reset as forget_failures
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from hehuo.audit import trail
from hehuo.desk.accounts.queries import is_administrator, named_to
from hehuo.notices.models import NoticeKind
from hehuo.notices.services import notify
from hehuo.org.codes import free_code
from hehuo.org.models import Area, OrgUnit, Post, User
from hehuo.org.roles import ALONE, NEEDS_UNIT, WORKS_AT, Role

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that look alike on paper."""
USERNAME = re.compile(r"[a-z][a-z0-9-]{2,29}")
AHEAD = timedelta(days=90)
OWN = "不能办理自己的账号，请另一位系统管理员办理。"
LAST = "这是唯一能用的系统管理员，请先给另一个人开系统管理员账号。"


@dataclass(frozen=True)
class Appointment:
    """A role for an area from a day on."""

    role: str
    area: Area
    since: date
    unit: OrgUnit | None = None
    title: str = ""

    def told(self) -> dict[str, Any]:
        """What the log keeps."""
        return {
            "role": self.role, "area": self.area.name, "unit": self.unit.name if self.unit else "", "title": self.title,
            "from": self.since,
        }  # fmt: skip


def first_password() -> str:
    """A password that can be read out on the telephone: three times four letters and digits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))


def _may_act(account: User | None, by: Any, reason: str) -> str:
    """The reason, cleaned. Raises when `by` may not act on this account."""
    if by is not None:
        if not is_administrator(by):
            raise PermissionDenied("账号由系统管理员办理。")
        if account is not None and account.pk == by.pk:
            raise PermissionDenied(OWN)
    if not reason.strip():
        raise ValidationError("请写明原因，例如：新到岗、调离、忘记密码。")
    return reason.strip()[:200]


def _keep_an_administrator(account: User) -> None:
    """Another administrator who can sign in stays. Raises `ValidationError`."""
    rows = User.objects.select_for_update().filter(posts__role=Role.SYSADMIN).order_by("pk")
    list(rows)  # two administrators who end each other at the same time take their turn
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gt=timezone.localdate() + AHEAD)
    others = Post.objects.held_at(timezone.localdate()).filter(
        lasting, role=Role.SYSADMIN, user__is_active=True
    )
    if not others.exclude(user=account).exists():
        raise ValidationError(LAST)


def check_appointment(user: User | None, new: Appointment, ending: Post | None = None) -> None:
    """The role may be held there, from then on, beside the person's other posts. Raises `ValidationError`."""
    kinds = WORKS_AT.get(new.role, ())
    if not kinds:
        raise ValidationError("这个角色现在没有可用的页面，不开账号。")
    if new.area.kind not in kinds:
        words = "或".join(str(Area.Kind(kind).label) for kind in kinds)
        raise ValidationError(
            f"“{Role(new.role).label}”的区域应是{words}，“{new.area.name}”不是，请重新选择。"
        )
    if new.role in NEEDS_UNIT and new.unit is None:
        raise ValidationError(f"“{Role(new.role).label}”要选单位：单位决定能看哪些考核条目。")
    if new.unit and new.unit.area and not _same_line(new.unit.area, new.area):
        raise ValidationError(f"单位“{new.unit.name}”不在“{new.area.name}”，请重新选择。")
    if new.since > timezone.localdate() + AHEAD:
        raise ValidationError(f"任职起最多提前 {AHEAD.days} 天登记，请改日期。")
    if user is not None:
        _check_beside(user, new, ending)


def _same_line(one: Area, other: Area) -> bool:
    return one.path.startswith(other.path) or other.path.startswith(one.path)


def _check_beside(user: User, new: Appointment, ending: Post | None) -> None:
    lasting = Post.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=new.since), user=user)
    if ending is not None:
        lasting = lasting.exclude(pk=ending.pk)
    held = list(lasting.values_list("role", "area_id"))
    if (new.role, new.area.pk) in held:
        raise ValidationError("这个人已有同一区域的这个任职，不用再加。")
    if held and (new.role in ALONE or ALONE & {role for role, _ in held}):
        raise ValidationError(
            "系统管理员和个人信息保护负责人不接触业务数据，不能兼任其他角色。请先结束另一个任职，或用“改任职”。"
        )


def unit_named(name: str, level: str, area: Area) -> OrgUnit:
    """The unit of that name in the area; registered when there is none."""
    found = OrgUnit.objects.filter(name=name, area=area).first()
    if found:
        return found
    code = free_code(OrgUnit, f"{area.code}-")
    return OrgUnit.objects.create(
        code=code, name=name, level=level, area=area, valid_from=timezone.localdate()
    )


def _create_post(user: User, new: Appointment) -> Post:
    return Post.objects.create(
        user=user, role=new.role, area=new.area, unit=new.unit, title=new.title, valid_from=new.since
    )


def _give_password(account: User) -> str:
    """A new first password; open sessions end with the old one."""
    text = first_password()
    account.set_password(text)
    account.first_password = True
    account.save()
    forget_failures(username=account.username)
    return text


def _own_name(text: str) -> str:
    """The name of a person, cleaned. Raises `ValidationError`."""
    if not 2 <= len(text.strip()) <= 50:
        raise ValidationError("请填写本人姓名，2 到 50 个字。")
    return text.strip()


@transaction.atomic
def open_account(
    username: str, full_name: str, new: Appointment, *, by: Any, reason: str
) -> tuple[User, str]:
    """A new account with one post, and its first password, which is nowhere kept in clear."""
    reason = _may_act(None, by, reason)
    username = username.strip().lower()
    if not USERNAME.fullmatch(username):
        raise ValidationError("账号用小写字母开头，3 到 30 位小写字母、数字和短横线，例如 xingfu-shuji。")
    if User.objects.filter(username__iexact=username).exists():
        raise ValidationError(f"账号 {username} 已有人用（停用的也不再分给别人），请换一个。")
    full_name = _own_name(full_name)
    check_appointment(None, new)
    account = User(username=username, full_name=full_name)
    password = _give_password(account)
    _create_post(account, new)
    trail.record("open_account", account, by=by, data={"username": username, **new.told(), "reason": reason})
    return account, password


@transaction.atomic
def appoint(account: User, new: Appointment, *, by: Any, reason: str) -> Post:
    """One more post."""
    reason = _may_act(account, by, reason)
    check_appointment(account, new)
    post = _create_post(account, new)
    trail.record("appoint", account, by=by, data={**new.told(), "reason": reason})
    return post


@transaction.atomic
def change_post(post: Post, new: Appointment, *, by: Any, reason: str) -> Post:
    """The post ends on the day on which another one begins."""
    post = Post.objects.select_for_update().select_related("user", "area").get(pk=post.pk)
    account = post.user
    reason = _may_act(account, by, reason)
    _check_end(post, new.since)
    if post.role == Role.SYSADMIN:
        _keep_an_administrator(account)
    check_appointment(account, new, post)
    before = {"role": post.role, "area": post.area.name}
    post.valid_to = new.since
    post.save(update_fields=["valid_to"])
    made = _create_post(account, new)
    trail.record("change_post", account, by=by, data={**new.told(), "before": before, "reason": reason})
    return made


def _check_end(post: Post, on: date) -> None:
    if post.valid_to and post.valid_to <= on:
        raise ValidationError("这个任职到那天已经结束，请改日期，或改办“加任职”。")
    if on <= post.valid_from:
        raise ValidationError(
            f"日期应在任职起（{post.valid_from:%Y-%m-%d}）之后。当天登记错的，请填第二天，再加正确的任职。"
        )
    if on > timezone.localdate() + AHEAD:
        raise ValidationError(f"最多提前 {AHEAD.days} 天登记，请改日期。")


@transaction.atomic
def end_post(post: Post, on: date, *, by: Any, reason: str) -> Post:
    """From `on` the person does not hold the post any more."""
    post = Post.objects.select_for_update().select_related("user", "area").get(pk=post.pk)
    reason = _may_act(post.user, by, reason)
    _check_end(post, on)
    if post.role == Role.SYSADMIN:
        _keep_an_administrator(post.user)
    post.valid_to = on
    post.save(update_fields=["valid_to"])
    told = {"role": post.role, "area": post.area.name, "to": on, "reason": reason}
    trail.record("end_post", post.user, by=by, data=told)
    return post


@transaction.atomic
def rename(account: User, full_name: str, *, by: Any, reason: str) -> User:
    """Correct the name of the person; the account stays this person's."""
    reason = _may_act(account, by, reason)
    full_name = _own_name(full_name)
    before, account.full_name = account.full_name, full_name
    account.save(update_fields=["full_name"])
    trail.record(
        "rename_account", account, by=by, data={"before": before, "after": full_name, "reason": reason}
    )
    return account


@transaction.atomic
def disable(account: User, *, by: Any, reason: str) -> int:
    """Nobody signs in with it any more, at once. Who asked the person for something is told; returns how many were told."""
    reason = _may_act(account, by, reason)
    if not account.is_active:
        raise ValidationError("这个账号已经停用。")
    if Post.objects.held_at(timezone.localdate()).filter(user=account, role=Role.SYSADMIN).exists():
        _keep_an_administrator(account)
    account.is_active = False
    account.save(update_fields=["is_active"])
    trail.record("disable_account", account, by=by, data={"reason": reason})
    asked: dict[Any, int] = {}
    for matter in named_to(account).select_related("created_by"):
        if matter.created_by and matter.created_by.is_active:
            asked[matter.created_by] = asked.get(matter.created_by, 0) + 1
    for sender, count in asked.items():
        notify(
            f"{account}的账号已停用，您请他办的 {count} 件事没有办结：请在“我发起”里撤回，另派给接手的人。",
            by=by, to_user=sender, kind=NoticeKind.COPY, url=reverse("todo-started"),
        )  # fmt: skip
    return len(asked)


@transaction.atomic
def enable(account: User, *, by: Any, reason: str) -> str:
    """The account opens again with a new first password; posts that have not ended count again."""
    reason = _may_act(account, by, reason)
    if account.is_active:
        raise ValidationError("这个账号没有停用。")
    account.is_active = True
    password = _give_password(account)
    trail.record("enable_account", account, by=by, data={"reason": reason})
    return password


def _tell_owner(account: User, what: str, by: Any) -> None:
    """The person learns of it, also when it was not the person who asked."""
    moment = timezone.localtime()
    text = f"您的{what}已由系统管理员重置（{moment:%Y-%m-%d %H:%M}）。不是您要求的，请马上告诉单位负责人。"
    notify(text, by=by, to_user=account, kind=NoticeKind.COPY)


@transaction.atomic
def reset_password(account: User, *, by: Any, reason: str) -> str:
    """A new first password; open sessions end."""
    reason = _may_act(account, by, reason)
    if not account.is_active:
        raise ValidationError("这个账号已停用，请先启用；启用时会给新的首次密码。")
    password = _give_password(account)
    trail.record("reset_password", account, by=by, data={"reason": reason})
    _tell_owner(account, "密码", by)
    return password


@transaction.atomic
def reset_second_factor(account: User, *, by: Any, reason: str) -> None:
    """Devices and spare codes are gone: the next sign-in sets up a new one."""
    reason = _may_act(account, by, reason)
    gone = TOTPDevice.objects.filter(user=account, confirmed=True).count()
    if not gone:
        raise ValidationError("这个账号没有设置动态口令，不用重置。")
    TOTPDevice.objects.filter(user=account).delete()
    StaticDevice.objects.filter(user=account).delete()
    trail.record("reset_second_factor", account, by=by, data={"reason": reason})
    _tell_owner(account, "动态口令", by)


@transaction.atomic
def let_in(account: User, *, by: Any, reason: str) -> str:
    """Way back in for an administrator: switched on, new first password, second factor to be set up again."""
    if not account.is_active:
        account.is_active = True
        trail.record("enable_account", account, by=by, data={"reason": reason})
    if TOTPDevice.objects.filter(user=account, confirmed=True).exists():
        reset_second_factor(account, by=by, reason=reason)
    return reset_password(account, by=by, reason=reason)


@transaction.atomic
def unlock(account: User, *, by: Any, reason: str) -> None:
    """Wrong attempts are forgotten: the person may try again at once."""
    reason = _may_act(account, by, reason)
    if not forget_failures(username=account.username):
        raise ValidationError("这个账号没有输错密码的记录，可以直接登录。")
    trail.record("unlock_account", account, by=by, data={"reason": reason})
