"""A `Paper` as PDF in the same layout, from one HTML page (WeasyPrint, an optional part of the installation)."""

from __future__ import annotations

import base64
from typing import Any

from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from PIL import ImageFile

from hehuo.reports import fonts
from hehuo.reports.paper import Paper, Picture, Table, chinese_day

PDF_TYPE = "application/pdf"
NOT_INSTALLED = "本机没有安装 PDF 组件，请下载 Word 文件，或让管理员运行 script/setup pdf 后再试。"


def page_of(paper: Paper) -> str:
    """The HTML that is drawn."""
    return render_to_string(
        "documents/paper.html",
        {
            "paper": paper, "day": chinese_day(paper.day), "blocks": [_block(block) for block in paper.blocks],
            "title_lines": paper.title.splitlines(), "faces": {face: _css(getattr(fonts, face)) for face in (
                "TITLE", "BODY", "HEADING", "SUBHEADING", "NUMBER")},
            "head_size": 40 if len(paper.head) <= 14 else max(22, int(442 / len(paper.head))),
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
    return HTML(string=page_of(paper), url_fetcher=inside).write_pdf()


def _css(face: fonts.Face) -> str:
    return ", ".join(f'"{family}"' for family in face.families) + ", serif"


def _block(block: Any) -> dict[str, Any]:
    if isinstance(block, Table):
        shares = block.widths or [1] * len(block.heads)
        return {"table": block, "widths": [round(100 * share / sum(shares), 2) for share in shares]}
    if isinstance(block, Picture):
        return {
            "picture": base64.b64encode(block.png).decode(),
            "words": block.words,
            "width": block.width_mm,
        }
    return {"text": block.text, "level": block.level}
