"""The application for acceptance (请示) as a Word document, generated from the frozen snapshot whenever it is asked for.

Plain official layout: title 2号 小标宋, body 3号 仿宋, exact line pitch (GB/T 9704-2012). The same snapshot gives the same text.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from django.utils import timezone
from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from hehuo.programme import scores
from hehuo.programme.models import Campaign

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TITLE, BODY, HEAD = "方正小标宋简体", "仿宋", "黑体"
FIXED = datetime(2018, 5, 26, tzinfo=UTC)
"""Date in the file's properties, so that the same snapshot gives the same file."""


def application_document(campaign: Campaign) -> bytes:
    """The application: unit, size, self-assessed points per item, county points, request."""
    document = _page()
    name = campaign.unit.name
    county = campaign.unit.county.name
    step = campaign.steps.filter(event="apply_for_acceptance").order_by("-id").first()
    _line(document, f"关于申请对{name}“和谐社区、活力社区”", TITLE, 22, WD_ALIGN_PARAGRAPH.CENTER)
    _line(document, "创建工作进行验收的请示", TITLE, 22, WD_ALIGN_PARAGRAPH.CENTER)
    if step and step.data.get("document_no"):
        _line(document, step.data["document_no"], BODY, 16, WD_ALIGN_PARAGRAPH.CENTER)
    _line(document, "市易地扶贫搬迁工程建设指挥部：", BODY, 16)
    for text in _paragraphs(campaign):
        _line(document, text, BODY, 16, indent=True)
    _table(document, campaign)
    _line(document, "妥否，请批示。", BODY, 16, indent=True)
    day = timezone.localtime(step.at).date() if step else timezone.localdate()
    _line(document, county, BODY, 16, WD_ALIGN_PARAGRAPH.RIGHT)
    _line(document, f"{day.year}年{day.month}月{day.day}日", BODY, 16, WD_ALIGN_PARAGRAPH.RIGHT)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _paragraphs(campaign: Campaign) -> list[str]:
    snapshot, population = campaign.submitted, campaign.population
    mine = scores.totals(campaign.edition, scores.self_points(campaign))
    texts = [
        f"根据《{campaign.edition.data.get('document_title') or campaign.edition.name}》（{campaign.edition.document_no}），"
        f"{campaign.unit.county.name}组织{campaign.unit.name}开展创建。创建单位为{campaign.unit.get_kind_display()}，"
        f"截至{_day(population.cut_off_on)}有搬迁户 {population.households} 户 {population.persons} 人。",
        f"经自评，和谐社区 {mine.harmonious} 分、活力社区 {mine.vibrant} 分，总分 {mine.total} 分，自评合格。",
    ]
    if campaign.county_sheet_id:
        county = scores.totals(campaign.edition, scores.sheet_points(campaign.county_sheet))
        texts.append(f"经县级初核，总分 {county.total} 分。")
    texts.append(
        f"系统按台账计算总分 {snapshot.total} 分（截至{_day(snapshot.as_of)}，评分快照指纹 {snapshot.hash[:12]}）。各条目得分如下："
    )
    return texts


def _day(day: Any) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _page() -> Any:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    document.core_properties.created = document.core_properties.modified = FIXED
    document.core_properties.author = ""
    return document


def _font(run: Any, name: str, size: float) -> None:
    run.font.name, run.font.size = name, Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _line(
    document: Any,
    text: str,
    font: str,
    size: float,
    align: Any = WD_ALIGN_PARAGRAPH.JUSTIFY,
    *,
    indent: bool = False,
) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.line_spacing = Pt(28.95 if size < 20 else 35)
    paragraph.paragraph_format.space_after = Pt(0)
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(size * 2)
    _font(paragraph.add_run(text), font, size)


def _table(document: Any, campaign: Campaign) -> None:
    mine = scores.totals(campaign.edition, scores.self_points(campaign))
    county = (
        scores.totals(campaign.edition, scores.sheet_points(campaign.county_sheet))
        if campaign.county_sheet
        else None
    )
    titles = {c.item_no: c.item_title for c in scores.criteria_of(campaign.edition)}
    table = document.add_table(rows=1, cols=6)
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    for cell, text in zip(
        table.rows[0].cells, ("条目", "内容", "满分", "系统分", "自评分", "初核分"), strict=True
    ):
        _cell(cell, text, HEAD)
    for item in campaign.submitted.data["items"]:
        no = item["no"]
        values = (
            no,
            titles.get(no, ""),
            item["max"],
            item["points"],
            mine.items[no],
            county.items[no] if county else "—",
        )
        for cell, value in zip(table.add_row().cells, values, strict=True):
            _cell(cell, str(value), BODY)
    last = ("合计", "", "100", campaign.submitted.total, mine.total, county.total if county else "—")
    for cell, value in zip(table.add_row().cells, last, strict=True):
        _cell(cell, str(value), HEAD)
    for row in table.rows:
        for cell, width in zip(row.cells, (14, 62, 20, 20, 20, 20), strict=True):
            cell.width = Mm(width)


def _cell(cell: Any, text: str, font: str) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    _font(paragraph.add_run(text), font, 12)
