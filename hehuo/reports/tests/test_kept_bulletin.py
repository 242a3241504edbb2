"""An issued bulletin stays as it went out, whatever becomes of its problems, tasks and template."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from hehuo.programme.models import Bulletin, Finding, ResponsibilityTask
from hehuo.programme.supervision.bulletins.steps import issue_bulletin
from hehuo.reports.documents.bulletin import compose, keep_issued
from hehuo.reports.keeping import kept, kept_pdf, store_template, write_and_keep
from hehuo.reports.models import KeptBulletin
from hehuo.reports.placeholders import sample_template
from hehuo.reports.tests.samples import add_supervision

pytestmark = pytest.mark.django_db


@pytest.fixture
def numbered(stage) -> Bulletin:
    """A bulletin that only waits for 印发."""
    made = add_supervision(stage, stage.at("planned"))["bulletin"]
    Bulletin.objects.filter(pk=made.pk).update(state="numbered", issued_on=None)
    return Bulletin.objects.get(pk=made.pk)


def file_of(client, user, bulletin, query=""):
    client.force_login(user)
    answer = client.get(reverse("document-make", args=["bulletin", bulletin.pk]) + query)
    assert answer.status_code == 200
    return answer.content


def words_of(content: bytes) -> str:
    return "".join(c.text for t in Document(BytesIO(content)).tables for row in t.rows for c in row.cells)


def change_everything() -> None:
    Finding.objects.update(fact="路灯已经修好", state="verified_closed")
    ResponsibilityTask.objects.update(title="另一项任务")


def test_a_draft_follows_its_problems(stage, client, numbered):
    assert "二号广场路灯不亮" in words_of(file_of(client, stage.office, numbered))
    change_everything()
    assert "路灯已经修好" in words_of(file_of(client, stage.office, numbered))
    assert not KeptBulletin.objects.exists()


def test_what_went_out_does_not_change(stage, client, numbered):
    issue_bulletin(numbered, by=stage.office, copies=30)
    row = KeptBulletin.objects.get()
    word, pdf = file_of(client, stage.office, numbered), file_of(client, stage.office, numbered, "?as=pdf")
    assert (kept(row.word_sha256), kept(row.pdf_sha256)) == (word, pdf)
    change_everything()
    Bulletin.objects.update(title="另一个标题", body="另一段话。")
    store_template(SimpleUploadedFile("本市模板.docx", sample_template()), "bulletin", by=stage.office)
    assert file_of(client, stage.office, numbered) == word
    assert file_of(client, stage.leader, numbered, "?as=pdf") == pdf
    assert "二号广场路灯不亮" in words_of(word)
    paper = compose(Bulletin.objects.get(), stage.office)
    assert (paper.title, paper.printed) == ("关于第四季度创建工作情况的通报", "共印 30 份")
    assert paper.tables()[0].rows[0][3] == "二号广场路灯不亮"


def test_one_issued_before_files_were_kept_is_kept_when_first_asked_for(stage, client, numbered):
    Bulletin.objects.update(state="issued")
    before = file_of(client, stage.office, numbered)
    change_everything()
    assert file_of(client, stage.office, numbered) == before


def test_a_private_word_in_a_listed_problem_stops_the_issue(stage, numbered):
    Finding.objects.update(fact="联系电话13985801234")
    with pytest.raises(ValidationError, match="电话号码"):
        issue_bulletin(numbered, by=stage.office)
    numbered.refresh_from_db()
    assert (numbered.state, KeptBulletin.objects.count()) == ("numbered", 0)


def test_an_issued_bulletin_uses_the_template_of_the_city(stage, client, numbered):
    made = store_template(SimpleUploadedFile("本市模板.docx", sample_template()), "bulletin", by=stage.office)
    issue_bulletin(numbered, by=stage.office)
    assert KeptBulletin.objects.get().template == made


def test_two_who_ask_first_at_the_same_moment_get_the_same_files(stage, numbered, monkeypatch):
    Bulletin.objects.update(state="issued")
    bulletin, first = Bulletin.objects.get(), []

    def slow(document, *, pdf=True):
        if not first:
            first.append(None)
            first[0] = keep_issued(bulletin=bulletin, pdf=False)
        write_and_keep(document, pdf=False)

    monkeypatch.setattr("hehuo.reports.documents.bulletin.write_and_keep", slow)
    assert keep_issued(bulletin=bulletin) == first[0] == KeptBulletin.objects.get()


def test_two_who_draw_the_pdf_first_get_the_same_bytes(stage, numbered, monkeypatch):
    Bulletin.objects.update(state="issued")
    row = keep_issued(bulletin=Bulletin.objects.get(), pdf=False)
    other, drawn = KeptBulletin.objects.get(), []

    def slow(paper):
        drawn.append(1)
        if len(drawn) == 1:
            assert kept_pdf(other) == b"%PDF-2"
            return b"%PDF-1"
        return b"%PDF-2"

    monkeypatch.setattr("hehuo.reports.writers.pdf.write_pdf", slow)
    assert kept_pdf(row) == b"%PDF-2"
    assert KeptBulletin.objects.get().pdf_sha256 == other.pdf_sha256


def test_the_page_shows_what_went_out_and_how_it_stands_now(stage, client, numbered):
    issue_bulletin(numbered, by=stage.office)
    client.force_login(stage.office)
    address = reverse("supervised-bulletins-one", args=[numbered.pk])
    before = client.get(address).content.decode()
    assert "二号广场路灯不亮" in before
    assert "尚未销号" in before
    change_everything()
    Bulletin.objects.update(title="另一个标题", body="另一段话。")
    Finding.objects.update(closed_on=numbered.period_to)
    text = client.get(address).content.decode()
    for words in (
        "二号广场路灯不亮",
        "印发后已整改",
        "现已销号",
        "完善居规民约",
        "关于第四季度创建工作情况的通报",
        "各县工作有序推进",
    ):
        assert words in text, words
    for words in ("路灯已经修好", "另一段话"):
        assert words not in text, words
