"""Previews of documents, and photos that look alike side by side."""

import io
from datetime import date

import pytest
from django.urls import reverse

from hehuo.evidence import files
from hehuo.evidence.previews import LINES, has_picture, make_preview, words_of
from hehuo.evidence.services import prove, store_upload
from hehuo.evidence.tests import made

DAY = date(2019, 5, 1)


def store(world, data, name, **more):
    return store_upload(
        io.BytesIO(data), settlement=world.here, fact_on=DAY, by=world.committee, name=name, **more
    )


def pdf_of(image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PDF")
    return out.getvalue()


def test_the_first_page_of_a_pdf_is_a_picture(world, record, client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        file = store(world, pdf_of(made.scene(3)), "纪要.pdf")
    prove(record, by=world.committee, file=file)
    client.force_login(world.committee)
    answer = client.get(reverse("evidence-preview", args=[file.pk]))
    assert b"".join(answer.streaming_content)[:3] == b"\xff\xd8\xff"
    panel = client.get(reverse("evidence-for", args=[record._meta.label_lower, record.pk])).content.decode()
    assert reverse("evidence-preview", args=[file.pk]) in panel


@pytest.mark.parametrize(
    ("data", "name", "words"), [(made.word(), "a.docx", "会议纪要"), (made.excel(), "a.xlsx", "")]
)
def test_the_first_lines_of_word_and_excel_are_text(world, data, name, words):
    file = store(world, data, name)
    assert make_preview(file) == bool(words_of(file))
    assert words in words_of(file)
    assert len(words_of(file).splitlines()) <= LINES
    assert not has_picture(file)


def test_a_broken_document_has_no_preview_and_harms_nobody(world):
    file = store(world, pdf_of(made.scene(4)), "b.pdf")
    files.place_of(file.sha256).write_bytes(b"%PDF-1.4 broken")
    assert make_preview(file) is False
    assert not has_picture(file)


def test_alike_photos_are_shown_side_by_side_within_the_area(world, record, client):
    first = store(world, made.encoded(made.scene(7)), "一.jpg")
    second = store(world, made.encoded(made.scene(7).resize((640, 480))), "二.jpg")
    other = store(world, made.encoded(made.scene(8)), "三.jpg")
    prove(record, by=world.committee, file=first)
    client.force_login(world.committee)
    page = client.get(reverse("evidence-alike", args=[first.pk])).content.decode()
    assert "二.jpg" in page and "三.jpg" not in page and "很可能是同一张" in page
    assert reverse("record", args=[record._meta.label_lower, record.pk]) in page
    assert "没有与它相近的照片" in client.get(reverse("evidence-alike", args=[other.pk])).content.decode()
    client.force_login(world.stranger)
    assert client.get(reverse("evidence-alike", args=[second.pk])).status_code == 404
