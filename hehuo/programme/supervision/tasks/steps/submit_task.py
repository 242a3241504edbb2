"""报送成果: what was done, in words; numbers come from the ledgers (domain §3.4)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http.request import validate_host
from django.urls import Resolver404, resolve

from hehuo.programme.models import ResponsibilityTask
from hehuo.programme.supervision.addresses import address_of
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.people import ask_office
from hehuo.programme.supervision.tasks.lifecycle import TASK
from hehuo.programme.supervision.tasks.progress import progress_of


def own_page(link: str) -> str:
    """The local path of an address of this system, or '' for none. Raises `ValidationError` for any other."""
    if not link.strip():
        return ""
    try:
        parts = urlsplit(link.strip())
        if parts.netloc and not validate_host(parts.hostname or "", settings.ALLOWED_HOSTS):
            raise ValidationError("成果链接只能是本系统的页面，请从浏览器地址栏复制。")
        resolve(parts.path)
    except (ValueError, Resolver404) as problem:
        raise ValidationError("系统里没有成果链接的这个页面，请从浏览器地址栏复制。") from problem
    return parts.path + (f"?{parts.query}" if parts.query else "")


@transaction.atomic
def submit_task(
    task: ResponsibilityTask, *, by: Any, reason: str, link: str = "", at: datetime | None = None
) -> ResponsibilityTask:
    """Send the result in, perhaps with a page of the system that shows it; the progress of the day is kept with the step."""
    act = begin(TASK, task, "submit", by=by, at=at, reason=reason)
    row = act.subject
    row.result, row.submitted_by, row.submitted_on = act.reason, by, act.day
    seen = progress_of([row], act.day)[row.pk]
    told = {
        "late": act.day > row.due_on,
        "percent": seen.percent,
        "progress": seen.words,
        "link": own_page(link),
    }
    act.finish(data=told)
    ask_office(f"请审核成果：{row}", row, by=by, url=address_of(row))
    return row
