"""`hehuo draw`: repeat the draw of a spot check from what was kept; anybody gets the same list (domain §3.2)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hehuo.config.commands.output import as_json, as_table, database_ready, refuse


def add(app: typer.Typer) -> None:
    """Register the command."""
    app.command("draw", help="按保存的种子、总体和规则重做一次抽查抽样，并与当时的名单核对")(draw)


def draw(
    check: Annotated[int, typer.Argument(help="抽查编号，见抽查页面地址")],
    stage: Annotated[int, typer.Option(help="批次，1 为首次抽样")] = 0,
    frame: Annotated[str, typer.Option(help="把抽样总体写到这个文件，供用自己的程序复核")] = "",
    json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
) -> None:
    """Print the list again and say whether it agrees with the sites that were checked."""
    from django.core.exceptions import ValidationError

    from hehuo.programme.models import SpotDraw
    from hehuo.programme.supervision.spot_checks.drawing import draw_again, pairs_of

    database_ready()
    draws = SpotDraw.objects.filter(check_of=check).select_related("check_of").order_by("-stage")
    found = draws.filter(stage=stage).first() if stage else draws.first()
    if found is None:
        refuse("没有这次抽查的抽样记录。抽查编号是抽查页面地址里的数字。")
    try:
        again = draw_again(found)
    except ValidationError as problem:
        refuse("".join(problem.messages))
    if frame:
        lines = "\n".join(f"{stratum}|{code}" for stratum, code in pairs_of(found.frame))
        Path(frame).write_text(lines + "\n", encoding="utf-8")
    sites = found.check_of.sites.filter(stage__lte=found.stage).select_related("unit")
    names = {site.unit.code: site.unit.name for site in sites}
    same = sorted(names) == sorted(code for _, code in again)
    if json:
        as_json(
            {
                "seed": found.seed,
                "frame_hash": found.frame_hash,
                "sizes": found.sizes,
                "drawn": again,
                "same": same,
            }
        )
    else:
        title = f"{found.check_of}　第 {found.stage} 批　种子 {found.seed}　总体指纹 {found.frame_hash}"
        rows = [(str(n), s, c, names.get(c, "—")) for n, (s, c) in enumerate(again, 1)]
        as_table(title, ("序号", "层", "编号", "创建单位"), rows)
        typer.echo("与当时抽取的名单一致。" if same else "与当时抽取的名单不一致，请核查。")
    if not same:
        raise typer.Exit(1)
