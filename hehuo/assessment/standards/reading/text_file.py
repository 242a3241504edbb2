"""Plain text: paragraphs, and tables whose cells are separated by tabs or upright strokes."""

from __future__ import annotations

import re

from hehuo.assessment.standards.reading.results import Block, Notes, Paragraph, StandardRefused, Table

RULE = re.compile(r"^[\s\-—_=|+:]*-{2,}[\s\-—_=|+:]*$")


def read_text(content: bytes, notes: Notes) -> list[Block]:
    """Blocks of a text file. Table rules such as `--- ---` are left out and reported (domain §0.2)."""
    blocks: list[Block] = []
    rows: list[list[str]] = []
    for number, line in enumerate(_decode(content).splitlines(), start=1):
        if RULE.match(line):
            notes.info(
                "stray_rule",
                f"文本第{number}行",
                f"有一行制表横线“{line.strip()[:20]}”，属转录痕迹，已略去。",
            )
        elif "\t" in line.strip("\r\n ") and line.strip():
            rows.append([cell.strip() for cell in line.split("\t")])
        elif line.count("|") + line.count("｜") >= 2:
            rows.append([cell.strip() for cell in line.strip().replace("｜", "|").strip("|").split("|")])
        elif line.strip():
            _close(blocks, rows)
            rows = []
            blocks.append(Paragraph(line.strip()))
    _close(blocks, rows)
    return blocks


def _close(blocks: list[Block], rows: list[list[str]]) -> None:
    if rows:
        width = max(len(row) for row in rows)
        blocks.append(Table([row + [""] * (width - len(row)) for row in rows]))


def _decode(content: bytes) -> str:
    if b"\x00" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise StandardRefused(
            "文件内容不是文字，可能已损坏或改过扩展名。请重新导出为 .txt（UTF-8）后再上传。"
        )
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise StandardRefused("文件的文字编码无法识别，可能已损坏。请另存为 UTF-8 编码的 .txt 后再上传。")
