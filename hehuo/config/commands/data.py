"""`hehuo import` and `hehuo export`: ledgers in and out as workbooks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hehuo.config.commands.output import as_json, as_table, database_ready, refuse

Json = Annotated[bool, typer.Option("--json", help="输出 JSON")]


def add(app: typer.Typer) -> None:
    """Register the commands."""
    app.command("import", help="导入台账表格（先试导，再确认）")(import_ledger)
    app.command("export", help="导出台账为 Excel")(export_ledger)


def _ledger(slug: str):
    from hehuo.desk.contents import ledger_by_slug, ledger_slugs

    return ledger_by_slug(slug) or refuse(f"没有台账 {slug}。可用：" + "、".join(ledger_slugs()))


def _user(username: str):
    from hehuo.org.models import User

    return User.objects.filter(username=username).first() or refuse(f"没有账号 {username}。")


def import_ledger(
    ledger: Annotated[str, typer.Argument(help="台账代号，如 households")],
    file: Annotated[Path, typer.Argument(help=".xlsx .xls .csv")],
    user: Annotated[str, typer.Option("--as", help="以哪个账号的权限导入")],
    settlement: Annotated[str, typer.Option(help="安置点编号（表中没有这一列时）")] = "",
    commit: Annotated[bool, typer.Option("--commit", help="试导没有错误时写入")] = False,
    json: Json = False,
) -> None:
    """Dry run by default; `--commit` writes when there is no error, all or nothing."""
    from hehuo.org.models import Settlement
    from hehuo.workbooks import run_import

    database_ready()
    if not file.is_file():
        refuse(f"找不到文件：{file}")
    place = Settlement.objects.filter(code=settlement).first() if settlement else None
    outcome = run_import(
        _ledger(ledger), file.read_bytes(), file.name, by=_user(user), settlement=place, commit=commit
    )
    if json:
        as_json(outcome.to_dict())
    else:
        typer.echo(outcome.summary())
        if outcome.errors:
            as_table(
                "请改正后重新导入",
                ["行", "列", "内容", "怎么改"],
                [(e.row, e.column, e.value, e.remedy) for e in outcome.errors[:200]],
            )
    if outcome.errors:
        raise typer.Exit(2)


def export_ledger(
    ledger: Annotated[str, typer.Argument(help="台账代号")],
    target: Annotated[Path, typer.Argument(help="输出 .xlsx")],
    user: Annotated[str, typer.Option("--as", help="以哪个账号的权限导出")],
    purpose: Annotated[str, typer.Option(help="用途，写入水印和审计")] = "命令行导出",
    json: Json = False,
) -> None:
    """Export what the user may see, masked as on screen."""
    from hehuo.kit.exporting import export_to_file

    database_ready()
    view, who = _ledger(ledger), _user(user)
    rows = export_to_file(view, view.model.objects.visible_to(who).live(), target, by=who, purpose=purpose)
    if json:
        as_json({"ledger": ledger, "rows": rows, "file": str(target)})
    else:
        typer.echo(f"已导出 {rows} 行到 {target}")
