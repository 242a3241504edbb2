"""`hehuo serve`, `hehuo demo` and the hidden `hehuo worker`."""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Annotated

import typer

from hehuo.config.commands import processes
from hehuo.config.commands.output import as_json, console, refuse, working


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


def prepare(*, with_demo: bool) -> bool:
    """Bring database, standards, the upper areas and (when wanted and empty) the demo city into place, showing progress.

    Each part is one transaction, so a start that was interrupted is simply done again. True when a city was built.
    """
    from hehuo.assessment.editions import install_shipped
    from hehuo.assessment.models import StandardEdition
    from hehuo.org.facts import load_facts
    from hehuo.org.models import Area, Settlement

    if _needs_migration():
        with working("正在建立数据库"):
            _migrate()
    if not StandardEdition.objects.exists():
        with working("正在装入考核标准"):
            install_shipped()
    if not Area.objects.exists():
        load_facts()
    if with_demo and not Settlement.objects.exists():
        from hehuo.config.demo import build_demo

        with working("正在建立演示城市（约一分钟）") as tell:
            build_demo(progress=tell)
        return True
    return False


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

    if not (scale in ("full", "ci") or scale.removesuffix("x").isdecimal()):
        refuse(f"--scale {scale} 写法不对，请写 full、ci 或倍数（如 3）。")
    wanted = scale if scale in ("full", "ci") else int(scale.removesuffix("x"))
    built_for = day(today)
    _migrate()
    if Settlement.objects.exists():
        refuse("数据库里已有安置点。请换一个空的 DATA_DIR。")
    started = time.monotonic()
    try:
        with working("正在建立演示城市", quiet=json) as tell:
            install_shipped()
            result = build_demo(scale=wanted, seed=seed, today=built_for, progress=tell)
    except ValueError as problem:
        refuse(str(problem))
    facts = {**result, "seconds": round(time.monotonic() - started, 1)}
    if json:
        as_json(facts)
    else:
        typer.echo(f"演示城市已建成，用时 {facts['seconds']} 秒。账号清单：{facts['accounts_file']}")


def worker() -> None:
    """Run background tasks until stopped; every night one of them counts everything again.

    The days that people look back on are counted at the start, as far as their counts are not stored.
    """
    from django.core.management import call_command

    from hehuo.assessment.nightly import plan_looking_back, plan_recount
    from hehuo.programme.nightly import plan_round

    plan_recount()
    plan_round()
    plan_looking_back()
    call_command("db_worker", "--interval", "0.5", verbosity=0)


def serve(
    no_demo: Annotated[bool, typer.Option("--no-demo", help="不建演示城市")] = False,
    workers: Annotated[int, typer.Option(min=1, max=64, help="网页进程数")] = 1,
) -> None:
    """Web and worker in one process tree; Ctrl-C or SIGTERM stops both."""
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.db import connections

    from hehuo.config.accounts_check import refuse_default_accounts

    host, port = _address()
    processes.stop_on_signals()
    if problem := processes.cannot_listen(host, port):
        refuse(problem)
    built = prepare(with_demo=settings.DEMO_MODE and not no_demo)
    connections.close_all()
    if built:  # start afresh: the memory of the build is given back
        os.execv(sys.executable, [sys.executable, "-m", "hehuo", *sys.argv[1:]])
    try:
        refuse_default_accounts()
    except ImproperlyConfigured as problem:
        refuse(str(problem))
    connections.close_all()
    children = processes.start(host, port, workers)
    if processes.wait_until_open(host, port, children):
        _announce(host, port)
    if not processes.wait(children):
        refuse("有一个进程意外退出，系统已停止。请查看上面的信息后重新启动。", 1)
    console.print("已停止。")


def _address() -> tuple[str, int]:
    """HOST and PORT of the environment."""
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    if not port.isdecimal() or not 0 < int(port) < 65536:
        refuse(f"PORT={port} 不是端口号，请写 1 到 65535 之间的数字，如 PORT=8080。")
    return host, int(port)


def _announce(host: str, port: int) -> None:
    """Address, demo accounts, and in one line what is not installed."""
    from django.conf import settings

    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    console.print(f"\n[bold]和活[/bold]　http://{shown}:{port}/\n", highlight=False)
    listing = settings.DATA_DIR / "demo-accounts.json"
    if settings.DEMO_MODE and listing.exists():
        accounts = json.loads(listing.read_text(encoding="utf-8"))
        console.print(f"演示账号（密码都是 [bold]{accounts['password']}[/bold]）：", highlight=False)
        for account in accounts["accounts"]:
            if account.get("main"):
                line = f"  {account['username']:<24}{account['role']}　{account['area']}"
                console.print(line, highlight=False)
    if missing := _pdf_missing():
        console.print(missing, highlight=False)
    console.print("每天 2:30 全部重算一次得分（hehuo score --refresh 可随时重算）。", highlight=False)
    console.print("按 Ctrl-C 停止。", highlight=False)


def _pdf_missing() -> str:
    """One line on what PDF output needs, or ''."""
    from ctypes.util import find_library
    from importlib.util import find_spec

    wanted = []
    if not (find_library("pango-1.0") and find_library("pangoft2-1.0")):
        wanted.append("sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 fonts-noto-cjk")
    if not find_spec("weasyprint"):
        wanted.append("script/setup pdf")
    return f"PDF 输出尚未安装（其他功能不受影响）。需要时运行：{' && '.join(wanted)}" if wanted else ""
