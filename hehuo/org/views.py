"""Sign-in (throttled by axes), sign-out, second factor, password."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import segno
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django_otp import login as otp_login
from django_otp import match_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from hehuo.org.rights import public, requires, signed_in
from hehuo.org.roles import Role

SPARE_CODES = 8


class SignInForm(AuthenticationForm):
    """Name and password, with words that say what to do."""

    error_messages = {
        "invalid_login": "账号或密码不对，请核对后再试。连续输错 5 次会暂停登录 15 分钟。忘记密码或账号已停用的，请系统管理员办理。",
        "inactive": "这个账号已停用。仍在岗的，请系统管理员启用。",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "账号"
        self.fields["password"].label = "密码"
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-control"


@dataclass(frozen=True)
class DemoRole:
    """Accounts of the demo city that hold one role."""

    label: str
    accounts: list[dict[str, Any]]

    @property
    def main(self) -> list[dict[str, Any]]:
        """The ones to try first."""
        return [row for row in self.accounts if row.get("main")] or self.accounts[:1]


def demo_accounts() -> tuple[str, list[DemoRole]]:
    """Shared password and accounts of the demo city by role, only in demo mode and only when the list exists."""
    path = Path(settings.DATA_DIR) / "demo-accounts.json"
    if not settings.DEMO_MODE or not path.is_file():
        return "", []
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return "", []
    grouped: dict[str, list[dict[str, Any]]] = {}
    for row in found.get("accounts", []):
        grouped.setdefault(str(row.get("role", "")), []).append(row)
    order = [str(label) for label in Role.labels]
    roles = sorted(grouped, key=lambda label: order.index(label) if label in order else len(order))
    return str(found.get("password", "")), [DemoRole(label, grouped[label]) for label in roles]


class SignInView(auth_views.LoginView):
    """The door."""

    template_name = "org/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        password, roles = demo_accounts()
        return super().get_context_data(demo_password=password, demo_roles=roles, **kwargs)


class AnotherPassword(SetPasswordForm):
    """A new password that is not the present one."""

    def clean_new_password1(self) -> str:
        """The same again protects nothing."""
        text = self.cleaned_data.get("new_password1", "")
        if self.user.check_password(text):
            raise ValidationError("新密码和现在的密码一样，请换一个。")
        return text


class OwnPasswordForm(AnotherPassword, PasswordChangeForm):
    """Asks for the present password too; whoever has just signed in with the first one is not asked again."""


class PasswordView(auth_views.PasswordChangeView):
    """Change one's own password; the first one, made by the system, must be changed."""

    success_url = reverse_lazy("home")

    def get_template_names(self) -> list[str]:
        return ["org/first_password.html" if self.request.user.first_password else "org/password.html"]

    def get_form_class(self) -> Any:
        return AnotherPassword if self.request.user.first_password else OwnPasswordForm

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        for field in form.fields.values():
            field.widget.attrs["class"] = "form-control"
        return form

    def form_valid(self, form: Any) -> HttpResponse:
        form.user.first_password = False
        messages.success(self.request, "密码已修改，下次登录请用新密码。")
        return super().form_valid(form)


login = public(SignInView.as_view())
logout = requires(signed_in)(auth_views.LogoutView.as_view())
password_change = requires(signed_in)(PasswordView.as_view())


class TokenForm(forms.Form):
    """Six digits of the app, or a spare code."""

    token = forms.CharField(
        label="动态口令", max_length=16,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "one-time-code", "autofocus": True}),
    )  # fmt: skip

    def clean_token(self) -> str:
        """Spaces are how apps show it, not part of it."""
        return self.cleaned_data["token"].replace(" ", "").lower()


def _enrolling(user: Any) -> TOTPDevice:
    """The device that is being set up; the same key until it is confirmed."""
    device, _ = TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": "动态口令"})
    return device


def _secret_words(device: TOTPDevice) -> str:
    """The key in groups of four, to be typed where no camera is at hand."""
    from base64 import b32encode

    text = b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(text[n : n + 4] for n in range(0, len(text), 4))


@transaction.atomic
def _confirm(request: HttpRequest, device: TOTPDevice) -> list[str]:
    """Switch the device on, and give spare codes, shown once."""
    device.confirmed = True
    device.save()
    StaticDevice.objects.filter(user=request.user).delete()
    spare = StaticDevice.objects.create(user=request.user, name="备用码")
    codes = [StaticToken.random_token() for _ in range(SPARE_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=spare, token=code) for code in codes)
    otp_login(request, device)
    return codes


def _next(request: HttpRequest) -> str:
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else "home"


@requires(signed_in)
def second_factor(request: HttpRequest) -> HttpResponse:
    """Set up the second factor, or ask for it."""
    form = TokenForm(request.POST or None)
    has_device = TOTPDevice.objects.filter(user=request.user, confirmed=True).exists()
    if has_device and request.user.is_verified():
        return render(request, "org/second_factor_on.html")
    if has_device:
        if form.is_valid():
            device = match_token(request.user, form.cleaned_data["token"])
            if device:
                otp_login(request, device)
                return redirect(_next(request))
            form.add_error("token", "口令不对或已过期，请输入手机上最新的 6 位数字；多次输错要等一会儿再试。")
        return render(request, "org/second_factor_verify.html", {"form": form})
    device = _enrolling(request.user)
    if form.is_valid():
        if device.verify_token(form.cleaned_data["token"]):
            return render(request, "org/second_factor_codes.html", {"codes": _confirm(request, device)})
        form.add_error("token", "口令不对，请核对手机时间后输入最新的 6 位数字。")
    picture = segno.make(device.config_url, error="m").svg_data_uri(scale=4, border=2)
    return render(
        request,
        "org/second_factor_enrol.html",
        {"form": form, "picture": picture, "words": _secret_words(device)},
    )
