"""Pages of the accounts: list, one account, a new one, and one page for each act."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django_otp.plugins.otp_totp.models import TOTPDevice

from hehuo.desk.accounts import queries
from hehuo.desk.accounts.deeds import DEEDS, Deed, Task, open_deeds
from hehuo.desk.accounts.forms import OFFERED, OpenForm
from hehuo.desk.accounts.queries import STATES, TONES, is_administrator
from hehuo.desk.accounts.services import open_account
from hehuo.desk.logs import in_words
from hehuo.org.models import Area, Post, User
from hehuo.org.rights import requires
from hehuo.org.roles import WORKS_AT, Role

ON_A_PAGE = 50
ROLES = dict(OFFERED)


def _counties() -> list[Area]:
    return list(Area.objects.filter(kind=Area.Kind.COUNTY).order_by("path"))


def _area_asked(request: HttpRequest, name: str, *kinds: str) -> Area | None:
    code = request.GET.get(name, "")
    return Area.objects.filter(code=code, kind__in=kinds).first() if code else None


@requires(is_administrator)
def accounts(request: HttpRequest) -> HttpResponse:
    """Every account: found by words, role, area and state."""
    asked = {name: request.GET.get(name, "").strip() for name in ("q", "role", "area", "state")}
    area = _area_asked(request, "area", Area.Kind.COUNTY, Area.Kind.SETTLEMENT)
    rows = queries.found_accounts(
        text=asked["q"], role=asked["role"] if asked["role"] in Role.values else "", area=area, state=asked["state"]
    )  # fmt: skip
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = list(page)
    places = queries.places_of(post.area for account in shown for post in account.held)
    lines = [
        {
            "account": account,
            "state": STATES[queries.state_of(account)],
            "tone": TONES[queries.state_of(account)],
            "posts": [(post, places[post.area_id]) for post in account.held],
        }
        for account in shown
    ]
    settlements = Area.objects.filter(kind=Area.Kind.SETTLEMENT).order_by("path")
    context = {
        "page": page, "lines": lines, "asked": asked, "roles": OFFERED, "states": STATES.items(),
        "areas": _by_county(_counties(), list(settlements)), "kept": urlencode({k: v for k, v in asked.items() if v}),
        "filtered": any(asked.values()),
    }  # fmt: skip
    return render(request, "desk/accounts/list.html", context)


def _by_county(counties: list[Area], settlements: list[Area]) -> list[tuple[Area, list[Area]]]:
    return [(county, [one for one in settlements if one.path.startswith(county.path)]) for county in counties]


def _account(pk: int) -> Any:
    found = get_object_or_404(queries.accounts(), pk=pk)
    found.has_factor = TOTPDevice.objects.filter(user=found, confirmed=True).exists()
    return found


@requires(is_administrator)
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: state, posts with their dates, what was done to it, what may be done."""
    found, today = _account(pk), timezone.localdate()
    posts = list(
        Post.objects.filter(user=found).select_related("area", "unit").order_by("-valid_from", "-pk")
    )
    places = queries.places_of(post.area for post in posts)
    lines = [
        {
            "post": post, "place": places[post.area_id], "over": bool(post.valid_to and post.valid_to <= today),
            "ahead": post.valid_from > today,
        }
        for post in posts
    ]  # fmt: skip
    state, own = queries.state_of(found), found.pk == request.user.pk
    context = {
        "account": found, "state": STATES[state], "tone": TONES[state], "posts": lines, "own": own,
        "deeds": [] if own else open_deeds(found, of_post=False),
        "post_deeds": [] if own else open_deeds(found, of_post=True),
        "rows": in_words(queries.trail_of(found)), "open_matters": queries.named_to(found).count(),
    }  # fmt: skip
    return render(request, "desk/accounts/account.html", context)


def _role_and_county(request: HttpRequest, post: Post | None = None) -> tuple[str, Area | None]:
    """What was chosen first; a post that is changed begins with its own."""
    role, county = request.GET.get("role", ""), _area_asked(request, "county", Area.Kind.COUNTY)
    if "role" not in request.GET and post is not None:
        role = post.role
        if post.area.depth > 1:
            county = Area.objects.get(path=post.area.path[: Area.steplen * 2])
    return (role if role in WORKS_AT else ""), county


