"""Files that a page offers: fetched as the person who is signed in, and read."""

from __future__ import annotations

import io
import re

import pypdfium2
from docx import Document
from playwright.sync_api import Page


def fetched(page: Page, address: str) -> bytes:
    """The bytes behind a link, by the person of the page. A PDF is drawn while one waits."""
    answer = page.request.get(address, timeout=60_000)
    assert answer.status == 200, f"{address} answers {answer.status}"
    return answer.body()


def word_text(content: bytes) -> str:
    """Words of a .docx: paragraphs, then the cells of tables."""
    assert content.startswith(b"PK")
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return squeezed("".join([*(p.text for p in document.paragraphs), *cells]))


def pdf_text(content: bytes) -> str:
    """Words of a PDF of whole sheets, the imprint on an even one."""
    assert content.startswith(b"%PDF-")
    document = pypdfium2.PdfDocument(content)
    pages = [page.get_textpage().get_text_range() for page in document]
    assert "印发" not in "".join(pages[:-1]) or len(pages) % 2 == 0
    return squeezed("".join(pages))


def squeezed(text: str) -> str:
    """Without blanks and line ends, which a layout may put anywhere."""
    return re.sub(r"\s", "", text)


def both(page: Page, address: str, *wanted: str) -> tuple[str, str]:
    """Word and PDF of a paper; both must hold the words (title, number, total)."""
    word, pdf = word_text(fetched(page, address)), pdf_text(fetched(page, f"{address}?as=pdf"))
    for one in wanted:
        assert squeezed(one) in word, f"Word of {address} does not say {one}: {word[:400]}"
        assert squeezed(one) in pdf, f"PDF of {address} does not say {one}: {pdf[:400]}"
    return word, pdf
