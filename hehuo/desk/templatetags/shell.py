"""Small words of the interface: icons, lamps, points, Chinese dates, breadcrumb, one block shown twice."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from hehuo.org.workdays import chinese_day

register = template.Library()

TONES = {
    "computed": ("ok", "check-circle", "系统计算"), "judged": ("ok", "person-check", "人工评判"),
    "judged_pending": ("wait", "hourglass", "待评判"), "no_data": ("warn", "question-circle", "无数据"),
    "no_ledger": ("idle", "dash-circle", "尚无台账"), "not_applicable": ("idle", "dash-circle", "不适用"),
    "draft": ("idle", "pencil", "草稿"), "submitted": ("wait", "hourglass", "已提交"), "verified": ("ok", "check-circle", "已核实"),
    "returned": ("warn", "arrow-counterclockwise", "已退回"), "void": ("idle", "x-circle", "已作废"),
    "overdue": ("bad", "exclamation-triangle", "已逾期"), "soon": ("warn", "clock", "即将到期"), "on_time": ("ok", "check-circle", "按期"),
    "done": ("ok", "check-circle", "已办"), "open": ("wait", "hourglass", "待办"),
}  # fmt: skip


SHAPES = {
    "ok": "check-circle",
    "wait": "circle",
    "warn": "exclamation-triangle",
    "bad": "x-circle",
    "idle": "dash-circle",
}
"""The shape of a tone, so that colour never speaks alone."""
LONG_PAST = timedelta(days=365)
"""A date that passed longer ago than this is history: nobody is urged by thousands of days."""


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite; with `label` it speaks, without it is decoration."""
    use = format_html('<use href="{}#{}"></use>', static("vendor/icons.svg"), name)
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}">{}</svg>', label, use)
    return format_html('<svg class="icon" aria-hidden="true" focusable="false">{}</svg>', use)


@register.simple_tag
def lamp(state: str, word: str = "", tone: str = "") -> SafeString:
    """A status as colour, shape and word; a tone of its own brings its own shape."""
    usual, sign, name = TONES.get(str(state), ("idle", "circle", str(state)))
    if tone and (tone != usual or str(state) not in TONES):
        sign = SHAPES[tone]
    return format_html('<span class="lamp lamp-{}">{}{}</span>', tone or usual, icon(sign), word or name)


@register.filter
def points(value: Any, places: int = 1) -> str:
    """Points with one decimal (items, totals) or two (sub-scores); nothing known is a dash, never a zero."""
    if value is None or value == "":
        return "—"
    try:
        return f"{Decimal(str(value)):.{int(places)}f}"
    except InvalidOperation:
        return "—"


@register.filter
def short(value: Any) -> str:
    """A number without needless zeros: 6.0 → 6, 0.50 → 0.5."""
    if value is None or value == "":
        return "—"
    text = str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


@register.filter
def cdate(value: Any) -> str:
    """2026年11月24日."""
    if isinstance(value, datetime):
        value = timezone.localtime(value) if timezone.is_aware(value) else value
    if isinstance(value, (date, datetime)):
        return chinese_day(value)
    return "" if value is None else str(value)


@register.filter
def cmoment(value: Any) -> str:
    """2026年11月24日 9:05."""
    if not isinstance(value, datetime):
        return cdate(value)
    value = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{cdate(value)} {value.hour}:{value.minute:02}"


def _left(value: date) -> timedelta:
    day = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return day - timezone.localdate()


@register.filter
def due_word(value: date | None) -> str:
    """How far away a deadline is, in words; one of years ago is history."""
    if value is None:
        return "未定期限"
    left = _left(value)
    if left < -LONG_PAST:
        return "已超期（历史）"
    days = left.days
    return f"已逾期 {-days} 天" if days < 0 else "今天到期" if days == 0 else f"还有 {days} 天"


@register.filter
def due_tone(value: date | None) -> str:
    """Tone of the deadline lamp: bad when over, warn within seven days, calm when history."""
    if value is None or _left(value) < -LONG_PAST:
        return "idle"
    left = _left(value).days
    return "bad" if left < 0 else "warn" if left <= 7 else "ok"


@register.simple_tag
def due_lamp(value: date | None) -> SafeString:
    """The lamp of a deadline: how many days are left or over."""
    tone = due_tone(value)
    sign = {"bad": "exclamation-triangle", "warn": "clock", "ok": "calendar", "idle": "calendar"}[tone]
    return format_html('<span class="lamp lamp-{}">{}{}</span>', tone, icon(sign), due_word(value))


@register.simple_tag
def breadcrumb(*steps: str) -> SafeString:
    """Label and address by turns; the last label stands alone: {% breadcrumb "台账" "/ledgers/" "户" %}."""
    pairs = [(steps[n], steps[n + 1] if n + 1 < len(steps) else "") for n in range(0, len(steps), 2)]
    linked = format_html_join(
        "",
        '<li class="breadcrumb-item"><a href="{}">{}</a></li>',
        ((url, label) for label, url in pairs if url),
    )
    here = format_html_join(
        "",
        '<li class="breadcrumb-item active" aria-current="page">{}</li>',
        ((label,) for label, url in pairs if not url),
    )
    return mark_safe(linked + here)


class HoldNode(template.Node):
    """Renders its content once and keeps it under a name."""

    def __init__(self, nodelist: template.NodeList, name: str) -> None:
        self.nodelist, self.name = nodelist, name

    def render(self, context: template.Context) -> str:
        context[self.name] = mark_safe(self.nodelist.render(context).strip())
        return ""


@register.tag
def hold(parser: template.base.Parser, token: template.base.Token) -> HoldNode:
    """{% hold page_title %}…{% endhold %}: one block, shown in several places."""
    name = token.split_contents()[1]
    nodelist = parser.parse(("endhold",))
    parser.delete_first_token()
    return HoldNode(nodelist, name)