def _chosen(role: str, county: Area | None) -> dict[str, Any]:
    below = bool(role) and not {"city", "county"} & set(WORKS_AT[role])
    return {
        "role": role, "role_word": ROLES.get(role, ""), "county": county, "counties": _counties(), "roles": OFFERED,
        "asks_county": below, "ready": bool(role) and (county is not None or not below),
    }  # fmt: skip


def _problems(problem: Exception) -> list[str]:
    return problem.messages if isinstance(problem, ValidationError) else [str(problem)]


@never_cache
@requires(is_administrator)
def new(request: HttpRequest) -> HttpResponse:
    """A new account; its first password is shown on the answer and nowhere else."""
    role, county = _role_and_county(request)
    context = _chosen(role, county)
    if context["ready"]:
        form = OpenForm(request.POST if request.method == "POST" else None, role=role, county=county)
        context["form"] = form
        if request.method == "POST" and form.is_valid():
            told = form.cleaned_data
            try:
                with transaction.atomic():
                    made, password = open_account(
                        told["username"], told["full_name"], form.appointment(), by=request.user, reason=told["reason"]
                    )  # fmt: skip
            except (ValidationError, PermissionDenied) as problem:
                form.add_error(None, _problems(problem))
            else:
                return _show_password(request, made, password, "账号已开好")
    return render(request, "desk/accounts/new.html", context)


def _show_password(request: HttpRequest, made: User, password: str, title: str) -> HttpResponse:
    context = {"account": made, "password": password, "title": title}
    return render(request, "desk/accounts/password_once.html", context)


def _post_asked(request: HttpRequest, found: Any, deed: Deed) -> Post | None:
    if not deed.of_post:
        return None
    key = request.GET.get("post", "")
    if not key.isdecimal():
        raise Http404("请从账号页的任职记录里选要办理的任职。")
    return get_object_or_404(Post.objects.select_related("area", "user"), pk=int(key), user=found)


@never_cache
@requires(is_administrator)
def deed(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """One act on one account: what it means, why it is done, done."""
    if deed not in DEEDS:
        raise Http404("没有这项办理。")
    found, act = _account(pk), DEEDS[deed]
    if found.pk == request.user.pk:
        raise PermissionDenied("不能办理自己的账号，请另一位系统管理员办理。")
    post = _post_asked(request, found, act)
    place = queries.places_of([post.area])[post.area_id] if post else ""
    context: dict[str, Any] = {"account": found, "act": act, "post": post, "place": place}
    known: dict[str, Any] = {"example": act.example}
    if act.appoints:
        role, county = _role_and_county(request, post)
        context |= _chosen(role, county)
        known |= {"role": role, "county": county}
    if deed == "disable":
        context |= {"matters": queries.named_to(found).count(), "alone": queries.alone_in_office(found)}
    if context.get("ready", True):
        initial = {"full_name": found.full_name} if deed == "rename" else {}
        form = act.form(request.POST if request.method == "POST" else None, initial=initial, **known)
        context["form"] = form
        if request.method == "POST" and form.is_valid():
            answer = _do(request, Task(found, post, form, request.user), act)
            if answer is not None:
                return answer
    return render(request, "desk/accounts/deed.html", context)


def _do(request: HttpRequest, task: Task, act: Deed) -> HttpResponse | None:
    """Carry it out; None when it was refused, with the words in the form."""
    try:
        with transaction.atomic():
            outcome = act.do(task)
    except (ValidationError, PermissionDenied) as problem:
        task.form.add_error(None, _problems(problem))
        return None
    if act.gives_password:
        return _show_password(request, task.account, outcome, f"已办理：{act.label}")
    told = f"，已告诉 {outcome} 位请他办事的人另派" if act is DEEDS["disable"] and outcome else ""
    messages.success(request, act.done or f"账号已停用，马上不能登录{told}。")
    return redirect("account", pk=task.account.pk)
