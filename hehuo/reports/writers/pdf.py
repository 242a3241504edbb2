"""A `Paper` as PDF in the same layout, from one HTML page (WeasyPrint, an optional part of the installation)."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from PIL import ImageFile

from hehuo.org.workdays import chinese_day
from hehuo.reports import fonts
from hehuo.reports.paper import Paper, Picture, Table, head_size, imprint_lines, tight, title_lines

PDF_TYPE = "application/pdf"
DAY = re.compile(r"(\d{1,2}月\d{1,2}日)")
LINE_PT, IMPRINT_LINE = 28.95, 28
"""Line pitch, and characters of 4号 in a line of the imprint."""
NOT_INSTALLED = "本机没有安装 PDF 组件，请下载 Word 文件，或让管理员运行 script/setup pdf 后再试。"


def page_of(paper: Paper, *, imprint: bool = False, imprint_page: dict[str, Any] | None = None) -> str:
    """The HTML that is drawn: the paper, with its imprint at the foot of the last page, or a page of the imprint alone."""
    return render_to_string(
        "documents/paper.html",
        {
            "paper": paper, "day": chinese_day(paper.day), "blocks": [_block(block) for block in paper.blocks],
            "title_lines": title_lines(paper.title), "faces": {face: _css(getattr(fonts, face)) for face in (
                "TITLE", "BODY", "HEADING", "SUBHEADING", "NUMBER")},
            "head_size": head_size(paper.head), "imprint_lines": imprint_lines(paper), "imprint": imprint, "imprint_page": imprint_page, "heavy": fonts.drawn_with(fonts.TITLE) not in fonts.TITLE.families[:3],
        },
    )  # fmt: skip


def write_pdf(paper: Paper) -> bytes:
    """The whole file. Raises `ValidationError` with what to do when fonts or the PDF part are missing."""
    fonts.require_chinese()
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as problem:
        raise ValidationError(NOT_INSTALLED) from problem
    # WeasyPrint lets Pillow accept cut-off pictures everywhere; a broken upload must still be refused.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    inside = URLFetcher(
        allowed_protocols=["data"]
    )  # pictures stand in the page itself; anything else is refused

    def drawn(page: str) -> Any:
        return HTML(string=page, url_fetcher=inside).render()

    document = drawn(page_of(paper))
    if paper.copies_to or paper.office:
        document = _with_imprint(paper, document, drawn)
    return document.write_pdf()


def _with_imprint(paper: Paper, document: Any, drawn: Any) -> Any:
    """版记 at the foot of the last page, which is an even one (7.4); pages that are blank before it bear no number (7.5)."""
    pages = len(document.pages)
    if pages % 2 == 0 and _room_below(document.pages[-1]) >= _imprint_height(paper):
        return drawn(page_of(paper, imprint=True))
    blank = pages % 2 == 0
    alone = {"number": pages + 1, "numbered": not blank}
    extra = drawn(page_of(paper, imprint=True, imprint_page=alone)).pages
    empty = drawn("<style>@page { size: 210mm 297mm }</style>").pages if blank else []
    return document.copy([*document.pages, *empty, *extra])


def _room_below(page: Any) -> float:
    """CSS pixels between the last line and the foot of the type area."""
    sheet = page._page_box
    body = sheet.children[0].children[-1]
    ends = [box.position_y + box.margin_height() for box in body.children if box.is_in_normal_flow()]
    return sheet.content_box_y() + sheet.height - max(ends, default=sheet.content_box_y())


def _imprint_height(paper: Paper) -> float:
    """CSS pixels that the imprint takes, with one line before it."""
    copied = -(-len(f"抄送：{paper.copies_to}。") // IMPRINT_LINE) if paper.copies_to else 0
    return (copied + len(imprint_lines(paper)) + bool(paper.printed) + 1) * LINE_PT * 4 / 3 + 4


def _css(face: fonts.Face) -> str:
    return ", ".join(f'"{family}"' for family in face.families) + ", serif"


def _cells(row: Sequence[str], sides: Sequence[str]) -> list[tuple[SafeString, str]]:
    """Cells with their sides; a day breaks after its year only."""
    return [(_unbroken(str(cell)), side) for cell, side in zip(row, sides, strict=False)]


def _unbroken(words: str) -> SafeString:
    parts = DAY.split(words)
    return format_html_join(
        "",
        "{}{}",
        (
            (plain, format_html("<span>{}</span>", day) if day else "")
            for plain, day in zip_longest(parts[::2], parts[1::2])
        ),
    )


def _block(block: Any) -> dict[str, Any]:
    if isinstance(block, Table):
        shares = block.widths or [1] * len(block.heads)
        sides = block.sides()
        return {
            "table": block, "heads": [_unbroken(head) for head in block.heads], "whole": block.whole, "widths": [round(100 * share / sum(shares), 2) for share in shares],
            "rows": [_cells(row, sides) for row in block.rows], "total": _cells(block.total, sides),
        }  # fmt: skip
    if isinstance(block, Picture):
        return {
            "picture": base64.b64encode(block.png).decode(),
            "words": block.words,
            "width": block.width_mm,
        }
    return {"text": tight(block.text), "level": block.level}
