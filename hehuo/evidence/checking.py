"""Looking inside an upload: what it is, whether it carries programs, whether it is two files in one."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError

from hehuo.evidence.formats import FORMATS, HEAD, LARGEST, MB, OLE, OPEN_XML, FileKind, Format, format_code

UNPACKED_MOST = 300 * MB
PARTS_MOST = 5000
STREAM_MOST = 8 * MB
MACROS = "文件里带有宏或嵌入的程序，不能上传。请另存为不含宏的 Word、Excel 或 PDF 后再传。"
LOCKED = "文件设了密码，系统不能检查。请去掉密码后再传。"
DOUBLE = "文件里夹带了别的内容，不能上传。请用原来的软件另存一份，或导出为 PDF 后再传。"
BROKEN = "文件已损坏或不完整，请重新导出后再传。"

_MAIN_PARTS = {
    b"wordprocessingml.document.main+xml": "docx",
    b"spreadsheetml.sheet.main+xml": "xlsx",
    b"presentationml.presentation.main+xml": "pptx",
}
_ACTIVE_PARTS = ("vbaproject.bin", "vbadata.xml", "activex", "oleobject", "macrosheets", "customui")
_ACTIVE_ENTRIES = ("VBA", "_VBA_PROJECT", "_VBA_PROJECT_CUR", "Macros", "\x01Ole10Native")
_OLD_OFFICE = (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"), ("PowerPoint Document", "ppt"))
_PDF_STREAM = re.compile(rb">>\s*stream\r?\n")
_PDF_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA)(?![A-Za-z0-9])")
_PDF_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_REMOTE_TEMPLATE = re.compile(rb"<[^>]*attachedTemplate[^>]*TargetMode\s*=\s*[\"']External|"
                              rb"<[^>]*TargetMode\s*=\s*[\"']External[^>]*attachedTemplate")  # fmt: skip


def check_upload(file: Any) -> Format:
    """The format of an uploaded file, by its content.

    Raises `ValidationError` (in words for the uploader) when it is empty, too large, not on the list, damaged,
    carries programs, or is readable as two kinds of file at once.
    """
    file.seek(0)
    code = format_code(file.read(HEAD))
    size = file.seek(0, io.SEEK_END)
    kind = FORMATS[code].kind if code in FORMATS else FileKind.DOCUMENT
    if size > LARGEST[kind]:
        raise ValidationError(
            f"文件有 {size / MB:.0f} MB，{kind.label}最多 {LARGEST[kind] // MB} MB。请压缩或截取后再传。"
        )
    file.seek(0)
    if kind == FileKind.DOCUMENT:
        code = {OPEN_XML: _open_xml, OLE: _old_office, "pdf": _pdf}[code](file.read())
    elif code in ("mp4", "mov", "m4a"):
        _boxes(file, size)
    elif code == "wav":
        _riff(file, size)
    elif kind == FileKind.AUDIO:
        _no_archive_behind(file, size)
    file.seek(0)
    return FORMATS[code]


# -- documents --------------------------------------------------------------
def _open_xml(data: bytes) -> str:
    """Word, Excel or PowerPoint of today: a zip that begins and ends where the file does."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            _check_size_of(parts)
            if not parts or min(part.header_offset for part in parts) != 0 or _end_of_zip(data) != len(data):
                raise ValidationError(DOUBLE)
            types = package.read("[Content_Types].xml")
            relations = b"".join(package.read(p) for p in parts if p.filename.endswith("settings.xml.rels"))
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, zlib.error, EOFError) as problem:
        raise ValidationError("压缩包不能上传。请解压后上传里面的文件。") from problem
    names = " ".join(part.filename.lower() for part in parts)
    if b"macroenabled" in types.lower() or any(word in names for word in _ACTIVE_PARTS):
        raise ValidationError(MACROS)
    if _REMOTE_TEMPLATE.search(relations):
        raise ValidationError("文档引用了外部模板，不能上传。请另存为 PDF 后再传。")
    for mark, code in _MAIN_PARTS.items():
        if mark in types:
            return code
    raise ValidationError("压缩包不能上传。请解压后上传里面的文件。")


