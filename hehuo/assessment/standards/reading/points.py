"""Points: read from the column or the bracket, inferred only when exactly one item of a section has none."""

from __future__ import annotations

import re
from decimal import Decimal

from hehuo.assessment.standards.reading.draft import DraftItem, DraftSection, decimal_text
from hehuo.assessment.standards.reading.results import Notes, StandardRefused

NUMBER = r"(\d{1,4}(?:[.．]\d{1,2})?|[一二两三四五六七八九十百千]{1,7})"
SAID = r"(?:本项|本部分)?(?:满分|总分|标准分|分值|共|计)?[为:：]?"
BRACKET = re.compile(rf"[（(【〔\[]\s*{SAID}\s*{NUMBER}\s*分\s*[)）】〕\]]")
LIST_BRACKET = re.compile(
    rf"[（(【〔\[][^（()）扣]{{1,12}}[，,、；;\s]\s*{SAID}\s*{NUMBER}\s*分\s*[)）】〕\]]"
)
COLUMN = re.compile(rf"^{SAID}\s*{NUMBER}\s*分?$")
AT_END = re.compile(rf"(?<![\d扣减加得降罚每各于达到约.．\-－—~～至]){SAID}\s*{NUMBER}\s*分\s*[。．.]?$")
DIGITS = {letter: value for value, letter in enumerate("零一二三四五六七八九")} | {"两": 2}
UNITS = {"十": 10, "百": 100, "千": 1000}


def number_of(text: str) -> Decimal:
    """A number as printed: 6, ６, 2．5, 十二, 一百二十."""
    if text[0].isdigit():
        return Decimal(text.replace("．", "."))
    total, digit = 0, 0
    for letter in text:
        if letter in UNITS:
            total, digit = total + (digit or 1) * UNITS[letter], 0
        else:
            digit = DIGITS[letter]
    return Decimal(total + digit)


def bracket_points(text: str) -> list[Decimal]:
    """Points in brackets, full or half width: （6分）, (6分), （满分：六分）."""
    return [number_of(found) for found in BRACKET.findall(text)]


def heading_points(text: str) -> Decimal | None:
    """Points of a section heading: in brackets, behind a number of items, or at its end."""
    found = bracket_points(text)
    if found:
        return found[-1]
    for pattern in (LIST_BRACKET, AT_END):
        match = pattern.search(text)
        if match:
            return number_of(match.group(1))
    return None


def points_at_end(text: str) -> Decimal | None:
    """Points without brackets at the very end of a text: …有台账。6分 — but never what is deducted or added."""
    match = AT_END.search(text.strip())
    return number_of(match.group(1)) if match else None


def column_points(text: str) -> Decimal | None:
    """Points of a cell that holds nothing else: 6, 6分, 6.0."""
    found = COLUMN.match(text.strip().strip("（）()"))
    return number_of(found.group(1)) if found else None


def without_points(text: str) -> str:
    """Text without its points bracket."""
    return BRACKET.sub("", text).strip()


def heading_without_points(text: str) -> str:
    """A section heading without its points."""
    return AT_END.sub("", LIST_BRACKET.sub("", without_points(text))).strip()


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
    brackets = bracket_points(item.criterion) or bracket_points(item.heading) or bracket_points(item.content)
    if item.column_points:
        found = sum(item.column_points, Decimal(0))
        if brackets and _together(brackets) != found:
            notes.error(
                "points_conflict",
                item.where,
                f"分值列为 {decimal_text(found)} 分，文字中为 {_listed(brackets)} 分，暂取分值列，请核对。",
            )
    elif brackets:
        found = _together(brackets)
        if len(brackets) > 1:
            notes.warning(
                "points_several",
                item.where,
                f"文字中有多个分值（{_listed(brackets)}），已计为 {decimal_text(found)} 分，请核对。",
            )
    else:
        bare = points_at_end(item.criterion)
        if bare is None:
            return
        found = bare
        notes.warning(
            "points_unbracketed", item.where,
            f"分值没有写在括号里，按文字末尾读作 {decimal_text(found)} 分，请核对。",
        )  # fmt: skip
    item.points_printed = item.points_effective = found
    item.points_source = "printed"


def _together(points: list[Decimal]) -> Decimal:
    """Several points of one item: their sum, or the largest when it is the sum of the others."""
    largest, total = max(points), sum(points, Decimal(0))
    return largest if len(points) > 2 and largest * 2 == total else total


def _listed(points: list[Decimal]) -> str:
    return "、".join(str(decimal_text(value)) for value in points)


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
