"""`hehuo serve` and `hehuo demo`."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import Annotated

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from hehuo.config.commands.output import as_json, console, refuse


def add(app: typer.Typer) -> None:
    """Register the commands."""
    app.command("serve", help="启动系统（首次使用自动建库和演示城市）")(serve)
    app.command("demo", help="建演示城市")(demo)
    app.command("worker", help="后台任务进程", hidden=True)(worker)


def _migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def _needs_migration() -> bool:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def prepare(*, with_demo: bool) -> None:
    """Bring database, standards and (when wanted and empty) the demo city into place, showing progress."""
    from hehuo.assessment.editions import install_shipped
    from hehuo.assessment.models import StandardEdition
    from hehuo.org.models import Settlement

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:
        if _needs_migration():
            task = progress.add_task("正在建立数据库")
            _migrate()
            progress.update(task, description="数据库已就绪", total=1, completed=1)
        if not StandardEdition.objects.exists():
            install_shipped()
        if with_demo and not Settlement.objects.exists():
            from hehuo.config.demo import build_demo

            task = progress.add_task("正在建立演示城市")
            build_demo(progress=lambda text: progress.update(task, description=f"演示城市：{text}"))
            progress.update(task, description="演示城市已建成", total=1, completed=1)


def demo(
    scale: Annotated[str, typer.Option(help="full、ci 或倍数（如 3）")] = "full",
    seed: Annotated[int, typer.Option(help="随机种子")] = 20180526,
    today: Annotated[str, typer.Option(help="演示城市的“今天”")] = "",
    json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
) -> None:
    """Build the demo city in an empty database."""
    from hehuo.assessment.editions import install_shipped
    from hehuo.config.commands.output import day
    from hehuo.config.demo import build_demo
    from hehuo.org.models import Settlement

    _migrate()
    if Settlement.objects.exists():
        refuse("数据库里已有安置点。请换一个空的 DATA_DIR。")
    started = time.monotonic()
    install_shipped()
    wanted = int(scale) if scale.isdigit() else scale
    result = build_demo(
        scale=wanted, seed=seed, today=day(today), progress=lambda text: None if json else typer.echo(text)
    )
    facts = {"seconds": round(time.monotonic() - started, 1), **(result if isinstance(result, dict) else {})}
    if json:
        as_json(facts)
    else:
        typer.echo(f"演示城市已建成，用时 {facts['seconds']} 秒。")


def worker() -> None:
    """Run background tasks until stopped."""
    from django.core.management import call_command

    call_command("db_worker", "--interval", "0.5", verbosity=0)


def serve(
    no_demo: Annotated[bool, typer.Option("--no-demo", help="不建演示城市")] = False,
    workers: Annotated[int, typer.Option(help="网页进程数")] = 1,
) -> None:
    """Web and worker in one process tree; Ctrl-C stops both."""
    from django.conf import settings

    host, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000"))
    prepare(with_demo=settings.DEMO_MODE and not no_demo)
    _announce(host, port)
    # fmt: off
    web = subprocess.Popen([
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "4", "--log-level", "warning", "--no-access-log",
        "hehuo.config.wsgi:application",
    ])
    # fmt: on
    jobs = subprocess.Popen([sys.executable, "-m", "hehuo", "worker"])
    _wait([web, jobs])


def _wait(children: list[subprocess.Popen]) -> None:
    stopping = False

    def stop(*_: object) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    while not stopping and all(child.poll() is None for child in children):
        time.sleep(0.2)
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()
    codes = [child.returncode for child in children]
    console.print("已停止。")
    if not stopping and any(codes):
        raise typer.Exit(1)


def _announce(host: str, port: int) -> None:
    from django.conf import settings

    console.print(f"\n[bold]和活[/bold]　http://{host}:{port}/\n", highlight=False)
    listing = settings.DATA_DIR / "demo-accounts.json"
    if settings.DEMO_MODE and listing.exists():
        import json

        accounts = json.loads(listing.read_text())
        console.print(f"演示账号（密码都是 [bold]{accounts['password']}[/bold]）：", highlight=False)
        for account in accounts["accounts"]:
            if account.get("main"):
                console.print(
                    f"  {account['username']:<24}{account['role']}　{account['area']}", highlight=False
                )
    console.print("按 Ctrl-C 停止。", highlight=False)
