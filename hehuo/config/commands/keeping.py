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
from typing import Annotated, Any

import typer
from django.utils import timezone

from hehuo.config.commands.output import as_json, as_table, database_ready, refuse, working

Json = Annotated[bool, typer.Option("--json", help="输出 JSON")]
group = typer.Typer(no_args_is_help=True, help="审计")


def add(app: typer.Typer) -> None:
    """Register the commands."""
    if not group.registered_commands:
        group.command("verify", help="核对审计链条，找出第一处断开")(verify)
        group.command("export", help="导出全部审计记录，供离线核对")(export)
        group.command("head", help="显示末端指纹，供留存")(head)
        group.command("list", help="列出最近的审计记录")(recent)
    app.add_typer(group, name="audit")
    app.command("backup", help="在线备份到一个文件")(backup)
    app.command("restore", help="从备份文件恢复")(restore)


def verify(
    file: Annotated[Path | None, typer.Option(help="核对已导出的记录文件，不连数据库")] = None,
    expect: Annotated[str, typer.Option(help="此前留存的末端指纹")] = "",
    json: Json = False,
) -> None:
    """Walk the chain of the database or of an exported file; exit 1 when it is broken, 2 when there is no such file."""
    from dataclasses import asdict

    from hehuo.audit import chain, trail

    if file is None:
        database_ready()
        verdict = trail.verify(expect or None)
    elif file.is_file():
        verdict = chain.verify_log(file, expect or None)
    else:
        refuse(f"找不到文件：{file}")
    if json:
        as_json(asdict(verdict))
    else:
        typer.echo(f"{verdict.message}末端指纹 {verdict.head}")
    if verdict.broken_at is not None:
        raise typer.Exit(1)


def export(
    target: Annotated[Path, typer.Argument(help="输出文件，如 audit.jsonl")], json: Json = False
) -> None:
    """Write every entry as a line of JSON; the head that is printed is to be kept apart from the file."""
    from hehuo.audit import trail

    database_ready()
    if target.exists():
        refuse(f"文件 {target} 已存在，请换一个文件名。")
    if not target.resolve().parent.is_dir():
        refuse(f"文件夹 {target.resolve().parent} 不存在，请先建立。")
    part = target.with_name(f"{target.name}.part")
    try:
        part.touch(0o600)
        last = trail.export_log(part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    if json:
        as_json({"file": str(target), "head": last})
    else:
        typer.echo(f"已导出到 {target}，末端指纹 {last}。请把指纹与文件分开保存。")


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


def _keys_mark() -> str:
    """Tells one set of keys from another without giving anything away."""
    from hehuo.records.sealed import blind_index

    return blind_index("marks-the-keys-of-a-backup")


def _dump_database(work: Path) -> None:
    """A consistent copy of the database, made while others write."""
    from django.conf import settings
    from django.db import connection

    if connection.vendor == "sqlite":
        with contextlib.closing(sqlite3.connect(settings.DATABASES["default"]["NAME"], timeout=60)) as source:
            source.execute("vacuum into ?", [str(work / "database.sqlite3")])
    else:
        _postgres_tool(
            "pg_dump", "--format=custom", "--file", str(work / "database.dump"), os.environ["DATABASE_URL"]
        )


def _postgres_tool(*command: str) -> None:
    """Run pg_dump or pg_restore; exit 2 with one line when that cannot be."""
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)
    except FileNotFoundError:
        refuse(f"找不到 {command[0]}：请安装 postgresql-client。")
    except subprocess.CalledProcessError as problem:
        refuse(
            f"{command[0]} 没有完成：{problem.stderr.strip().splitlines()[-1] if problem.stderr else '原因不明'}"
        )


def _facts() -> dict[str, Any]:
    """What a restored system must agree with."""
    from hehuo.audit.models import Entry

    tail = Entry.objects.order_by("-seq").values_list("seq", "hash").first() or (0, "")
    return {
        "made_at": timezone.localtime().isoformat(timespec="seconds"),
        "audit_seq": tail[0], "audit_head": tail[1], "keys": _keys_mark(),
    }  # fmt: skip