def _check_size_of(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > PARTS_MOST or sum(part.file_size for part in parts) > UNPACKED_MOST:
        raise ValidationError("文件解开后过大，不能检查。请拆成几个文件后再传。")


def _end_of_zip(data: bytes) -> int:
    start = data.rfind(b"PK\x05\x06")
    if start < 0 or start + 22 > len(data):
        return -1
    return start + 22 + int(struct.unpack_from("<H", data, start + 20)[0])


def _old_office(data: bytes) -> str:
    """Word, Excel or PowerPoint before 2007, told by the names in its directory."""

    def holds(name: str) -> bool:
        entry = (name + "\0").encode("utf-16-le")
        return any(found.start() % 128 == 0 for found in re.finditer(re.escape(entry), data))

    if holds("EncryptedPackage"):
        raise ValidationError(LOCKED)
    if any(holds(name) for name in _ACTIVE_ENTRIES):
        raise ValidationError(MACROS)
    if b"PK\x05\x06" in data[-65_557:]:
        raise ValidationError(DOUBLE)
    for name, code in _OLD_OFFICE:
        if holds(name):
            return code
    raise ValidationError("不能识别这个旧版文档。请另存为 docx、xlsx 或 PDF 后再传。")


def _pdf(data: bytes) -> str:
    """A PDF that ends as one and names no program, attachment or form script, packed object streams included."""
    end = data.rfind(b"%%EOF")
    if end < 0:
        raise ValidationError(BROKEN)
    if data[end + 5 :].strip(b"\0\r\n\t "):
        raise ValidationError(DOUBLE)
    for objects, body in _pdf_parts(data):
        names = _plain_names(objects)
        if b"/Encrypt" in names:
            raise ValidationError(LOCKED)
        packed = b"/ObjStm" in names.rsplit(b" obj", 1)[-1]
        if _PDF_ACTIVE.search(names) or (packed and _PDF_ACTIVE.search(_plain_names(_inflated(body)))):
            raise ValidationError("PDF 里带有脚本或附件，不能上传。请用“打印为 PDF”另存一份后再传。")
    return "pdf"


def _pdf_parts(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(objects, body of the stream behind them), one after the other."""
    at = 0
    for found in _PDF_STREAM.finditer(data):
        if found.start() < at:
            continue
        end = data.find(b"endstream", found.end())
        end = len(data) if end < 0 else end
        yield data[at : found.start()], data[found.end() : end]
        at = end + len(b"endstream")
    yield data[at:], b""


def _plain_names(data: bytes) -> bytes:
    """PDF names may be spelt with #xx; as they are read."""
    return _PDF_HEX.sub(lambda found: bytes([int(found[1], 16)]), data)


def _inflated(body: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(body, STREAM_MOST)
    except zlib.error:
        return body


# -- sound and film ------------------------------------------------------------
def _boxes(file: Any, size: int) -> None:
    """Top-level boxes fill the file to its last byte: nothing is hung on behind."""
    at = 0
    while at < size:
        file.seek(at)
        head = file.read(16)
        if len(head) < 8:
            raise ValidationError(DOUBLE)
        length = int.from_bytes(head[:4], "big")
        length = int.from_bytes(head[8:16], "big") if length == 1 else length or size - at
        if length < 8 or not re.fullmatch(rb"[A-Za-z0-9 _]{4}", head[4:8]):
            raise ValidationError(DOUBLE)
        at += length
    if at != size:
        raise ValidationError(BROKEN)
    _no_archive_behind(file, size)


def _riff(file: Any, size: int) -> None:
    stated = int.from_bytes(file.read(8)[4:8], "little") + 8
    if stated > size:
        raise ValidationError(BROKEN)
    if size - stated > 1:
        raise ValidationError(DOUBLE)


def _no_archive_behind(file: Any, size: int) -> None:
    file.seek(max(size - 65_557, 0))
    if b"PK\x05\x06" in file.read():
        raise ValidationError(DOUBLE)
