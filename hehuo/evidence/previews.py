"""What can be seen of a document without opening it: the first page of a PDF as a picture, the first lines of Word and Excel.

Made by the worker, never in the process that serves pages: a broken file may end its reader.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import Any

from django_tasks import task

from hehuo.evidence import files
from hehuo.evidence.models import EvidenceFile

TEXT = ".text"
PAGE_WIDTH = 800
"""Of the picture of a PDF page, pixels."""
LINES, LINE_MOST = 25, 120
PICTURED, WORDED = ("pdf",), ("docx", "xlsx", "xls")
log = logging.getLogger(__name__)


@task()
def preview_later(pk: int) -> bool:
    """What the worker runs after an upload."""
    return make_preview(EvidenceFile.objects.get(pk=pk))


def make_preview(file: EvidenceFile) -> bool:
    """Make the preview of a document and keep it beside its bytes; False when there is nothing to show."""
    place = files.place_of(file.sha256)
    if file.format not in (*PICTURED, *WORDED) or not place.exists():
        return False
    try:
        made, suffix = (
            (_first_page(place), files.PREVIEW)
            if file.format in PICTURED
            else (_first_lines(place, file.format), TEXT)
        )
    except (
        Exception
    ) as problem:  # a reader of foreign files may fail in any way; the file itself stays as it is
        log.warning("资料 %s 不能预览：%s", file.pk, problem)
        return False
    if made:
        files.keep([made], files.place_of(file.sha256, suffix), len(made))
    return bool(made)


def _first_page(place: Any) -> bytes:
    import pypdfium2  # readers are heavy and only the worker needs them

    document = pypdfium2.PdfDocument(place)
    try:
        page = document[0]
        picture = page.render(scale=PAGE_WIDTH / page.get_width()).to_pil().convert("RGB")
    finally:
        document.close()
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()


def _first_lines(place: Any, code: str) -> bytes:
    lines = _words(place) if code == "docx" else _cells(place)
    found = []
    for line in lines:
        if line.strip():
            found.append(line.strip()[:LINE_MOST])
        if len(found) == LINES:
            break
    return "\n".join(found).encode()


def _words(place: Any) -> Iterator[str]:
    from docx import Document

    document = Document(str(place))
    yield from (paragraph.text for paragraph in document.paragraphs)
    for table in document.tables:
        yield from ("　".join(cell.text for cell in row.cells) for row in table.rows)


def _cells(place: Any) -> Iterator[str]:
    from python_calamine import CalamineWorkbook

    for row in CalamineWorkbook.from_path(str(place)).get_sheet_by_index(0).to_python(nrows=LINES * 2):
        yield "　".join(str(cell) for cell in row if cell != "")


def words_of(file: EvidenceFile) -> str:
    """The first lines of a document, '' when there are none (yet)."""
    place = files.place_of(file.sha256, TEXT)
    return place.read_text(encoding="utf-8") if file.format in WORDED and place.exists() else ""


def has_picture(file: EvidenceFile) -> bool:
    """Whether there is a small picture to show."""
    return file.fingerprint is not None or files.place_of(file.sha256, files.PREVIEW).exists()
