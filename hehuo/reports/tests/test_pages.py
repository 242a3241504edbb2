"""Pages: who gets which papers, files as downloads, clear refusals, nothing for strangers, queries that do not grow."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from docx import Document

from hehuo.audit.models import Entry
from hehuo.kit import printing
from hehuo.kit.testing.world import make_user
from hehuo.org.roles import Role
from hehuo.programme.models import Bulletin
from hehuo.reports.keeping import store_template
from hehuo.reports.kinds import LEDGERS_WITH_PAPERS, kinds
from hehuo.reports.models import IssuedDocument, WordTemplate
from hehuo.reports.numbers import issuer_of
from hehuo.reports.placeholders import NEEDED, sample_template
from hehuo.reports.tests.samples import add_ledgers, add_supervision
from hehuo.reports.workflow import headquarters_of

pytestmark = pytest.mark.django_db


def page(client, user, name, /, *args, query="", **data):
    client.force_login(user)
    address = reverse(name, args=args) + query
    return client.post(address, data) if data else client.get(address)


def test_every_role_gets_what_is_its_own(stage, client):
    campaign = stage.at("rewarded")
    made = add_ledgers(stage) | add_supervision(stage, campaign)
    township = make_user("乡镇", Role.TOWNSHIP, stage.world.here.county)
    wanted = {
        "mediation_agreement": [stage.world.mediator], "service_receipt": [stage.secretary, township], "dividend_statement": [township],
        "community_minutes": [stage.secretary, township, stage.county], "bulletin": [stage.office, stage.leader],
        "rectification_notice": [stage.office, stage.leader, stage.first],
    }  # fmt: skip
    people = [stage.office, stage.leader, stage.county, stage.secretary, stage.stranger, stage.first, stage.world.mediator, township,
              stage.world.grid_worker, stage.world.stranger]  # fmt: skip
    for code, allowed in wanted.items():
        got = [user for user in people if kinds()[code].find(user, made[code].pk)]
        assert got == [user for user in people if user in allowed], code
        listed = [
            user for user in people if made[code].pk in [record.pk for record in kinds()[code].choices(user)]
        ]
        assert listed == got, code
        assert page(client, allowed[0], "document-make", code, made[code].pk).content.startswith(b"PK")
        assert page(client, stage.world.grid_worker, "document-make", code, made[code].pk).status_code == 404
    looked = Entry.objects.filter(action="look", object_type="neighbourhood.mediationcase").get()
    assert looked.actor == stage.world.mediator


def test_a_campaign_leads_to_its_papers_and_strangers_find_nothing(stage, client):
    campaign = stage.at("rewarded")
    link = reverse("documents-of", args=["programme.campaign", campaign.pk])
    assert link in page(client, stage.county, "campaign", campaign.pk).content.decode()
    text = page(client, stage.office, "documents-of", "programme.campaign", campaign.pk).content.decode()
    for label in ("验收申报（请示）", "验收结论通知", "达标公示", "自评报告", "创建工作报告"):
        assert label in text
    for code in ("acceptance_application", "acceptance_decision", "self_assessment", "campaign_report"):
        assert page(client, stage.stranger, "document-make", code, campaign.pk).status_code == 404
        answer = page(client, stage.county, "document-make", code, campaign.pk)
        assert answer.content.startswith(b"PK")
        assert answer["Cache-Control"] == "no-store"
    assert page(client, stage.stranger, "documents-of", "programme.campaign", campaign.pk).status_code == 404


def test_members_who_have_not_scored_stay_blind(stage, client):
    campaign = stage.at("city_accepting")
    assert page(client, stage.first, "document-make", "self_assessment", campaign.pk).status_code == 403
    assert page(client, stage.office, "document-make", "self_assessment", campaign.pk).status_code == 200


def test_a_finding_of_the_privacy_check_is_a_sentence_not_a_file(stage, client):
    bulletin = add_supervision(stage, stage.at("planned"))["bulletin"]
    Bulletin.objects.filter(pk=bulletin.pk).update(body="联系电话13985801234")
    for query in ("", "?as=pdf"):
        answer = page(client, stage.office, "document-make", "bulletin", bulletin.pk, query=query)
        assert answer.status_code == 409
        assert "正文第 1 段含有电话号码" in answer.content.decode()
        assert "13985801234" not in answer.content.decode()


def test_missing_fonts_and_parts_are_said(stage, client, monkeypatch):
    campaign = stage.at("self_passed")
    monkeypatch.setattr("hehuo.reports.fonts.installed", dict)
    answer = page(client, stage.county, "document-make", "self_assessment", campaign.pk, query="?as=pdf")
    assert answer.status_code == 409
    assert "没有中文字体" in answer.content.decode()
    assert page(client, stage.county, "document-make", "self_assessment", campaign.pk).status_code == 200


def drafted(stage, client, kind="acceptance_decision"):
    """A draft made on the page, and a function that posts a step of it."""
    campaign = stage.at("accepted")
    assert page(client, stage.county, "document-draft", kind, campaign.pk, go="1").status_code == 403
    answer = page(client, stage.office, "document-draft", kind, campaign.pk, go="1")
    document = IssuedDocument.objects.get()
    assert answer["Location"] == reverse("document-edit", args=[document.pk])
    return document, lambda user, name, **data: page(
        client, user, "document-step", document.pk, name, **(data or {"go": "1"})
    )


def test_words_that_must_not_go_out_stay_on_the_desk(stage, client):
    document, step = drafted(stage, client)
    words = {
        "title": document.title,
        "addressee": "甲县指挥部",
        "copies": 5,
        "recipients": [f"area-{stage.world.here.county.pk}"],
    }
    assert (
        page(client, stage.office, "document-edit", document.pk, body="患有重病", **words).status_code == 302
    )
    refused = step(stage.office, "submit")
    assert refused.status_code == 409
    assert "健康信息" in refused.content.decode()
    assert "患有重病" in refused.content.decode()
    page(client, stage.office, "document-edit", document.pk, body="一、结论\n达标。", **words)
    assert step(stage.office, "submit").status_code == 302
    assert page(client, stage.office, "document-edit", document.pk).status_code == 302


def test_from_draft_to_receipt_on_the_pages(stage, client, monkeypatch):
    def no_pdf(paper):
        raise ValidationError("没有")

    monkeypatch.setattr("hehuo.reports.writers.pdf.write_pdf", no_pdf)
    document, step = drafted(stage, client)
    assert document.recipients.get().area == stage.world.here.county
    assert [step(user, name).status_code for user, name in (
        (stage.office, "submit"), (stage.office, "sign"), (stage.leader, "sign"))] == [302, 403, 302]  # fmt: skip
    today = timezone.localdate().isoformat()
    assert step(stage.office, "issue", **{"issue-serial": "0", "issue-on": today}).status_code == 409
    assert step(stage.office, "issue", **{"issue-serial": "1", "issue-on": today}).status_code == 302
    document.refresh_from_db()
    assert document.number.endswith("1号")
    assert page(client, stage.stranger, "document", document.pk).status_code == 404
    assert page(client, stage.county, "document", document.pk).status_code == 200
    assert document.recipients.get().read_by == stage.county
    assert page(client, stage.county, "document-file", document.pk).content.startswith(b"PK")
    assert page(client, stage.county, "document-edit", document.pk).status_code == 302


def test_templates_are_checked_on_the_page(stage, client):
    client.force_login(stage.office)
    address = reverse("document-templates")
    bad = client.post(
        address, {"kind": "acceptance_decision", "file": SimpleUploadedFile("a.docx", b"MZ program")}
    )
    assert bad.status_code == 409
    assert "没有保存" in bad.content.decode()
    assert not WordTemplate.objects.exists()
    good = {"kind": "acceptance_decision", "file": SimpleUploadedFile("本市模板.docx", sample_template())}
    assert client.post(address, good).status_code == 302
    made = WordTemplate.objects.get()
    assert client.get(reverse("document-template", args=[made.pk])).content == sample_template()
    given = client.get(reverse("document-template", args=[0])).content
    assert given == sample_template(head=issuer_of(headquarters_of(stage.office)).head)
    client.force_login(stage.county)
    assert client.get(reverse("document-template", args=[made.pk])).status_code == 404


def test_a_draft_is_drawn_in_the_own_template_too(stage, client, monkeypatch):
    document, _step = drafted(stage, client)
    before = page(client, stage.office, "document-file", document.pk).content
    assert "本级模板" not in page(client, stage.office, "document", document.pk).content.decode()
    monkeypatch.setattr("hehuo.reports.writers.office.program", lambda: "")
    own = Document()
    own.add_paragraph("本市红头样式")
    for name in NEEDED:
        own.add_paragraph(f"{{{{{name}}}}}")
    content = BytesIO()
    own.save(content)
    store_template(SimpleUploadedFile("本市模板.docx", content.getvalue()), document.kind, by=stage.office)
    after = page(client, stage.office, "document-file", document.pk).content
    words = [[p.text for p in Document(BytesIO(file)).paragraphs] for file in (before, after)]
    assert ["本市红头样式" in texts for texts in words] == [False, True]
    text = page(client, stage.office, "document", document.pk).content.decode()
    assert "Word 用本级模板“本市模板.docx”；PDF 用标准版式（本机没有安装 LibreOffice）" in text
    monkeypatch.setattr("hehuo.reports.writers.office.program", lambda: "/usr/bin/soffice")
    text = page(client, stage.office, "document", document.pk).content.decode()
    assert "Word 和 PDF 都用本级模板“本市模板.docx”" in text


def test_packs_stay_inside_the_area(stage, client):
    for code in ("score-table", "heat-table", "ledger-summary"):
        assert page(client, stage.county, "document-pack", code).content.startswith(b"PK")
    assert (
        page(client, stage.county, "document-pack", "score-table", query="?settlement=S002").status_code
        == 404
    )
    assert page(client, stage.office, "document-pack", "household-exceptions").status_code == 403
    assert page(client, stage.first, "document-pack", "heat-table").status_code == 403
    assert page(client, stage.world.grid_worker, "document-pack", "score-table").status_code == 403


def test_the_contents_page_opens_for_everybody_and_asks_little(stage, client, django_assert_max_num_queries):
    stage.at("rewarded")
    for user in (
        stage.office,
        stage.county,
        stage.secretary,
        stage.first,
        stage.world.mediator,
        stage.world.grid_worker,
    ):
        client.force_login(user)
        with django_assert_max_num_queries(75):
            assert client.get(reverse("documents")).status_code == 200


def test_lists_of_campaigns_open_neither_editions_nor_snapshots(stage):
    stage.at("rewarded")
    rows = [
        row
        for kind in kinds().values()
        if kind.model == "programme.campaign"
        for row in kind.choices(stage.office)
    ]
    assert len(rows) >= 4
    assert not any({"edition", "submitted"} & set(row._state.fields_cache) for row in rows)


def test_ledger_pages_know_which_records_have_papers():
    assert {kind.model for kind in kinds().values()} - {"", "programme.campaign"} == set(LEDGERS_WITH_PAPERS)
    assert all(printing.has_papers(label) for label in LEDGERS_WITH_PAPERS)
    assert not printing.has_papers("residents.household")
