"""The closed list of what may be uploaded, and how a file is known by its first bytes."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import TextChoices

MB = 1024 * 1024
HEAD = 4096
"""Bytes that are enough to tell a format."""


class FileKind(TextChoices):
    """What a file is for people."""

    PHOTO = "photo", "照片"
    DOCUMENT = "document", "文档"
    AUDIO = "audio", "录音"
    VIDEO = "video", "视频"


LARGEST: dict[str, int] = {
    FileKind.PHOTO: 20 * MB,
    FileKind.DOCUMENT: 30 * MB,
    FileKind.AUDIO: 50 * MB,
    FileKind.VIDEO: 200 * MB,
}
"""Largest size in bytes by kind."""


@dataclass(frozen=True)
class Format:
    """One accepted format: `extension` and `media_type` are what a download is called, whatever the upload was."""

    code: str
    kind: FileKind
    extension: str
    media_type: str
    label: str


_OPEN_XML = "application/vnd.openxmlformats-officedocument"
FORMATS: dict[str, Format] = {
    item.code: item
    for item in (
        Format("jpeg", FileKind.PHOTO, ".jpg", "image/jpeg", "JPEG 图片"),
        Format("png", FileKind.PHOTO, ".png", "image/png", "PNG 图片"),
        Format("webp", FileKind.PHOTO, ".webp", "image/webp", "WebP 图片"),
        Format("heif", FileKind.PHOTO, ".heic", "image/heic", "HEIC 图片"),
        Format("pdf", FileKind.DOCUMENT, ".pdf", "application/pdf", "PDF 文档"),
        Format("docx", FileKind.DOCUMENT, ".docx", f"{_OPEN_XML}.wordprocessingml.document", "Word 文档"),
        Format("xlsx", FileKind.DOCUMENT, ".xlsx", f"{_OPEN_XML}.spreadsheetml.sheet", "Excel 表格"),
        Format("pptx", FileKind.DOCUMENT, ".pptx", f"{_OPEN_XML}.presentationml.presentation", "PPT 演示文稿"),
        Format("doc", FileKind.DOCUMENT, ".doc", "application/msword", "旧版 Word 文档"),
        Format("xls", FileKind.DOCUMENT, ".xls", "application/vnd.ms-excel", "旧版 Excel 表格"),
        Format("ppt", FileKind.DOCUMENT, ".ppt", "application/vnd.ms-powerpoint", "旧版 PPT 演示文稿"),
        Format("mp3", FileKind.AUDIO, ".mp3", "audio/mpeg", "MP3 录音"),
        Format("m4a", FileKind.AUDIO, ".m4a", "audio/mp4", "M4A 录音"),
        Format("wav", FileKind.AUDIO, ".wav", "audio/wav", "WAV 录音"),
        Format("amr", FileKind.AUDIO, ".amr", "audio/amr", "AMR 录音"),
        Format("mp4", FileKind.VIDEO, ".mp4", "video/mp4", "MP4 视频"),
        Format("mov", FileKind.VIDEO, ".mov", "video/quicktime", "MOV 视频"),
    )
}  # fmt: skip
OPEN_XML, OLE = "zip", "ole"
"""Containers: `checking` looks inside and names the format."""

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", OPEN_XML),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"ID3", "mp3"),
    (b"\xff\xfb", "mp3"),
    (b"\xff\xf3", "mp3"),
    (b"\xff\xf2", "mp3"),
    (b"#!AMR", "amr"),
)
_RIFF = {b"WEBP": "webp", b"WAVE": "wav"}
_BRANDS = {
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"mif1"), "heif"),
    **dict.fromkeys((b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V "), "mp4"),
    **dict.fromkeys((b"3gp4", b"3gp5", b"3gp6"), "mp4"),
    b"M4A ": "m4a",
    b"qt  ": "mov",
}
_MARKUP = (
    b"<!doctype",
    b"<html",
    b"<head",
    b"<body",
    b"<script",
    b"<svg",
    b"<?xml",
    b"<?php",
    b"<iframe",
    b"<meta",
)
_PROGRAM = (b"MZ", b"\x7fELF", b"#!/", b"\xca\xfe\xba\xbe")  # fmt: skip

MARKUP_REFUSED = "网页和矢量图文件可能带有程序，不能上传。请改传照片或 PDF。"
PROGRAM_REFUSED = "这是程序文件，不能上传。请改传照片、PDF 或办公文档。"
UNKNOWN = (
    "不能识别这个文件。可以上传：照片（JPG、PNG、WebP、HEIC）、PDF、Word、Excel、PPT、"
    "录音（MP3、M4A、WAV、AMR）、视频（MP4、MOV）。"
)


def format_code(head: bytes) -> str:
    """Code of the format (or container) that starts with `head`; the name of the file plays no part.

    Raises `ValidationError` for everything outside the list, with what to do instead.
    """
    if not head:
        raise ValidationError("文件是空的，请重新选择。")
    lowered = head[:HEAD].lower()
    if any(mark in lowered for mark in _MARKUP) and not _is_photo_or_package(head):
        raise ValidationError(MARKUP_REFUSED)
    for magic, code in _MAGIC:
        if head.startswith(magic):
            return code
    if head[:4] == b"RIFF" and head[8:12] in _RIFF:
        return _RIFF[head[8:12]]
    if head[4:8] == b"ftyp" and head[8:12] in _BRANDS:
        return _BRANDS[head[8:12]]
    if head.startswith(_PROGRAM):
        raise ValidationError(PROGRAM_REFUSED)
    raise ValidationError(UNKNOWN)


def _is_photo_or_package(head: bytes) -> bool:
    """Photos carry XML in their properties, which encoding anew removes; office packages are read part by part."""
    return head.startswith((b"\xff\xd8\xff", b"\x89PNG", b"PK\x03\x04")) or (
        head[8:12] == b"WEBP" or _BRANDS.get(head[8:12]) == "heif"
    )
