"""Word documents: paragraphs and tables in their order; merged cells repeat their text."""

from __future__ import annotations

import io

from docx import Document
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from hehuo.assessment.standards.reading.results import (
    Block,
    Notes,
    Paragraph,
    Repeated,
    StandardRefused,
    Table,
)


def read_word(content: bytes, notes: Notes) -> list[Block]:
    """Blocks of a .docx file."""
    try:
        document = Document(io.BytesIO(content))
        blocks: list[Block] = []
        for part in document.iter_inner_content():
            if isinstance(part, WordParagraph):
                blocks += [Paragraph(line.strip()) for line in part.text.splitlines() if line.strip()]
            elif isinstance(part, WordTable):
                blocks.append(Table(_rows(part)))
    except Exception as problem:  # damaged files fail in every way there is
        raise StandardRefused("Word 文件已损坏，打不开。请用 Word 重新另存为 .docx 后再上传。") from problem
    return blocks


def _rows(table: WordTable) -> list[list[str]]:
    rows: list[list[str]] = []
    above: dict[int, object] = {}
    for row in table.rows:
        texts, elements = [""] * row.grid_cols_before, {}
        for cell in row.cells:
            elements[len(texts)] = cell._element
            same = above.get(len(texts)) is cell._element
            texts.append(Repeated(cell.text.strip()) if same else cell.text.strip())
        rows.append(texts + [""] * row.grid_cols_after)
        above = dict(elements)
    width = max((len(row) for row in rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]
