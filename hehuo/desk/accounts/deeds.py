"""What an administrator may do to an account: words, form, and the service behind each button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms

from hehuo.desk.accounts import services
from hehuo.desk.accounts.forms import AppointmentForm, EndForm, NameForm, ReasonForm
from hehuo.org.models import Post, User


@dataclass(frozen=True)
class Task:
    """One filled form on its way to a service."""

    account: User
    post: Post | None
    form: Any
    by: Any

    @property
    def known(self) -> dict[str, Any]:
        """Who acts and why."""
        return {"by": self.by, "reason": self.form.cleaned_data["reason"]}


@dataclass(frozen=True)
class Deed:
    """One act. `open_when` says whether it makes sense for the account as it stands; the service decides."""

    label: str
    purpose: str
    done: str
    do: Callable[[Task], Any]
    open_when: Callable[[Any], bool]
    form: type[forms.Form] = ReasonForm
    icon: str = "pencil"
    danger: bool = False
    example: str = "本人来电，已核对身份"
    gives_password: bool = False
    of_post: bool = False

    @property
    def appoints(self) -> bool:
        """Whether role and place are chosen first."""
        return self.form is AppointmentForm


def _active(account: Any) -> bool:
    return account.is_active


DEEDS: dict[str, Deed] = {
    "appoint": Deed(
        "加任职", "同一个人再加一个角色或区域，例如同时负责两个网格。先选角色，再填区域。", "已加任职。",
        lambda t: services.appoint(t.account, t.form.appointment(), **t.known), _active, AppointmentForm, "plus-lg",
        example="兼管第2网格",
    ),
    "change": Deed(
        "改任职", "换了角色或区域：原任职在新任职开始那天结束，两段都留在任职记录里。先选角色，再填区域。", "已改任职。",
        lambda t: services.change_post(t.post, t.form.appointment(), **t.known), _active, AppointmentForm, "arrow-repeat",
        example="轮岗到另一个安置点", of_post=True,
    ),
    "end": Deed(
        "结束任职", "不再担任这个角色。账号还在，没有任职的账号登录后看不到任何内容。", "已结束任职。",
        lambda t: services.end_post(t.post, t.form.cleaned_data["on"], **t.known), _active, EndForm, "x-circle",
        danger=True, example="调离本岗位", of_post=True,
    ),
    "password": Deed(
        "重设密码", "系统给一个新的首次密码，只显示一次；原密码和已登录的页面随即失效，输错次数清零，本人会收到消息。", "",
        lambda t: services.reset_password(t.account, **t.known), _active, icon="key", example="本人忘记密码，来电核对身份",
        gives_password=True,
    ),
    "second-factor": Deed(
        "重置动态口令", "换手机、备用码用完时办理。原口令和备用码作废，本人下次登录时重新设置，并会收到消息。", "动态口令已重置，请本人重新登录设置。",
        lambda t: services.reset_second_factor(t.account, **t.known), lambda a: a.is_active and a.has_factor,
        icon="phone", example="更换手机，当面核对身份",
    ),
    "unlock": Deed(
        "解除暂停登录", "输错密码太多会暂停登录 15 分钟。核对是本人后，可以让他马上再试；不是本人在试的，请不要解除。", "已解除，本人可以马上再登录。",
        lambda t: services.unlock(t.account, **t.known), lambda a: a.is_active and a.locked_out, icon="unlock",
    ),
    "rename": Deed(
        "更正姓名", "只改写错的姓名。换了人的，不要改名：停用这个账号，给接手的人另开。", "姓名已更正。",
        lambda t: services.rename(t.account, t.form.cleaned_data["full_name"], **t.known), _active, NameForm,
        example="开户时写错字",
    ),
    "disable": Deed(
        "停用账号", "离岗、退休、借调时办理。停用后马上不能登录；办过的事和任职记录都保留，需要时可以再启用。", "",
        lambda t: services.disable(t.account, **t.known), _active, icon="lock", danger=True, example="调离，单位来函",
    ),
    "enable": Deed(
        "启用账号", "恢复登录。没有结束的任职随之恢复；系统给一个新的首次密码，只显示一次。", "",
        lambda t: services.enable(t.account, **t.known), lambda a: not a.is_active, icon="unlock", example="借调期满回岗",
        gives_password=True,
    ),
}  # fmt: skip


def open_deeds(account: Any, *, of_post: bool) -> list[tuple[str, Deed]]:
    """Acts that make sense now, by name."""
    return [(n, deed) for n, deed in DEEDS.items() if deed.of_post is of_post and deed.open_when(account)]
