"""A headquarters' own template as PDF by LibreOffice: its own layout, without links and macros; personal papers as well."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from hehuo.audit.models import Entry
from hehuo.kit.testing.world import make_user
from hehuo.org.roles import Role
from hehuo.reports import workflow
from hehuo.reports.keeping import kept, kept_pdf, pdf_of, store_template
from hehuo.reports.models import IssuedDocument, WordTemplate
from hehuo.reports.paper import Paper, Picture, Table, Text
from hehuo.reports.placeholders import check_template, fill_template, sample_template
from hehuo.reports.tests.samples import PARTY, add_ledgers, word_file
from hehuo.reports.writers import office
from hehuo.reports.writers.charts import bars

pytestmark = pytest.mark.django_db
WITH_OFFICE = pytest.mark.skipif(
    not shutil.which("soffice") or not shutil.which("pdftotext"), reason="script/test installs both"
)
HEAD = "本市自有红头样式"
OFFICIAL = word_file(HEAD, *(f"{{{{{name}}}}}" for name in ("文号", "标题", "正文", "落款", "日期")))
PERSONAL = word_file(HEAD, "{{标题}}", "{{正文}}", "{{签名}}")


def upload(content: bytes, kind: str, by) -> WordTemplate:
    return store_template(SimpleUploadedFile("自有.docx", content), kind, by=by)


def text_of(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def signed(stage):
    paper = Paper(
        "minutes", "会议纪要", [Text("会议议定如下。"), Table(["甲", "乙"], [["一", "二"]], "附表名")]
    )
    document = workflow.draft(paper, area=stage.world.city, by=stage.office)
    return workflow.sign(workflow.submit(document, by=stage.office), by=stage.leader)


@WITH_OFFICE
def test_an_issued_paper_is_drawn_in_the_own_layout_once_and_kept(stage, monkeypatch):
    upload(OFFICIAL, "minutes", stage.office)
    document = workflow.issue(signed(stage), by=stage.office)
    assert document.pdf_sha256 == "", "no office program inside the transaction of the issue"
    pdf = kept_pdf(document)
    text = text_of(pdf)
    for words in (HEAD, document.number, "会议议定如下", "附表名"):
        assert words in text.replace(" ", ""), words
    row = IssuedDocument.objects.get()
    assert row.pdf_in_template
    monkeypatch.setattr(office, "convert", lambda word: pytest.fail("drawn twice"))
    assert kept_pdf(row) == pdf


@WITH_OFFICE
def test_nothing_is_left_behind_and_no_file_is_a_message(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert office.convert(OFFICIAL).startswith(b"%PDF-")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ValidationError, match="没有成功"):
        office.convert(b"PK\x03\x04 nothing")


def test_a_program_that_hangs_is_ended_with_its_children(tmp_path, monkeypatch):
    slow = tmp_path / "soffice"
    slow.write_text("#!/bin/sh\nsleep 300 &\necho $! > " + str(tmp_path / "child") + "\nwait\n")
    slow.chmod(0o755)
    monkeypatch.setattr(office, "program", lambda: str(slow))
    monkeypatch.setattr(office, "_without_network", lambda: ())
    monkeypatch.setattr(office, "SECONDS", 2)
    with pytest.raises(ValidationError, match="没有成功"):
        office.convert(OFFICIAL)
    child = int((tmp_path / "child").read_text())
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(child)], capture_output=True, text=True).stdout
    assert state.strip()[:1] in ("", "Z")


def test_without_the_program_the_standard_layout_serves(stage, monkeypatch):
    upload(OFFICIAL, "minutes", stage.office)
    monkeypatch.setattr(office, "program", lambda: "")
    monkeypatch.setattr("hehuo.reports.writers.pdf.write_pdf", lambda paper: b"%PDF-standard")
    document = workflow.issue(signed(stage), by=stage.office)
    assert kept_pdf(document) == b"%PDF-standard"
    assert not IssuedDocument.objects.get().pdf_in_template
    assert HEAD in Document(BytesIO(kept(document.word_sha256))).paragraphs[0].text
    with pytest.raises(ValidationError, match="没有安装 LibreOffice"):
        office.convert(OFFICIAL)


def test_the_files_of_parties_use_the_template_of_their_county_or_city(stage, client):
    stage.at("planned")
    made = add_ledgers(stage)
    address = reverse("document-make", args=["mediation_agreement", made["mediation_agreement"].pk])
    upload(PERSONAL, "mediation_agreement", stage.office)

    def words(user, path=address):
        client.force_login(user)
        answer = client.get(path)
        return answer.status_code, answer.content

    code, content = words(stage.world.mediator)
    lines = [line.text for line in Document(BytesIO(content)).paragraphs]
    assert code == 200
    assert lines[0] == HEAD
    assert any(PARTY in line for line in lines)
    assert lines[-4].startswith("当事人甲（签名"), "signatures stand where the template has them"
    assert Entry.objects.filter(action="look", object_type="neighbourhood.mediationcase").count() == 1
    for stranger in (stage.office, stage.county, stage.secretary, stage.stranger):
        assert words(stranger)[0] == 404
    upload(word_file("本县样式", "{{标题}}", "{{正文}}"), "mediation_agreement", stage.county)
    lines = [line.text for line in Document(BytesIO(words(stage.world.mediator)[1])).paragraphs]
    assert lines[0] == "本县样式"
    assert lines[-4].startswith("当事人甲（签名"), "nothing is lost where the template has no place for it"


@WITH_OFFICE
def test_a_personal_paper_is_a_pdf_in_the_own_layout(stage, client):
    stage.at("planned")
    made = add_ledgers(stage)
    township = make_user("乡镇", Role.TOWNSHIP, stage.world.here.county)
    upload(word_file(HEAD, "{{标题}}", "{{正文}}"), "dividend_statement", stage.county)
    client.force_login(township)
    answer = client.get(
        reverse("document-make", args=["dividend_statement", made["dividend_statement"].pk]) + "?as=pdf"
    )
    text = text_of(answer.content).replace(" ", "")
    assert HEAD in text
    assert "1,234.56" in text
    assert "收款人（签名" in text


def test_templates_of_parties_need_no_number(stage):
    with pytest.raises(ValidationError, match=r"缺少占位符：\{\{文号\}\}"):
        upload(PERSONAL, "minutes", stage.office)
    assert upload(PERSONAL, "service_receipt", stage.office).placeholders == ["标题", "正文", "签名"]
    assert {"标题", "正文", "签名"} <= set(
        check_template(sample_template(personal=True), needed=("标题", "正文"))
    )


def test_everything_of_a_paper_stands_in_a_short_template():
    chart = Picture(bars([], 1), "图 1")
    paper = Paper(
        "x", "标题", [Text("第一段"), Table(["甲"], [["格"]], "表名"), Text("第二段"), chart], annexes=["名单"], signatures=["签名："],
    )  # fmt: skip
    made = Document(BytesIO(fill_template(word_file("{{标题}}", "{{正文}}"), paper)))
    assert [line.text for line in made.paragraphs if line.text] == [
        "标题", "第一段", "表名", "第二段", "图 1", "附件：名单", "签名：",
    ]  # fmt: skip
    assert made.tables[0].rows[1].cells[0].text == "格"
    assert len(made.inline_shapes) == 1


@pytest.mark.parametrize("trick", ["rels", "field"])
def test_a_template_that_fetches_from_elsewhere_is_refused(trick):
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(OFFICIAL)) as package, zipfile.ZipFile(out, "w") as changed:
        for name in package.namelist():
            part = package.read(name)
            if trick == "rels" and name == "word/_rels/document.xml.rels":
                link = b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/image" Target="http://pictures.example/a.png" TargetMode="External"/>'
                part = part.replace(b"</Relationships>", link + b"</Relationships>")
            if trick == "field" and name == "word/document.xml":
                field = b'<w:p><w:r><w:instrText>INCLUDEPICTURE "http://pictures.example/a.png"</w:instrText></w:r></w:p>'
                part = part.replace(b"<w:body>", b"<w:body>" + field)
            changed.writestr(name, part)
    with pytest.raises(ValidationError, match=r"文件以外|从别处取内容"):
        check_template(out.getvalue())


def test_standard_pdf_without_template(monkeypatch):
    monkeypatch.setattr("hehuo.reports.writers.pdf.write_pdf", lambda paper: b"%PDF-standard")
    assert pdf_of(Paper("x", "标题")) == b"%PDF-standard"
