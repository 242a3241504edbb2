"""得分热力表: settlements × sixteen items as on the heat page, coloured by share of full marks."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hehuo.reports.figures import open_points, standings
from hehuo.reports.writers.excel import Column, Sheet


def sheets(places: list[Any], user: Any) -> list[Sheet]:
    """One sheet; the last row holds full marks. A cell is empty where nothing of the item is counted yet."""
    found = standings(places)
    if not found:
        return [
            Sheet(
                "热力表",
                "得分热力表",
                "您的区域内还没有安置点。",
                (Column("安置点", 30), Column("总分", 10, "0.0")),
                [],
            )
        ]
    items = found[0].card.items()
    columns = (
        Column("安置点", 16), Column("县级单位", 10), *(Column(f"{i.no}. {i.title}", 6.5, "0.0") for i in items),
        Column("和谐社区", 9, "0.0"), Column("活力社区", 9, "0.0"), Column("总分", 9, "0.0"), Column("尚未计分", 9, "0.0#"),
    )  # fmt: skip
    rows = []
    for row in found:
        cells = [None if open_points(i) >= i.max else i.points for i in row.card.items()]
        rows.append([row.settlement.name, row.settlement.county.name, *cells, row.card.harmonious, row.card.vibrant, row.card.total,
                     row.open_points])  # fmt: skip
    half = found[0].card.max / 2
    limits = ["满分", "", *(i.max for i in items), half, half, found[0].card.max, Decimal(0)]
    note = (
        f"截至 {found[0].card.as_of:%Y-%m-%d}。空格表示尚未计分，既不是零分也不是满分；颜色按得分率由低到高。"
    )
    return [Sheet("热力表", "各安置点得分热力表", note, columns, rows, 2, (2, 1 + len(items)), limits)]
