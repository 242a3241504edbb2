"""评分表: every sub-criterion of one settlement with points, cases, why; sections and totals as on the scorecard."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hehuo.reports.figures import COUNTED, Standing, open_criterion, standings
from hehuo.reports.writers.excel import Column, Sheet

STATES = {
    "computed": "系统计算", "judged": "人工评判", "judged_pending": "待评判", "no_data": "无数据", "no_ledger": "尚无台账",
    "not_applicable": "不适用",
}  # fmt: skip
COLUMNS = (
    Column("条目", 8), Column("子项", 8), Column("内容", 44), Column("满分", 8, "0.0#"), Column("得分", 8, "0.00"),
    Column("尚未计分", 9, "0.0#"), Column("达到", 8, "0"), Column("应达", 8, "0"), Column("来源", 10), Column("怎样计分", 60),
)  # fmt: skip


def sheets(places: list[Any], user: Any) -> list[Sheet]:
    """A sheet of items and one of sub-criteria for the first settlement."""
    row = standings(places[:1])[0]
    return [_items(row), _criteria(row)]


def _items(row: Standing) -> Sheet:
    rows: list[list[Any]] = []
    strong = set()
    for section in row.card.sections:
        for item in section.items:
            open_points = sum((open_criterion(c) for c in item.criteria), Decimal(0))
            rows.append(
                [
                    str(item.no),
                    item.title,
                    item.max,
                    item.points,
                    open_points,
                    max(item.max - item.points - open_points, Decimal(0)),
                ]
            )
        strong.add(len(rows))
        opened = sum((open_criterion(c) for item in section.items for c in item.criteria), Decimal(0))
        rows.append(["", f"第 {section.no} 部分　{section.title}　小计", section.max, section.points, opened,
                     sum((r[5] for r in rows[-len(section.items):]), Decimal(0))])  # fmt: skip
    columns = (
        Column("条目", 8), Column("考核内容", 34), Column("满分", 10, "0.0", True), Column("得分", 10, "0.0", True),
        Column("尚未计分", 10, "0.0#", True), Column("失分", 10, "0.0#", True),
    )  # fmt: skip
    card = row.card
    note = f"截至 {card.as_of:%Y-%m-%d}　和谐社区 {card.harmonious} 分，活力社区 {card.vibrant} 分，总分 {card.total} 分。尚未计分的不按零分也不按满分计算。"
    return Sheet(
        "条目得分",
        f"{row.settlement.name} 评分表",
        note,
        columns,
        rows,
        2,
        portrait=True,
        strong=frozenset(strong),
    )


def _criteria(row: Standing) -> Sheet:
    rows = [
        [str(item.no), c.code, c.title, c.max, c.points, open_criterion(c), c.met, c.total,
         STATES.get(c.state, c.state) if c.state in COUNTED or c.state in STATES else c.state, c.rule_text]
        for item in row.card.items()
        for c in item.criteria
    ]  # fmt: skip
    return Sheet(
        "子项得分", f"{row.settlement.name} 子项得分表", f"截至 {row.card.as_of:%Y-%m-%d}，子项保留两位小数，条目四舍五入到 0.1 分。",
        COLUMNS, rows, 3,
    )  # fmt: skip
