"""First pages of those who keep the house: the system administrator and the person responsible for personal data.

Neither sees business data: numbers, states and traces only.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Count, Max, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django_tasks_db.models import DBTaskResult

from hehuo.audit.models import Entry, ImportBatch
from hehuo.desk.accounts.queries import STATES, TONES, counts_by_state, found_accounts
from hehuo.desk.contents import ledger_by_slug
from hehuo.desk.logs import in_words
from hehuo.programme.models import RehearsalRun
from hehuo.residents.data_requests.models import DataSubjectRequest

LATELY = timedelta(days=30)
SHOWN = 8
LOOKED_THROUGH = 20_000
"""Entries of the trail that a first page looks through: the same cost for a trail of any length."""
LAST_BACKUP = "last-backup.json"
BACKUP_EVERY = timedelta(days=2)
JOBS = {
    "run_batch": "表格导入",
    "recount_everything": "每夜重算得分",
    "count_days_looked_at": "补算往日得分",
    "run_rehearsal": "推演",
    "preview_later": "资料缩略图",
    "look_around_tonight": "每夜催办",
}


@dataclass(frozen=True)
class Broken:
    """Work in the background that broke off."""

    at: datetime | None
    what: str
    number: str
    remedy: str


def administrator(request: HttpRequest) -> dict[str, Any]:
    """系统管理员: accounts by state, who waits for help, what broke off, room and backup, the latest acts."""
    counts = counts_by_state()
    acts = Entry.objects.filter(object_type="org.user").select_related("actor").order_by("-seq")[:SHOWN]
    return {
        "states": [(key, label, counts[key], TONES[key]) for key, label in STATES.items()],
        "locked": list(found_accounts(state="locked")[:SHOWN]), "unused": list(found_accounts(state="new")[:SHOWN]),
        "broken": broken_work()[:SHOWN], "room": _room(), "backup": last_backup(), "rows": in_words(acts),
    }  # fmt: skip


def broken_work() -> list[Broken]:
    """Imports, rehearsals and other jobs that failed lately, newest first."""
    since = timezone.now() - LATELY
    found = [
        Broken(
            batch.touched_at, f"导入《{_ledger_word(batch.ledger)}》", f"批次 {batch.pk}",
            f"请{batch.by}打开导入页点“重试”；再不行请看服务器日志",
        )
        for batch in ImportBatch.objects.filter(state=ImportBatch.State.FAILED, touched_at__gte=since)
        .select_related("by").only("ledger", "touched_at", "by__full_name", "by__username")[:SHOWN]
    ]  # fmt: skip
    runs = RehearsalRun.objects.filter(state=RehearsalRun.State.FAILED, asked_at__gte=since)
    found += [
        Broken(run.asked_at, "推演", f"编号 {run.pk}", "请推演人点“重试”；再不行请看服务器日志")
        for run in runs.only("asked_at")[:SHOWN]
    ]
    failed = DBTaskResult.objects.filter(status="FAILED", enqueued_at__gte=since).order_by("-enqueued_at")
    found += [
        Broken(
            job.finished_at or job.enqueued_at, JOBS.get(job.task_path.rsplit(".", 1)[-1], "后台任务"),
            f"编号 {str(job.pk)[:8]}", "请看服务器日志（journalctl -u hehuo）；每夜的任务当晚会再做",
        )
        for job in failed.only("task_path", "enqueued_at", "finished_at")[:SHOWN]
    ]  # fmt: skip
    return sorted(found, key=lambda one: one.at, reverse=True)


def _ledger_word(slug: str) -> str:
    ledger = ledger_by_slug(slug)
    return str(ledger.model._meta.verbose_name) if ledger else slug


def _room() -> dict[str, Any]:
    """Free space beside the data, and how large the database is."""
    disk = shutil.disk_usage(settings.DATA_DIR)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("select pg_database_size(current_database())")
            size = cursor.fetchone()[0]
    else:
        name = Path(str(connection.settings_dict["NAME"]))
        size = name.stat().st_size if name.is_file() else 0
    return {"free": disk.free, "percent": disk.free * 100 // disk.total, "database": size}


def last_backup() -> dict[str, Any]:
    """When `hehuo backup` last ended well on this machine, and whether that is too long ago."""
    try:
        told = json.loads((Path(settings.DATA_DIR) / LAST_BACKUP).read_text(encoding="utf-8"))
        moment = parse_datetime(str(told["at"]))
    except (OSError, ValueError, KeyError, TypeError):
        return {"at": None, "late": True}
    return {"at": moment, "late": moment is None or timezone.now() - moment > BACKUP_EVERY}


def protector(request: HttpRequest) -> dict[str, Any]:
    """个人信息保护负责人: who looked at what lately, what went out, how requests of people about their data stand."""
    last = Entry.objects.aggregate(last=Max("seq"))["last"] or 0
    recent = Entry.objects.filter(seq__gt=last - LOOKED_THROUGH, at__gte=timezone.now() - LATELY)
    looks = list(recent.filter(action="look").values_list("actor__full_name", flat=True))
    newest = (
        recent.filter(action__in=("look", "export")).select_related("actor").order_by("-seq")[: SHOWN * 2]
    )
    return {
        "looks": len(looks), "lookers": len(set(looks)), "most": Counter(looks).most_common(5),
        "exports": recent.filter(action="export").count(), "rows": in_words(newest),
        "cut": last > LOOKED_THROUGH and not Entry.objects.filter(
            seq=last - LOOKED_THROUGH, at__lt=timezone.now() - LATELY
        ).exists(),
        "requests": _requests_by_county(timezone.localdate()),
    }  # fmt: skip


def _requests_by_county(today: date) -> list[dict[str, Any]]:
    """Numbers only: the requests themselves stay with those who handle them."""
    open_ones = Q(state__in=(DataSubjectRequest.State.RECEIVED, DataSubjectRequest.State.CHECKED))
    rows = DataSubjectRequest.objects.exclude(status="void").values("settlement__county__name")
    counted = rows.annotate(
        all=Count("pk"),
        open=Count("pk", filter=open_ones),
        late=Count("pk", filter=open_ones & Q(due_on__lt=today)),
    )
    return list(counted.order_by("settlement__county__code"))
