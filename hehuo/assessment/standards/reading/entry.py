"""The one entry: which kind of file is it, is it what its name says, and who reads it."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePath

from hehuo.assessment.standards.reading.body import find_body
from hehuo.assessment.standards.reading.comparing import compare
from hehuo.assessment.standards.reading.parts import interpret
from hehuo.assessment.standards.reading.points import settle_points
from hehuo.assessment.standards.reading.results import Block, ImportResult, Notes, StandardRefused
from hehuo.assessment.standards.reading.text_file import read_text

MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED = 80 * 1024 * 1024
MAX_ENTRIES = 4000


def _read_word(content: bytes, notes: Notes) -> list[Block]:
    """The Word reader; its library is loaded when a file comes, not into every web process."""
    from hehuo.assessment.standards.reading.word_file import read_word

    return read_word(content, notes)


def _read_excel(content: bytes, notes: Notes) -> list[Block]:
    """The Excel reader, loaded when a file comes."""
    from hehuo.assessment.standards.reading.excel_file import read_excel

    return read_excel(content, notes)


READERS: dict[str, Callable[[bytes, Notes], list[Block]]] = {
    "txt": read_text,
    "docx": _read_word,
    "xlsx": _read_excel,
}
SIGNATURES = [
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"II*\x00", "图片"),
    (b"MM\x00*", "图片"),
    (b"RIFF", "图片或音像"),
    (b"%PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0", "旧版或加了密码的 Word 或 Excel 文件"),
    (b"{\\rtf", "RTF"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
]
ADVICE = {
    "图片": "请上传考核表的文字版（.docx、.xlsx 或 .txt），不要上传照片或扫描件。",
    "PDF": "请用 Word 打开另存为 .docx 后再上传。",
    "旧版": "请用 Word 或 Excel 打开，取消打开密码，另存为 .docx 或 .xlsx 后再上传。",
}


def read_standard(path_or_bytes: str | Path | bytes, filename: str) -> ImportResult:
    """Read an official table (architecture §5). Raises StandardRefused with a message that says what to do."""
    content = path_or_bytes if isinstance(path_or_bytes, bytes) else _load(Path(path_or_bytes), filename)
    kind = kind_of(content, filename)
    notes = Notes()
    blocks = READERS[kind](content, notes)
    sections = interpret(blocks, notes)
    settle_points(sections, notes)
    compare(sections, find_body(blocks, notes), notes)
    order = {"error": 0, "warning": 1, "info": 2}
    return ImportResult(
        edition={"sections": [section.to_dict() for section in sections]},
        findings=sorted(notes.findings, key=lambda finding: order[finding.severity]),
        source_sha256=hashlib.sha256(content).hexdigest(),
    )


def _load(path: Path, filename: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise StandardRefused(f"读不到文件“{filename}”。请核对路径和权限后重试。") from problem


def kind_of(content: bytes, filename: str) -> str:
    """txt, docx or xlsx — by name and by content, which must agree."""
    suffix = PurePath(filename).suffix.lower().lstrip(".")
    if not content.strip(b"\x00\r\n\t \xef\xbb\xbf"):
        raise StandardRefused(f"文件“{filename}”是空的。请重新导出考核表后再上传。")
    if len(content) > MAX_BYTES:
        raise StandardRefused("文件超过 10 MB，请只上传考核表本身。")
    found = _content_kind(content, filename)
    if suffix not in READERS:
        raise StandardRefused(f"不能读取“{filename}”这类文件。请上传 .docx、.xlsx 或 .txt 格式的考核表。")
    if found != suffix:
        names = {"txt": "文本", "docx": "Word 文档", "xlsx": "Excel 工作簿"}
        raise StandardRefused(
            f"文件“{filename}”的内容是{names[found]}，与扩展名 .{suffix} 不符。请把扩展名改为 .{found}，或重新导出后再上传。"
        )
    return suffix


def _content_kind(content: bytes, filename: str) -> str:
    for signature, name in SIGNATURES:
        if content.startswith(signature) and (signature != b"BM" or b"\x00" in content[:32]):
            advice = next((text for key, text in ADVICE.items() if name.startswith(key)), "")
            raise StandardRefused(
                f"文件“{filename}”实际是{name}，不是考核表。{advice or '请上传 .docx、.xlsx 或 .txt 文件。'}"
            )
    if not content.startswith(b"PK"):
        return "txt"
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as problem:
        raise StandardRefused(f"文件“{filename}”已损坏，打不开。请重新导出或重新下载后再上传。") from problem
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise StandardRefused("文件展开后过大，不像是考核表。请只保留考核表，另存后再上传。")
    names = {entry.filename for entry in entries}
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    raise StandardRefused(
        f"文件“{filename}”是压缩包或其他文件，不是考核表。请上传 .docx、.xlsx 或 .txt 文件。"
    )
