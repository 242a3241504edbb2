"""`hehuo import` and `hehuo export`: ledgers in and out as workbooks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from hehuo.config.commands.output import as_json, as_table, database_ready, refuse, working

SHOWN_PROBLEMS = 200
Json = Annotated[bool, typer.Option("--json", help="输出 JSON")]
By = Annotated[str, typer.Option("--by", "--as", envvar="HEHUO_USER", help="以哪个账号的权限办理")]


def add(app: typer.Typer) -> None:
    """Register the commands."""
    app.command("import", help="导入台账表格（默认只试导，加 --commit 才写入）")(import_ledger)
    app.command("export", help="导出台账为 Excel")(export_ledger)


def _ledger(slug: str) -> Any:
    """The ledger of that slug; exit 2 with the slugs there are."""
    from hehuo.desk.contents import ledger_by_slug, ledger_slugs

    return ledger_by_slug(slug) or refuse(f"没有台账 {slug}。可用：" + "、".join(ledger_slugs()))


def _user(username: str) -> Any:
    """An account that may sign in."""
    from hehuo.org.models import User

    found = User.objects.filter(username=username, is_active=True).first()
    return found or refuse(f"没有账号 {username}，或账号已停用。")


def _settlement(code: str, user: Any) -> Any:
    """The settlement of that code inside the user's area; None when no code was given."""
    from hehuo.org.scope import visible_settlements

    if not code:
        return None
    found = visible_settlements(user).filter(code=code).first()
    return found or refuse(f"没有编号为 {code} 的安置点，或不在 {user} 负责的范围内。")


def import_ledger(
    ledger: Annotated[str, typer.Argument(help="台账代号，如 households")],
    file: Annotated[Path, typer.Argument(help=".xlsx .xls .csv")],
    by: By,
    settlement: Annotated[str, typer.Option(help="安置点编号（表中没有这一列时）")] = "",
    commit: Annotated[bool, typer.Option("--commit", help="没有错误时写入")] = False,
    json: Json = False,
) -> None:
    """Dry run by default; `--commit` writes when there is no error, all or nothing. Exit 2 when refused."""
    from hehuo.org.rights import may_write
    from hehuo.workbooks import run_import

    database_ready()
    view, user = _ledger(ledger), _user(by)
    if not view.importer:
        refuse(f"台账 {ledger} 不从表格导入，请在网页上登记。")
    if not may_write(user, view.model.domain):
        refuse(f"账号 {by} 没有登记这本台账的权限。")
    place = _settlement(settlement, user)
    if not file.is_file():
        refuse(f"找不到文件：{file}")
    with working(f"正在检查 {file.name}", quiet=json):
        outcome = run_import(view, file.read_bytes(), file.name, by=user, settlement=place, commit=commit)
    written = commit and not outcome.errors
    if json:
        as_json({"ledger": ledger, "written": written, **outcome.to_dict()})
    else:
        _tell(outcome, written)
    if outcome.errors:
        raise typer.Exit(2)


def _tell(outcome: Any, written: bool) -> None:
    """The result for people: counts, then every problem by row, column and remedy."""
    ending = "已写入。" if written else ("" if outcome.errors else "这是试导，确认后加 --commit 写入。")
    typer.echo(f"{outcome.summary()}{ending}")
    for title, problems in (("请改正后重新导入", outcome.errors), ("请核对", outcome.warnings)):
        if problems:
            rows = [(p.row or "整个文件", p.column, p.value, p.remedy) for p in problems[:SHOWN_PROBLEMS]]
            as_table(title, ["行", "列", "内容", "怎么改"], rows)
        if len(problems) > SHOWN_PROBLEMS:
            typer.echo(f"另有 {len(problems) - SHOWN_PROBLEMS} 处没有列出，加 --json 可看全部。")


def export_ledger(
    ledger: Annotated[str, typer.Argument(help="台账代号")],
    by: By,
    target: Annotated[Path | None, typer.Argument(help="输出文件，不填为“台账代号.xlsx”")] = None,
    settlement: Annotated[str, typer.Option(help="只要这个安置点")] = "",
    purpose: Annotated[str, typer.Option(help="用途，写入水印和审计")] = "命令行导出",
    json: Json = False,
) -> None:
    """Export what the user may see, masked as on screen."""
    from hehuo.kit.exporting import export_to_file
    from hehuo.org.rights import may_read_rows

    database_ready()
    view, user = _ledger(ledger), _user(by)
    if not may_read_rows(user, view.model.domain):
        refuse(f"账号 {by} 没有查看这本台账的权限。")
    records = view.model.objects.visible_to(user).live()
    if place := _settlement(settlement, user):
        records = records.filter(settlement=place)
    path = target or Path(f"{ledger}.xlsx")
    with working(f"正在导出到 {path}", quiet=json):
        rows = export_to_file(view, records, path, by=user, purpose=purpose)
    if json:
        as_json({"ledger": ledger, "rows": rows, "file": str(path)})
    else:
        typer.echo(f"已导出 {rows} 行到 {path}")