def backup(
    target: Annotated[Path, typer.Argument(help="备份文件，如 hehuo.tar")], json: Json = False
) -> None:
    """Copy database and files while the system is in use; the keys are not in it and must be kept apart."""
    from django.conf import settings

    database_ready()
    folder = target.resolve().parent
    if not folder.is_dir():
        refuse(f"文件夹 {folder} 不存在，请先建立。")
    facts = _facts()  # before the copy: what the copy holds reaches at least to this head
    part = target.with_suffix(target.suffix + ".part")
    with working("正在备份", quiet=json) as tell, tempfile.TemporaryDirectory(dir=folder) as made:
        work = Path(made)
        try:
            _dump_database(work)
            (work / "facts.json").write_text(jsonlib.dumps(facts))
            tell("正在打包")
            with tarfile.open(part, "w") as archive:
                for name in sorted(p.name for p in work.iterdir()):
                    archive.add(work / name, arcname=name)
                if Path(settings.MEDIA_ROOT).is_dir():
                    archive.add(settings.MEDIA_ROOT, arcname="files")
            part.chmod(0o600)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    with target.open("rb") as made_file:
        digest = hashlib.file_digest(made_file, "sha256").hexdigest()
    _note_backup(facts["made_at"])
    if json:
        as_json({"file": str(target), "sha256": digest, **facts})
    else:
        typer.echo(f"已备份到 {target}，校验值 {digest}，审计末端第 {facts['audit_seq']} 条。")
        typer.echo("密钥不在备份里，请把数据目录中的 keys.json 另行保管；没有它，备份中的身份号码无法解密。")


def _note_backup(moment: str) -> None:
    """The administrator's first page tells when the last backup was made; a backup without that note is one too."""
    from django.conf import settings

    from hehuo.desk.keepers import LAST_BACKUP

    with contextlib.suppress(OSError):
        (Path(settings.DATA_DIR) / LAST_BACKUP).write_text(jsonlib.dumps({"at": moment}), encoding="utf-8")


def _set_aside(name: Path) -> None:
    """Rename the present database and its side files; nothing is deleted."""
    stamp = timezone.localtime().strftime("%Y%m%d%H%M%S")
    for suffix in ("", "-wal", "-shm"):
        old = Path(f"{name}{suffix}")
        if old.exists():
            old.rename(f"{name}.before-{stamp}{suffix}")


def _unpack(source: Path, work: Path) -> dict[str, Any]:
    """Open a backup beside the data; exit 2 before anything is touched when it is damaged or of other keys."""
    try:
        with tarfile.open(source) as archive:
            archive.extractall(work, filter="data")
        facts = jsonlib.loads((work / "facts.json").read_text())
        if not {"audit_head", "made_at"} <= set(facts):
            raise ValueError
    except (tarfile.TarError, OSError, ValueError):
        refuse("备份文件已损坏或不是本系统的备份，没有改动任何数据。")
    if facts.get("keys", _keys_mark()) != _keys_mark():
        refuse("这份备份用的是另一套密钥。请先把当时的 keys.json 放进数据目录，再恢复；没有改动任何数据。")
    return facts


def _put_in_place(work: Path, force: bool) -> None:
    """The unpacked database and files become the present ones."""
    from django.conf import settings
    from django.db import connection, connections

    if connection.vendor == "sqlite":
        name = Path(settings.DATABASES["default"]["NAME"])
        copy = work / "database.sqlite3"
        if not copy.is_file():
            refuse("这是 PostgreSQL 的备份，请设置 DATABASE_URL 后恢复。")
        if name.exists() and not force:
            refuse("已有数据。确认要恢复请加 --force，现有数据会改名保留。")
        connections.close_all()
        _set_aside(name)
        shutil.move(copy, name)
    else:
        if not (work / "database.dump").is_file():
            refuse("这是 SQLite 的备份，请去掉 DATABASE_URL 后恢复。")
        if "org_settlement" in connection.introspection.table_names() and not force:
            refuse("数据库里已有数据。确认要恢复请加 --force，现有数据会被覆盖，请先备份。")
        connections.close_all()
        _postgres_tool(
            "pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", "--dbname",
            os.environ["DATABASE_URL"], str(work / "database.dump"),
        )  # fmt: skip
    if (work / "files").is_dir():
        shutil.copytree(work / "files", settings.MEDIA_ROOT, dirs_exist_ok=True)


def restore(
    source: Annotated[Path, typer.Argument(help="备份文件")],
    force: Annotated[bool, typer.Option("--force", help="覆盖现有数据（SQLite 先改名保留）")] = False,
    json: Json = False,
) -> None:
    """Put a backup in place and verify its audit chain. Stop the server first."""
    from django.conf import settings
    from django.core.management import call_command

    from hehuo.audit import trail

    if not source.is_file():
        refuse(f"找不到备份文件：{source}")
    with working("正在恢复", quiet=json) as tell, tempfile.TemporaryDirectory(dir=settings.DATA_DIR) as made:
        work = Path(made)
        facts = _unpack(source, work)
        _put_in_place(work, force)
        call_command("migrate", verbosity=0, interactive=False)
        tell("正在核对审计链条")
        verdict = trail.verify(facts["audit_head"] or None)
    if json:
        as_json({**facts, "verified": verdict.broken_at is None, "head": verdict.head})
    else:
        typer.echo(f"已恢复（备份于 {facts['made_at']}）。{verdict.message}")
    if verdict.broken_at is not None:
        raise typer.Exit(1)
