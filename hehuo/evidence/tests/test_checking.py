"""What a file is, is told by its content; what carries programs or a second file is refused in words."""

from __future__ import annotations

import io

import pytest
from django.core.exceptions import ValidationError

from hehuo.evidence import checking, formats
from hehuo.evidence.checking import check_upload
from hehuo.evidence.tests import made


def told(data: bytes) -> str:
    return check_upload(io.BytesIO(data)).code


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: made.encoded(made.scene(1, (40, 30))), "jpeg"),
        (lambda: made.encoded(made.scene(1, (40, 30)), "PNG"), "png"),
        (lambda: made.encoded(made.scene(1, (40, 30)), "WEBP"), "webp"),
        (lambda: made.encoded(made.scene(1, (64, 64)), "HEIF"), "heif"),
        (made.pdf, "pdf"),
        (lambda: made.packed_pdf(b"<< /Type /Page >>"), "pdf"),
        (made.word, "docx"),
        (made.excel, "xlsx"),
        (lambda: made.old_office("WordDocument"), "doc"),
        (lambda: made.old_office("Workbook"), "xls"),
        (lambda: made.old_office("PowerPoint Document"), "ppt"),
        (lambda: b"ID3\x04" + b"\0" * 200, "mp3"),
        (lambda: b"\xff\xfb\x90" + b"\0" * 200, "mp3"),
        (lambda: b"#!AMR\n" + b"\0" * 50, "amr"),
        (made.sound, "wav"),
        (made.film, "mp4"),
        (lambda: made.film(b"M4A "), "m4a"),
        (lambda: made.film(b"qt  "), "mov"),
    ],
)
def test_formats_are_told_by_content(make, code):
    assert told(make()) == code


SCRIPT = b"1 0 obj\n<< /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>\nendobj\n"


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: b"", "空的"),
        (lambda: made.PAGE, "网页"),
        (lambda: b"\n  <svg xmlns='a' onload='x()'/>", "网页和矢量图"),
        (lambda: b"<?xml version='1.0'?><svg/>", "网页和矢量图"),
        (lambda: b"MZ\x90\0" + b"\0" * 100, "程序文件"),
        (lambda: b"\x7fELF" + b"\0" * 100, "程序文件"),
        (lambda: "普通文字".encode(), "不能识别"),
        (lambda: b"GIF89a" + b"\0" * 50, "不能识别"),
        (lambda: made.package({"a.txt": b"a"}), "压缩包"),
        (lambda: b"PK\x03\x04" + b"\0" * 60, "压缩包"),
    ],
)
def test_what_is_not_on_the_list_is_refused(make, words):
    with pytest.raises(ValidationError, match=words):
        told(make())


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: made.with_part(made.word(), "word/vbaProject.bin"), "宏"),
        (lambda: made.with_part(made.excel(), "xl/macrosheets/sheet1.xml"), "宏"),
        (lambda: made.with_part(made.word(), "word/embeddings/oleObject1.bin"), "宏"),
        (lambda: made.with_part(made.word(), "[Content_Types].xml", b"ms-word.document.macroEnabled.main+xml"), "宏"),
        (
            lambda: made.with_part(
                made.word(), "word/_rels/settings.xml.rels", b'<R Type="x/attachedTemplate" TargetMode="External"/>'
            ),
            "外部模板",
        ),
        (lambda: made.old_office("WordDocument", "Macros"), "宏"),
        (lambda: made.old_office("Workbook", "_VBA_PROJECT_CUR"), "宏"),
        (lambda: made.old_office("EncryptedPackage"), "密码"),
        (lambda: made.old_office("Something"), "不能识别"),
        (lambda: made.pdf(SCRIPT), "脚本"),
        (lambda: made.pdf(SCRIPT.replace(b"/JavaScript /JS", b"/J#61vaScript /#4aS")), "脚本"),
        (lambda: made.packed_pdf(b"<< /S /Launch /F (cmd.exe) >>"), "脚本"),
        (lambda: made.pdf(b"1 0 obj\n<< /EmbeddedFiles 2 0 R >>\nendobj\n"), "附件"),
        (lambda: made.pdf(b"trailer << /Encrypt 4 0 R >>\n"), "密码"),
        (lambda: made.pdf()[:-8], "损坏"),
    ],
)  # fmt: skip
def test_what_carries_programs_or_cannot_be_checked_is_refused(make, words):
    with pytest.raises(ValidationError, match=words):
        told(make())


ARCHIVE = made.package({"evil.class": b"x" * 50})


@pytest.mark.parametrize(
    "make",
    [
        lambda: made.pdf() + ARCHIVE,
        lambda: made.word() + made.PAGE,
        lambda: b"PK\x03\x04" + b"\0" * 40 + made.word(),
        lambda: made.word() + ARCHIVE,
        lambda: made.film() + ARCHIVE,
        lambda: made.film() + b"\0\0\0\x10<ht>12345678",
        lambda: made.sound() + ARCHIVE,
        lambda: b"ID3\x04" + b"\0" * 200 + ARCHIVE,
        lambda: made.old_office("WordDocument") + ARCHIVE,
    ],
)
def test_two_files_in_one_are_refused(make):
    with pytest.raises(ValidationError, match="夹带"):
        told(make())


@pytest.mark.parametrize("front", [b"%PDF-1.4\n", b"ID3\x04\0", b"#!AMR\n"])
def test_pages_behind_another_head_are_refused(front):
    with pytest.raises(ValidationError, match="网页"):
        told(front + made.PAGE)


def test_sizes_are_limited_by_kind(monkeypatch):
    monkeypatch.setitem(formats.LARGEST, formats.FileKind.DOCUMENT, 100)
    with pytest.raises(ValidationError, match="文档最多"):
        told(made.word())


def test_packages_that_unfold_too_far_are_refused(monkeypatch):
    monkeypatch.setattr(checking, "UNPACKED_MOST", 1000)
    with pytest.raises(ValidationError, match="过大"):
        told(made.with_part(made.word(), "word/bomb.xml", b"\0" * 100_000))
