"""A `Paper` as an editable Word file in the layout of GB/T 9704-2012.

A4, margins 37/35/28/26 mm, 22 lines × 28 characters: exact lines of 28.95 pt and 16 pt letters set 0.25 pt closer, because
28 × 16 pt do not fit 156 mm. Fonts are named, never embedded. The same paper gives the same file.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from hehuo.org.workdays import chinese_day
from hehuo.reports import fonts
from hehuo.reports.paper import Paper, Picture, Table, Text, head_size, imprint_lines, tight, title_lines

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FIXED = datetime(2018, 5, 26, tzinfo=UTC)
LINE, LETTER, TIGHT = 28.95, 16, -5
"""Line pitch and letter in pt, letter spacing in twentieths of a point."""
TEXT_WIDTH_MM = 156
RED = RGBColor(0xD7, 0x00, 0x0F)
CENTER, LEFT, RIGHT, BOTH = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
AFTER_SNAP = ("w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:rPr", "w:sectPr")
AFTER_AUTO = ("w:adjustRightInd", "w:snapToGrid", *AFTER_SNAP)
AFTER_BORDER = ("w:shd", "w:tabs", "w:autoSpaceDE", "w:autoSpaceDN", *AFTER_AUTO)
AFTER_LETTER_SPACING = ("w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:lang")
"""What may stand behind an element: Word refuses paragraphs whose properties are out of order."""
FACE_OF_LEVEL = {0: fonts.BODY, 1: fonts.HEADING, 2: fonts.SUBHEADING}


def write_word(paper: Paper) -> bytes:
    """The whole file."""
    document = blank_page()
    _head(document, paper)
    for line in title_lines(paper.title):
        add_line(document, line, fonts.TITLE, 22, CENTER, pitch=35)
    add_line(document, "")
    if paper.addressee:
        add_line(document, f"{paper.addressee}：", align=LEFT)
    for block in paper.blocks:
        add_block(document, block)
    _foot(document, paper)
    return saved(document)


def saved(document: Any) -> bytes:
    """Bytes of a document, always the same for the same content."""
    properties = document.core_properties
    properties.created = properties.modified = FIXED
    properties.author = properties.last_modified_by = ""
    draft, out = BytesIO(), BytesIO()
    document.save(draft)
    with zipfile.ZipFile(draft) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in made.namelist():  # the library stamps every part with the time of the day
            package.writestr(
                zipfile.ZipInfo(name, FIXED.timetuple()[:6]), made.read(name), zipfile.ZIP_DEFLATED
            )
    return out.getvalue()


def blank_page() -> Any:
    """An empty page with grid, styles and page numbers."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), "579")
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = fonts.BODY.name, Pt(LETTER)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), fonts.BODY.name)
    language = OxmlElement("w:lang")
    language.set(qn("w:eastAsia"), "zh-CN")
    normal.element.get_or_add_rPr().append(language)
    normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer, RIGHT)
    _page_number(section.even_page_footer, LEFT)
    return document


def _page_number(footer: Any, align: Any) -> None:
    """— 1 — in 4号 宋体, one character from the outer edge (7.5)."""
    paragraph = footer.paragraphs[0]
    paragraph.alignment = align
    edge = paragraph.paragraph_format
    edge.left_indent = edge.right_indent = Pt(14)
    _run(paragraph, "— ", fonts.NUMBER, 14)
    run = _run(paragraph, "", fonts.NUMBER, 14)
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        mark = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark.text = text
        run._element.append(mark)
    _run(paragraph, " —", fonts.NUMBER, 14)


def _run(paragraph: Any, text: str, face: fonts.Face, size: float, *, red: bool = False) -> Any:
    run = paragraph.add_run(text)
    run.font.name, run.font.size = face.name, Pt(size)
    properties = run._element.get_or_add_rPr()
    families = properties.get_or_add_rFonts()
    for script in ("w:eastAsia", "w:hAnsi", "w:cs"):
        families.set(qn(script), face.name)
    if red:
        run.font.color.rgb = RED
    if size in (LETTER, 14):
        spacing = OxmlElement("w:spacing")
        spacing.set(qn("w:val"), str(TIGHT))
        properties.insert_element_before(spacing, *AFTER_LETTER_SPACING)
    return run


def add_line(
    place: Any, text: str, face: fonts.Face = fonts.BODY, size: float = LETTER, align: Any = BOTH,
    *, pitch: float = LINE, indent: bool = False, red: bool = False,
) -> Any:  # fmt: skip
    """A paragraph with exact line pitch; `indent` moves the first line by two characters."""
    paragraph = place.add_paragraph()
    paragraph.alignment = align
    shape = paragraph.paragraph_format
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(pitch)
    shape.space_before = shape.space_after = Pt(0)
    _switch_off(paragraph, snap=pitch != LINE)
    if indent:
        shape.first_line_indent = Pt((size + TIGHT / 20) * 2)
        paragraph._element.pPr.find(qn("w:ind")).set(qn("w:firstLineChars"), "200")
    _run(paragraph, text, face, size, red=red)
    return paragraph


def _switch_off(paragraph: Any, *, snap: bool) -> None:
    """No extra room between Chinese and Latin; with `snap`, lines of other pitches leave the page's grid."""
    properties = paragraph._element.get_or_add_pPr()
    wanted = [("w:autoSpaceDE", ("w:autoSpaceDN", *AFTER_AUTO)), ("w:autoSpaceDN", AFTER_AUTO)]
    for name, behind in [*wanted, *([("w:snapToGrid", AFTER_SNAP)] if snap else [])]:
        off = OxmlElement(name)
        off.set(qn("w:val"), "0")
        properties.insert_element_before(off, *behind)


