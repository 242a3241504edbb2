"""`hehuo audit`, `hehuo backup`, `hehuo restore`: what keeps the records safe."""

from __future__ import annotations

import contextlib
import hashlib
import json as jsonlib
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Annotated

import typer
from django.utils import timezone

from hehuo.config.commands.output import as_json, as_table, database_ready, refuse

Json = Annotated[bool, typer.Option("--json", help="输出 JSON")]
group = typer.Typer(no_args_is_help=True, help="审计")


def add(app: typer.Typer) -> None:
    """Register the commands."""
    if not group.registered_commands:
        group.command("verify", help="核对审计链条，找出第一处断开")(verify)
        group.command("head", help="显示末端指纹，供留存")(head)
        group.command("list", help="列出最近的审计记录")(recent)
    app.add_typer(group, name="audit")
    app.command("backup", help="在线备份到一个文件")(backup)
    app.command("restore", help="从备份文件恢复")(restore)


def verify(expect: Annotated[str, typer.Option(help="此前留存的末端指纹")] = "", json: Json = False) -> None:
    """Walk the chain; exit 1 when it is broken."""
    from dataclasses import asdict

    from hehuo.audit import trail

    database_ready()
    verdict = trail.verify(expect or None)
    if json:
        as_json(asdict(verdict))
    else:
        typer.echo(f"{verdict.message}末端指纹 {verdict.head}")
    if verdict.broken_at is not None:
        raise typer.Exit(1)


def head(json: Json = False) -> None:
    """Print the last entry's number and hash."""
    from hehuo.audit.models import Entry

    database_ready()
    tail = Entry.objects.order_by("-seq").values("seq", "hash", "at").first() or {
        "seq": 0,
        "hash": "",
        "at": None,
    }
    if json:
        as_json(tail)
    else:
        typer.echo(f"第 {tail['seq']} 条　{tail['hash']}")


def recent(limit: Annotated[int, typer.Option(help="条数")] = 20, json: Json = False) -> None:
    """List the newest entries."""
    from hehuo.audit.models import Entry

    database_ready()
    rows = list(
        Entry.objects.order_by("-seq").values(
            "seq", "at", "actor__username", "action", "object_type", "object_id"
        )[:limit]
    )
    if json:
        as_json(rows)
    else:
        as_table("审计记录", ["序号", "时间", "人员", "动作", "对象"], [
            (r["seq"], f"{r['at']:%Y-%m-%d %H:%M}", r["actor__username"] or "系统", r["action"], f"{r['object_type']} {r['object_id'] or ''}")
            for r in rows
        ])  # fmt: skip


def backup(
    target: Annotated[Path, typer.Argument(help="备份文件，如 hehuo.tar")], json: Json = False
) -> None:
    """Copy database and files while the system is in use; the keys are not in it and must be kept apart."""
    from django.conf import settings
    from django.db import connection

    from hehuo.audit.models import Entry

    database_ready()
    with tempfile.TemporaryDirectory(dir=target.resolve().parent) as folder:
        work = Path(folder)
        if connection.vendor == "sqlite":
            with contextlib.closing(
                sqlite3.connect(settings.DATABASES["default"]["NAME"], timeout=60)
            ) as source:
                source.execute("vacuum into ?", [str(work / "database.sqlite3")])
        else:
            dump = [
                "pg_dump",
                "--format=custom",
                "--file",
                str(work / "database.dump"),
                os.environ["DATABASE_URL"],
            ]
            subprocess.run(dump, check=True)
        tail = Entry.objects.order_by("-seq").values_list("seq", "hash").first() or (0, "")
        facts = {
            "made_at": timezone.localtime().isoformat(timespec="seconds"),
            "audit_seq": tail[0],
            "audit_head": tail[1],
        }
        (work / "facts.json").write_text(jsonlib.dumps(facts))
        part = target.with_suffix(target.suffix + ".part")
        with tarfile.open(part, "w") as archive:
            for name in sorted(p.name for p in work.iterdir()):
                archive.add(work / name, arcname=name)
            if Path(settings.MEDIA_ROOT).is_dir():
                archive.add(settings.MEDIA_ROOT, arcname="files")
    part.replace(target)
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    if json:
        as_json({"file": str(target), "sha256": digest, **facts})
    else:
        typer.echo(
            f"已备份到 {target}，校验值 {digest}，审计末端第 {facts['audit_seq']} 条。密钥请另行保管。"
        )


def _set_aside(name: Path) -> None:
    """Rename the present database and its side files; nothing is deleted."""
    stamp = timezone.localtime().strftime("%Y%m%d%H%M%S")
    for suffix in ("", "-wal", "-shm"):
        old = Path(f"{name}{suffix}")
        if old.exists():
            old.rename(f"{name}.before-{stamp}{suffix}")


def restore(
    source: Annotated[Path, typer.Argument(help="备份文件")],
    force: Annotated[bool, typer.Option("--force", help="覆盖现有数据（先改名保留）")] = False,
    json: Json = False,
) -> None:
    """Put a backup in place; existing data is renamed, never deleted. Stop the server first."""
    from django.conf import settings
    from django.db import connection, connections

    if not source.is_file():
        refuse(f"找不到备份文件：{source}")
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR) as folder:
        work = Path(folder)
        try:
            with tarfile.open(source) as archive:
                archive.extractall(work, filter="data")
            facts = jsonlib.loads((work / "facts.json").read_text())
        except (tarfile.TarError, OSError, ValueError):
            refuse("备份文件已损坏或不是本系统的备份，没有改动任何数据。")
        if connection.vendor == "sqlite":
            name = Path(settings.DATABASES["default"]["NAME"])
            if name.exists() and not force:
                refuse("已有数据。确认要恢复请加 --force，现有数据会改名保留。")
            connections.close_all()
            _set_aside(name)
            shutil.move(work / "database.sqlite3", name)
        else:
            command = [
                "pg_restore",
                "--clean",
                "--if-exists",
                "--no-owner",
                "--dbname",
                os.environ["DATABASE_URL"],
            ]
            subprocess.run([*command, str(work / "database.dump")], check=True)
        if (work / "files").is_dir():
            shutil.copytree(work / "files", settings.MEDIA_ROOT, dirs_exist_ok=True)
    from hehuo.audit import trail

    verdict = trail.verify(facts["audit_head"])
    if json:
        as_json({**facts, "verified": verdict.broken_at is None, "head": verdict.head})
    else:
        typer.echo(f"已恢复（备份于 {facts['made_at']}）。{verdict.message}")
    if verdict.broken_at is not None:
        raise typer.Exit(1)
