"""`hehuo rehearse`: the city under another edition, pass rule or reward table; prints, keeps nothing."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

import typer

from hehuo.config.commands.output import as_json, as_table, database_ready, day, refuse
from hehuo.config.commands.scores import Json, edition_named


def add(app: typer.Typer) -> None:
    """Register the command."""
    app.command("rehearse", help="推演：换标准、达标线或奖补办法，全市谁达标、要花多少钱（不改动数据）")(
        rehearse
    )


def rehearse(
    edition: Annotated[str, typer.Option(help="推演的标准版本代号，可以是草稿")] = "",
    base: Annotated[str, typer.Option(help="对照的标准版本代号")] = "",
    as_of: Annotated[str, typer.Option(help="哪一天，不填为今天")] = "",
    as_known: Annotated[bool, typer.Option("--as-known", help="只用那一天已登记的数据")] = False,
    total: Annotated[str, typer.Option(help="推演的达标总分")] = "",
    section_min: Annotated[str, typer.Option(help="推演的每部分最低分")] = "",
    scheme: Annotated[int, typer.Option(help="推演的奖补办法版本号，可以是草稿")] = 0,
    base_scheme: Annotated[int, typer.Option(help="对照的奖补办法版本号")] = 0,
    json: Json = False,
) -> None:
    """Run a rehearsal."""
    from django.core.exceptions import ValidationError

    from hehuo.programme.rehearsal_runs import result_of

    database_ready()
    on = day(as_of)
    asked = {
        "base": edition_named(base, on), "edition": edition_named(edition or base, on), "as_of": on, "as_known": as_known,
        "total": _points(total), "section_min": _points(section_min), "scheme": _scheme(scheme),
        "base_scheme": _scheme(base_scheme),
    }  # fmt: skip
    try:
        result = result_of(asked)
    except ValidationError as problem:
        refuse("；".join(problem.messages))
    if json:
        as_json(result.to_dict())
        return
    words = {"up": "新达标", "down": "掉线", "same": ""}
    as_table(
        f"推演　截至 {result.as_of}　达标 {result.passing('was')} → {result.passing('tried')}　"
        f"奖补 {_yuan(result.cost('was'))} → {_yuan(result.cost('tried'))} 元",
        ["编号", "创建单位", "户数", "对照", "推演", "结果", "推演奖补（元）"],
        [
            (
                line.unit.code, line.unit.name, line.households, line.was.card.total, line.tried.card.total,
                words[line.verdict] or ("都达标" if line.tried.passes else "都未达标"), _yuan(line.tried.amount_fen),
            )
            for line in result.lines
        ],
    )  # fmt: skip
    typer.echo(
        "区分不出高低的子项：" + ("、".join(f"{s.code}（{s.how}）" for s in result.same) or "无") + "。"
    )


def _yuan(fen: int) -> str:
    return f"{Decimal(fen) / 100:,.2f}"


def _points(text: str) -> Decimal | None:
    if not text:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        refuse(f"“{text}”不是分数，请写成 80 或 80.5。")
    if not value.is_finite() or value < 0:
        refuse(f"“{text}”不是分数，请写成 80 或 80.5。")
    return value


def _scheme(version: int) -> Any:
    from hehuo.programme.models import RewardScheme

    if not version:
        return None
    found = RewardScheme.objects.filter(version=version).first()
    return found or refuse(f"没有第 {version} 版奖补办法。")