def add_block(document: Any, block: Text | Table | Picture) -> None:
    """A paragraph, a table or a picture at the end of the document."""
    if isinstance(block, Text):
        add_line(document, tight(block.text), FACE_OF_LEVEL[block.level], indent=True)
    elif isinstance(block, Table):
        add_table(document, block)
    else:
        paragraph = document.add_paragraph()
        paragraph.alignment = CENTER
        picture = paragraph.add_run().add_picture(BytesIO(block.png), width=Mm(block.width_mm))
        picture._inline.docPr.set("descr", block.words)
        add_line(document, block.words, fonts.SUBHEADING, 12, CENTER, pitch=20)


def add_table(document: Any, block: Table) -> Any:
    """A ruled table whose heads come again on every page and whose rows do not break."""
    if block.title:
        add_line(document, block.title, fonts.HEADING, 14, CENTER).paragraph_format.keep_with_next = True
    table = document.add_table(rows=1, cols=len(block.heads))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    shares = block.widths or [1] * len(block.heads)
    widths = [Mm(TEXT_WIDTH_MM * share / sum(shares)) for share in shares]
    sides = block.sides()
    _fill(table.rows[0], block.heads, fonts.HEADING, widths)
    repeat = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
    for values in block.rows:
        _fill(table.add_row(), values, fonts.BODY, widths, sides)
    if block.total:
        _fill(table.add_row(), block.total, fonts.HEADING, widths, sides)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows[:-1] if block.whole else ():
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
    add_line(document, "", size=12, pitch=12)
    return table


def _fill(row: Any, values: Any, face: fonts.Face, widths: list[Any], sides: Sequence[str] = ()) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, value, width, side in zip(
        row.cells, values, widths, sides or ["center"] * len(widths), strict=True
    ):
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph.alignment = {"left": LEFT, "right": RIGHT}.get(side, CENTER)
        shape = paragraph.paragraph_format
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(18)
        _switch_off(paragraph, snap=True)
        _run(paragraph, str(value), face, 12)


def _border(paragraph: Any, side: str, eighths: int, colour: str = "000000") -> None:
    borders = OxmlElement("w:pBdr")
    line = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", str(eighths)), ("space", "1"), ("color", colour)):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._element.get_or_add_pPr().insert_element_before(borders, *AFTER_BORDER)


def _head(document: Any, paper: Paper) -> None:
    """Red head, number, who signs off (papers that go upwards), red line (7.2)."""
    if not paper.head:
        return
    add_line(document, "")
    size = head_size(paper.head)
    add_line(document, paper.head, fonts.TITLE, size, CENTER, pitch=size * 1.3, red=True)
    add_line(document, "")
    if paper.approver:
        line = add_line(document, f"　{paper.number}\t签发人：", align=LEFT)
        line.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_WIDTH_MM - 5.6), WD_TAB_ALIGNMENT.RIGHT)
        _run(line, paper.approver, fonts.SUBHEADING, LETTER)
    else:
        line = add_line(document, paper.number, align=CENTER)
    _border(line, "bottom", 12, "D7000F")
    add_line(document, "")


def _foot(document: Any, paper: Paper) -> None:
    """Annexes, issuer and date, remark, signatures, imprint (7.3.4 – 7.4)."""
    for number, name in enumerate(paper.annexes, 1):
        lead = "附件：" if number == 1 else "　　　"
        order = f"{number}. " if len(paper.annexes) > 1 else ""
        add_line(document, f"{lead}{order}{name}", indent=True)
    if paper.signer:
        _keep_last_line(document)
        add_line(document, "").paragraph_format.keep_with_next = True
        add_line(document, f"{paper.signer}　　", align=RIGHT).paragraph_format.keep_with_next = True
        add_line(document, f"{chinese_day(paper.day)}　　　　", align=RIGHT)
    for text in paper.signatures:
        add_line(document, text, align=LEFT, indent=True)
    if paper.remark:
        add_line(document, f"（{paper.remark}）", indent=True)
    if paper.copies_to or paper.office:
        _imprint(document, paper)


def _keep_last_line(document: Any) -> None:
    """Issuer and date never stand alone on a page (7.3.5.4): they take the last line or row before them along."""
    kept = [element for element in document.element.body if not element.tag.endswith("}sectPr")][-2:]
    if kept and not kept[-1].tag.endswith("}tbl") and not kept[0].tag.endswith("}tbl"):
        kept = kept[-1:]
    for element in kept:
        rows = element.findall(qn("w:tr"))
        for paragraph in rows[-1].iter(qn("w:p")) if rows else [element]:
            Paragraph(paragraph, document).paragraph_format.keep_with_next = True


def _imprint(document: Any, paper: Paper) -> None:
    add_line(document, "")
    first = None
    if paper.copies_to:
        first = add_line(document, f"　抄送：{paper.copies_to}。", size=14, align=LEFT)
        _border(first, "top", 8)
    for number, (left, right) in enumerate(imprint_lines(paper)):
        line = add_line(document, f"　{left}\t{right}　" if right else f"　{left}", size=14, align=LEFT)
        line.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_WIDTH_MM), WD_TAB_ALIGNMENT.RIGHT)
        if number == 0:
            _border(line, "top", 6 if first is not None else 8)
    closing = add_line(document, paper.printed, size=14, align=RIGHT)
    _border(closing, "top", 8)
