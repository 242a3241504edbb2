"""操作留痕: who did and who looked at what, and why; without the contents, which the readers of this page may not see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.http import urlencode

from hehuo.audit.models import Entry
from hehuo.org.models import User
from hehuo.org.rights import has_role, requires
from hehuo.org.roles import Role

ON_A_PAGE = 50
WINDOW = 100_000
"""A search by action or person goes through so many entries at a time, whatever the length of the trail."""
ACCOUNT_WORDS = {
    "open_account": "开账号", "appoint": "加任职", "change_post": "改任职", "end_post": "结束任职", "disable_account": "停用账号",
    "enable_account": "启用账号", "reset_password": "重设密码", "reset_second_factor": "重置动态口令",
    "unlock_account": "解除暂停登录", "rename_account": "更正姓名",
}  # fmt: skip
WORDS = {
    "look": "查看敏感信息", "export": "导出", "import": "导入", "undo_import": "撤销导入", "create": "登记", "create_many": "成批登记",
    "update": "修改", "void": "作废", "verify": "核实", "return": "退回", "forget": "到期清除", "notify": "发消息", "finish": "办结",
    "read": "阅件", "withdraw": "撤回", "upload": "上传资料", "prove": "引用资料", "register_places": "登记地点", **ACCOUNT_WORDS,
}  # fmt: skip
KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "look": ("查看敏感信息", ("look",)),
    "export": ("导出", ("export",)),
    "import": ("导入和撤销", ("import", "undo_import")),
    "account": ("账号和权限", tuple(ACCOUNT_WORDS)),
}
watches = has_role(Role.DPO, Role.SYSADMIN)


@dataclass(frozen=True)
class Line:
    """One entry in words."""

    seq: int
    at: datetime
    who: str
    what: str
    about: str
    why: str


def _model_of(label: str) -> Any:
    try:
        return apps.get_model(label) if label else None
    except (LookupError, ValueError):
        return None


def _field_words(model: Any, names: Iterable[str]) -> str:
    """Names of fields as forms show them."""
    found = []
    for name in names:
        try:
            found.append(str(model._meta.get_field(str(name)).verbose_name))
        except (FieldDoesNotExist, AttributeError):
            continue
    return "、".join(dict.fromkeys(found))


def in_words(rows: Iterable[Entry]) -> list[Line]:
    """Entries in words; accounts by their names, in one query."""
    found = list(rows)
    wanted = {entry.object_id for entry in found if entry.object_type == "org.user"}
    accounts = (
        {user.pk: f"{user.full_name}（{user.username}）" for user in User.objects.filter(pk__in=wanted)}
        if wanted
        else {}
    )
    return [told_by(entry, accounts) for entry in found]


def told_by(entry: Entry, accounts: dict[int, str]) -> Line:
    """An entry in words: what kind of thing and its number, the fields that were looked at, the reason. No contents."""
    model, data = _model_of(entry.object_type), entry.data if isinstance(entry.data, dict) else {}
    about = str(model._meta.verbose_name) if model else ""
    if entry.object_type == "org.user" and entry.object_id in accounts:
        about = accounts[entry.object_id]
    elif about and entry.object_id:
        about += f" {entry.object_id}号"
    if entry.action == "look" and (words := _field_words(model, data.get("fields") or ())):
        about += f"：{words}"
    if entry.action in ACCOUNT_WORDS and (told := _posting(data)):
        about += f"：{told}"
    why = str(data.get("reason") or data.get("purpose") or "")
    return Line(
        entry.seq, entry.at, str(entry.actor) if entry.actor_id else "系统", WORDS.get(entry.action, "办理"), about, why
    )  # fmt: skip


def _posting(data: dict[str, Any]) -> str:
    """Role, area and days of a post in an entry about an account."""
    if data.get("role") not in Role.values:
        return ""
    told = f"{data.get('area', '')} {Role(data['role']).label}"
    before = data.get("before")
    if isinstance(before, dict) and before.get("role") in Role.values:
        told = f"{before.get('area', '')} {Role(before['role']).label} → {told}"
    day = f"，{data['from']} 起" if data.get("from") else f"，到 {data['to']}" if data.get("to") else ""
    return told.strip() + day


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def entries(*, kind: str = "", who: str = "", since: date | None = None, until: date | None = None) -> Any:
    """Entries, newest first; `until` is the last day that counts."""
    rows = Entry.objects.select_related("actor").order_by("-seq")
    if kind == "account":
        rows = rows.filter(object_type="org.user")
    elif kind in KINDS:
        rows = rows.filter(action__in=KINDS[kind][1])
    if who:
        rows = rows.filter(actor__full_name=who) | rows.filter(actor__username=who)
    if since:
        rows = rows.filter(at__gte=_begin(since))
    if until:
        rows = rows.filter(at__lt=_begin(date.fromordinal(until.toordinal() + 1)))
    return rows


def _day(text: str) -> tuple[date | None, str]:
    """A day and what is wrong with it."""
    try:
        found = parse_date(text) if text else None
    except ValueError:
        found = None
    wrong = f"日期“{text}”写法不对，请写成 2018-11-30；现在没有按它筛选。" if text and found is None else ""
    return found, wrong


def _found(rows: Any, asked: dict[str, str], before: int) -> tuple[list[Entry], int]:
    """A page and one more; and, when the window ended first, the number from which to go on."""
    narrow = asked["who"] or asked["kind"] not in ("", "account")
    if not narrow or asked["since"] or asked["until"]:
        return list(rows[: ON_A_PAGE + 1]), 0
    top = before or (Entry.objects.aggregate(last=Max("seq"))["last"] or 0) + 1
    floor = max(0, top - WINDOW)
    found = list(rows.filter(seq__gte=floor)[: ON_A_PAGE + 1])
    return found, floor if floor > 1 else 0


@requires(watches)
def logs(request: HttpRequest) -> HttpResponse:
    """The trail, filtered; the next page begins below the last number, so nothing is counted."""
    asked = {name: request.GET.get(name, "").strip() for name in ("kind", "who", "since", "until")}
    (since, wrong), (until, wrong_too) = _day(asked["since"]), _day(asked["until"])
    rows = entries(kind=asked["kind"], who=asked["who"], since=since, until=until)
    before = request.GET.get("before", "")
    if before.isdecimal():
        rows = rows.filter(seq__lt=int(before))
    found, floor = _found(rows, asked, int(before) if before.isdecimal() else 0)
    shown = in_words(found[:ON_A_PAGE])
    kept = urlencode({name: value for name, value in asked.items() if value})
    context = {
        "rows": shown, "more": shown[-1].seq if len(found) > ON_A_PAGE else floor, "asked": asked, "kept": kept,
        "kinds": [(key, label) for key, (label, _) in KINDS.items()], "filtered": bool(kept), "later": bool(before),
        "wrong": [text for text in (wrong, wrong_too) if text],
    }  # fmt: skip
    return render(request, "desk/logs.html", context)
