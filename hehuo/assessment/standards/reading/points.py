"""Points: read from the column or the bracket, inferred only when exactly one item of a section has none."""

from __future__ import annotations

import re
from decimal import Decimal

from hehuo.assessment.standards.reading.draft import DraftItem, DraftSection, decimal_text
from hehuo.assessment.standards.reading.results import Notes, StandardRefused

BRACKET = re.compile(r"[（(【〔\[]\s*(?:满分|共|计)?\s*(\d{1,3}(?:\.\d+)?)\s*分\s*[)）】〕\]]")
COLUMN = re.compile(r"^(?:满分|共|计)?\s*(\d{1,3}(?:\.\d+)?)\s*分?$")


def bracket_points(text: str) -> list[Decimal]:
    """Points in brackets, full or half width: （6分）, (6分)."""
    return [Decimal(found) for found in BRACKET.findall(text)]


def column_points(text: str) -> Decimal | None:
    """Points of a cell that holds nothing else: 6, 6分, 6.0."""
    found = COLUMN.match(text.strip().strip("（）()"))
    return Decimal(found.group(1)) if found else None


def without_points(text: str) -> str:
    """Text without its points bracket."""
    return BRACKET.sub("", text).strip()


def settle_points(sections: list[DraftSection], notes: Notes) -> None:
    """Printed and effective points of every item; sums against what is printed (domain §0.1 no. 2)."""
    items = [item for section in sections for item in section.items]
    for item in items:
        _printed(item, notes)
    if not any(item.points_printed is not None for item in items):
        raise StandardRefused(
            "表中没有任何条目写有分值。请上传带分值的考核表（单独的分值列，或在考核标准后写“（6分）”）。"
        )
    for section in sections:
        _infer(section, notes)
        _check_sum(section, notes)
    _total(sections, notes)


def _printed(item: DraftItem, notes: Notes) -> None:
    brackets = bracket_points(item.criterion) or bracket_points(item.content)
    if item.column_points:
        found = sum(item.column_points, Decimal(0))
        if brackets and sum(brackets, Decimal(0)) != found:
            listed = "、".join(str(decimal_text(b)) for b in brackets)
            notes.error(
                "points_conflict",
                item.where,
                f"分值列为 {decimal_text(found)} 分，文字中为 {listed} 分，暂取分值列，请核对。",
            )
    elif brackets:
        found = sum(brackets, Decimal(0))
        if len(brackets) > 1:
            listed = "、".join(str(decimal_text(b)) for b in brackets)
            notes.warning(
                "points_several",
                item.where,
                f"文字中有多个分值（{listed}），已合计为 {decimal_text(found)} 分，请核对。",
            )
    else:
        return
    item.points_printed = item.points_effective = found
    item.points_source = "printed"


def _infer(section: DraftSection, notes: Notes) -> None:
    missing = [item for item in section.items if item.points_printed is None]
    if not missing:
        return
    known = sum((item.points_printed or Decimal(0) for item in section.items), Decimal(0))
    if len(missing) == 1 and section.points is not None and section.points > known:
        item, rest = missing[0], section.points - known
        item.points_effective, item.points_source = rest, "inferred"
        notes.warning(
            "points_missing", item.where,
            f"原表没有写分值。由{section.where}总分 {decimal_text(section.points)} 减去其余各项 {decimal_text(known)}，"
            f"推定为 {decimal_text(rest)} 分，请确认或改定。",
        )  # fmt: skip
        return
    if section.points is None:
        reason = "本部分也没有写总分"
    elif len(missing) > 1:
        reason = f"本部分有 {len(missing)} 项没有分值"
    else:
        reason = "其余各项合计已不小于本部分总分"
    for item in missing:
        notes.error("points_missing", item.where, f"原表没有写分值，{reason}，不能推定，请填写分值。")


def _check_sum(section: DraftSection, notes: Notes) -> None:
    values = [item.points_effective for item in section.items if item.points_effective is not None]
    if len(values) < len(section.items) or not values:
        return
    total = sum(values, Decimal(0))
    if section.points is None:
        section.points = total
        notes.warning(
            "section_points_summed",
            section.where,
            f"没有写本部分总分，按各项合计 {decimal_text(total)} 分计，请确认。",
        )
    elif total != section.points:
        notes.error(
            "section_sum", section.where,
            f"各项合计 {decimal_text(total)} 分，与写明的 {decimal_text(section.points)} 分不符，请核对原表。",
        )  # fmt: skip


def _total(sections: list[DraftSection], notes: Notes) -> None:
    items = [item for section in sections for item in section.items]
    known = [item.points_effective for item in items if item.points_effective is not None]
    total = decimal_text(sum(known, Decimal(0)))
    shares = "＋".join(str(decimal_text(section.points)) for section in sections)
    notes.info(
        "total", "全表", f"{len(sections)} 部分（{shares}），{len(items)} 项，有分值的合计 {total} 分。"
    )
