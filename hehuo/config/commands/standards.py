"""`hehuo standard import|list|show|diff|publish`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hehuo.config.commands.output import as_json, as_table, database_ready, refuse

SEVERITY = {"error": "须处理", "warning": "请核对", "info": "提示"}
STATES = {"draft": "草稿", "published": "已发布", "retired": "已停用"}
Json = Annotated[bool, typer.Option("--json", help="输出 JSON")]
group = typer.Typer(no_args_is_help=True, help="考核标准")


def add(app: typer.Typer) -> None:
    """Register the commands."""
    if not group.registered_commands:
        group.command("import", help="读入官方考核表（.txt .docx .xlsx）形成草稿")(import_standard)
        group.command("list", help="列出各版本")(list_editions)
        group.command("show", help="查看一个版本：部分、条目、子项、待处理的发现")(show)
        group.command("diff", help="比较两个版本")(diff)
        group.command("publish", help="冻结并发布草稿")(publish)
    app.add_typer(group, name="standard")


def import_standard(
    file: Annotated[Path, typer.Argument(help="官方考核表文件")],
    code: Annotated[str, typer.Option(help="版本代号，不填自动编")] = "",
    name: Annotated[str, typer.Option(help="名称")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看结果，不保存")] = False,
    json: Json = False,
) -> None:
    """Read a table into a draft; exit 0 when a draft was made, 2 when it was refused."""
    from django.core.exceptions import ValidationError

    from hehuo.assessment import editions
    from hehuo.assessment.standards.reading import StandardRefused, read_standard

    if not file.is_file():
        refuse(f"找不到文件：{file.name}。请核对路径。")
    try:
        result = read_standard(file.read_bytes(), file.name)
    except StandardRefused as problem:
        refuse(str(problem))
    if not dry_run:
        _database_made()
        wanted = code or _free_code(file.stem)
        try:
            editions.store_draft(result, code=wanted, name=name or file.stem, filename=file.name, by=None)
        except ValidationError as problem:
            refuse("；".join(problem.messages))
    if json:
        as_json(editions.json_shape(result))
        return
    rows = [(s["no"], s["title"], s["points"], len(s["items"])) for s in result.edition["sections"]]
    as_table("已读入草稿" if not dry_run else "读入结果（未保存）", ["部分", "标题", "分值", "条目"], rows)
    found = [(SEVERITY[f.severity], f.where, f.message) for f in result.findings]
    as_table("请核对", ["程度", "位置", "内容"], found)


def _database_made() -> None:
    """A draft needs a database: made here on a machine that has none yet."""
    from django.core.management import call_command
    from django.db import connection

    from hehuo.assessment.editions import install_shipped

    if "assessment_standardedition" not in connection.introspection.table_names():
        call_command("migrate", verbosity=0, interactive=False)
        install_shipped()


def _named(code: str):
    """The edition of that code; exit 2 with the codes there are."""
    from hehuo.assessment.models import StandardEdition

    codes = list(StandardEdition.objects.values_list("code", flat=True))
    if code not in codes:
        refuse(f"没有版本 {code}。现有：{'、'.join(codes) or '无'}。")
    return StandardEdition.objects.get(code=code)


def _free_code(stem: str) -> str:
    from hehuo.assessment.models import StandardEdition

    number = 1
    while StandardEdition.objects.filter(code=f"{stem[:30]}-{number}").exists():
        number += 1
    return f"{stem[:30]}-{number}"


def list_editions(json: Json = False) -> None:
    """List editions with state and hash."""
    from hehuo.assessment.models import StandardEdition

    database_ready()
    rows = [
        {"code": e.code, "name": e.name, "state": e.state, "hash": e.hash, "issued_on": e.issued_on}
        for e in StandardEdition.objects.all()
    ]
    if json:
        as_json(rows)
    else:
        as_table(
            "考核标准",
            ["代号", "名称", "状态", "指纹"],
            [(r["code"], r["name"], STATES[r["state"]], str(r["hash"])[:12]) for r in rows],
        )


def show(code: Annotated[str, typer.Argument(help="版本代号")], json: Json = False) -> None:
    """Sections, items and sub-criteria of an edition, and the findings that still need a decision."""
    database_ready()
    edition = _named(code)
    findings = list(edition.findings.all())
    if json:
        as_json({
            "code": edition.code, "name": edition.name, "state": edition.state, "hash": edition.hash,
            "document_no": edition.document_no, "issued_on": edition.issued_on,
            "source": {"name": edition.source_name, "sha256": edition.source_sha256}, "edition": edition.data,
            "findings": [
                {"code": f.code, "severity": f.severity, "where": f.where, "message": f.message, "resolution": f.resolution}
                for f in findings
            ],
        })  # fmt: skip
        return
    rows = [
        (sub["code"], item["title"], sub["title"], sub["points"], sub["rule_text"])
        for section in edition.data["sections"] for item in section["items"] for sub in item["sub_criteria"]
    ]  # fmt: skip
    as_table(f"{edition.name}（{STATES[edition.state]}）", ["子项", "条目", "名称", "分值", "评分规则"], rows)
    waiting = [f for f in findings if f.severity != "info" and not f.resolved_at]
    if waiting:
        as_table(
            "待处理", ["程度", "位置", "内容"], [(SEVERITY[f.severity], f.where, f.message) for f in waiting]
        )


def publish(code: Annotated[str, typer.Argument(help="版本代号")], json: Json = False) -> None:
    """Publish a draft whose findings are all resolved."""
    from django.core.exceptions import ValidationError

    from hehuo.assessment import editions

    database_ready()
    edition = _named(code)
    try:
        done = editions.publish(edition, by=None)
    except ValidationError as problem:
        refuse("\n".join(problem.messages))
    if json:
        as_json({"code": done.code, "state": done.state, "hash": done.hash})
    else:
        typer.echo(f"已发布 {done.code}，指纹 {done.hash}")


def diff(
    first: Annotated[str, typer.Argument(help="版本代号")],
    second: Annotated[str, typer.Argument(help="版本代号")],
    json: Json = False,
) -> None:
    """Compare two editions."""
    from dataclasses import asdict

    from hehuo.assessment.standards.editions import diff_editions

    database_ready()
    changes = diff_editions(_named(first).data, _named(second).data)
    if json:
        as_json([asdict(change) for change in changes])
    else:
        as_table(f"{first} → {second}", ["位置", "变化"], [(c.where, c.message) for c in changes])
