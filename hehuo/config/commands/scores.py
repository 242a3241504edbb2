"""`hehuo score` and `hehuo cases`."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from hehuo.config.commands.output import as_json, as_table, database_ready, day, moment, refuse

Json = Annotated[bool, typer.Option("--json", help="输出 JSON")]


def add(app: typer.Typer) -> None:
    """Register the commands."""
    app.command("score", help="计算安置点得分")(score)
    app.command("cases", help="列出一项指标的逐条情况")(cases)


def edition_named(code: str | None, on: date | None = None):
    """The edition of a code, the one in force (on a day) when none is given; stops with one line when there is none."""
    from hehuo.assessment.editions import current_edition
    from hehuo.assessment.models import StandardEdition

    if not StandardEdition.objects.exists():
        refuse("还没有考核标准：请先运行 hehuo standard import 读入，或 hehuo serve 建库。")
    if not code:
        return current_edition(on)
    edition = StandardEdition.objects.filter(code=code).first()
    return edition or refuse(
        f"没有版本 {code}。现有：" + "、".join(StandardEdition.objects.values_list("code", flat=True)) + "。"
    )


def _settlements(code: str | None):
    from hehuo.org.models import Settlement

    if not code:
        return list(Settlement.objects.order_by("code"))
    found = list(Settlement.objects.filter(code=code))
    return found or refuse(f"没有编号为 {code} 的安置点。编号可用 hehuo score 查看。")


def score(
    settlement: Annotated[str, typer.Option(help="安置点编号，不填为全部")] = "",
    edition: Annotated[str, typer.Option(help="标准版本代号")] = "",
    as_of: Annotated[str, typer.Option(help="截至日期，不填为今天")] = "",
    known_at: Annotated[str, typer.Option(help="按当时已知的数据计算")] = "",
    refresh: Annotated[bool, typer.Option("--refresh", help="全部重算，并与已存的计数核对")] = False,
    json: Json = False,
) -> None:
    """Score one or all settlements, or count everything again and compare."""
    from hehuo.assessment.scoring import city_scorecards

    database_ready()
    standard, places = edition_named(edition, day(as_of)), _settlements(settlement)
    if refresh:
        if known_at:
            refuse("--refresh 重算的是当前数据，不能与 --known-at 同用。")
        _refresh(places, standard, as_of, json)
        return
    cards = city_scorecards(places, standard, day(as_of), moment(known_at))
    if json:
        as_json([cards[place.pk].to_dict() for place in places])
        return
    rows = [
        (
            p.code,
            p.name,
            cards[p.pk].harmonious,
            cards[p.pk].vibrant,
            cards[p.pk].total,
            *(s.points for s in cards[p.pk].sections),
        )
        for p in places
    ]
    heads = ["编号", "安置点", "和谐", "活力", "总分"]
    if places:
        heads += [f"第{s.no}部分" for s in cards[places[0].pk].sections]
    as_table(f"{standard.name}　截至 {day(as_of)}", heads, rows)


def _refresh(places, standard, as_of: str, json: bool) -> None:
    """Count again and say what was wrong; exit code 1 when anything was."""
    from hehuo.assessment.nightly import recount

    found = recount(places, standard, day(as_of))
    if json:
        as_json(found)
    else:
        typer.echo(f"已重算 {found['settlements']} 个安置点的 {found['measures']} 项指标。")
        typer.echo(
            "\n".join(["发现差异，已更正：", *found["differences"]]) if found["differences"] else "没有差异。"
        )
    if found["differences"]:
        raise typer.Exit(1)


def cases(
    code: Annotated[str, typer.Argument(help="子项代号（如 12.3）或指标名")],
    settlement: Annotated[str, typer.Option(help="安置点编号")] = "",
    edition: Annotated[str, typer.Option(help="标准版本代号")] = "",
    as_of: Annotated[str, typer.Option(help="截至日期")] = "",
    known_at: Annotated[str, typer.Option(help="按当时已知的数据")] = "",
    unmet: Annotated[bool, typer.Option("--unmet", help="只列未达到的")] = False,
    json: Json = False,
) -> None:
    """List the cases behind a sub-criterion."""
    from hehuo.desk.cases import cases_of_criterion

    database_ready()
    if not settlement:
        refuse("请用 --settlement 写明安置点编号。")
    place, standard = _settlements(settlement)[0], edition_named(edition, day(as_of))
    found = cases_of_criterion(code, place, standard, day(as_of), moment(known_at), only_unmet=unmet)
    if found is None:
        refuse(f"版本 {standard.code} 里没有子项 {code}，也没有这个名称的指标。")
    if json:
        as_json(
            [
                {"case_id": c.case_id, "met": c.met, "label": c.label, "url": c.url, "measure": c.measure}
                for c in found
            ]
        )
        return
    as_table(
        f"{code}　{place.name}",
        ["编号", "是否达到", "对象", "地址"],
        [(c.case_id, "是" if c.met else "否", c.label, c.url) for c in found],
    )
