"""The register: both series in one list, corrections named, receipts for the issuer only, strangers see nothing."""

from __future__ import annotations

import pytest
from django.urls import reverse

from hehuo.programme.models import Bulletin
from hehuo.reports import workflow
from hehuo.reports.models import IssuedDocument
from hehuo.reports.paper import Paper, Text
from hehuo.reports.register import Wanted, entries, years
from hehuo.reports.tests.samples import add_supervision

pytestmark = pytest.mark.django_db


def issued(stage, title="关于验收结论的通知"):
    paper = Paper("acceptance_decision", title, [Text("请各单位抓好落实。")], "甲县指挥部")
    document = workflow.draft(
        paper, area=stage.world.city, by=stage.office, recipients=[stage.world.here.county]
    )
    return _out(stage, document)


def _out(stage, document):
    document = workflow.submit(document, by=stage.office)
    document = workflow.sign(document, by=stage.leader)
    return workflow.issue(document, by=stage.office, pdf=False)


def listed(user, **wanted):
    return entries(user, Wanted(**wanted))


def test_both_series_with_receipts_and_corrections(stage):
    first, second = issued(stage), issued(stage, "关于奖补名单的通知")
    bulletin = add_supervision(stage, stage.at("planned"))["bulletin"]
    first = workflow.withdraw(first, by=stage.office, reason="得分有误")
    drafted = workflow.correct(first, by=stage.office)
    assert [entry.corrected_by for entry in listed(stage.county) if entry.corrected_by] == []
    correction = _out(stage, drafted)
    workflow.mark_read(second, by=stage.county)
    rows = {entry.key: entry for entry in listed(stage.office)}
    assert set(rows) == {
        ("paper", first.pk),
        ("paper", second.pk),
        ("paper", correction.pk),
        ("bulletin", bulletin.pk),
    }
    assert rows["paper", first.pk].corrected_by[0] == correction.number
    assert rows["paper", correction.pk].corrects[0] == first.number
    seen = {key: (entry.state, entry.seen, entry.sent) for key, entry in rows.items()}
    assert seen["paper", second.pk] == ("read", 1, 1)
    assert seen["paper", first.pk] == ("withdrawn", 0, 1)
    assert seen["bulletin", bulletin.pk] == ("issued", 0, 1)
    assert {entry.sent for entry in listed(stage.county)} == {None}
    assert {entry.key[0] for entry in listed(stage.county)} == {"paper"}
    assert listed(stage.stranger) == []
    assert [entry.key for entry in listed(stage.office, words="奖补")] == [("paper", second.pk)]
    assert [entry.key for entry in listed(stage.office, state="withdrawn")] == [("paper", first.pk)]
    assert [entry.key for entry in listed(stage.office, year=2018)] == [("bulletin", bulletin.pk)]
    assert years(stage.office) == [second.year, 2018]


def test_the_page_asks_the_same_for_one_paper_and_for_many(stage, client, django_assert_num_queries):
    bulletin = add_supervision(stage, stage.at("planned"))["bulletin"]
    document = issued(stage)
    client.force_login(stage.office)
    client.get(reverse("document-register"))
    with django_assert_num_queries(QUERIES):
        client.get(reverse("document-register"))
    for number in range(2, 6):
        copy = IssuedDocument.objects.get(pk=document.pk)
        copy.pk, copy.serial, copy.number, copy.corrects = (
            None,
            number,
            f"六盘水易扶指通〔2026〕{number}号",
            document,
        )
        copy.save()
        Bulletin.objects.create(
            **{name: getattr(bulletin, name) for name in ("kind", "title", "period_from", "period_to", "body", "state", "issued_on", "year")},
            serial=number + 20, doc_no=f"六盘水易扶指发〔2018〕{number + 20}号", created_by=stage.office,
        )  # fmt: skip
    with django_assert_num_queries(QUERIES):
        page = client.get(reverse("document-register"), {"q": "关于"})
    assert page.content.decode().count("通〔") >= 5
    assert (
        client.get(reverse("document-register"), {"year": "²018", "state": "x", "page": "0"}).status_code
        == 200
    )


QUERIES = 13


def test_a_pdf_that_was_not_drawn_at_issue_is_drawn_once_and_signs_for_it(stage, client, monkeypatch):
    drawn = []
    monkeypatch.setattr(
        "hehuo.reports.writers.pdf.write_pdf", lambda paper: drawn.append(paper.number) or b"%PDF-1"
    )
    document = issued(stage)
    assert document.pdf_sha256 == ""
    client.force_login(stage.county)
    for _ in range(2):
        answer = client.get(reverse("document-file", args=[document.pk]), {"as": "pdf"})
        assert answer.content == b"%PDF-1"
    assert drawn == [document.number]
    assert document.recipients.get().read_by == stage.county


def test_an_addressee_is_not_shown_a_correction_that_is_not_out(stage, client):
    document = workflow.withdraw(issued(stage), by=stage.office, reason="得分有误")
    made = workflow.correct(document, by=stage.office)
    link = reverse("document", args=[made.pk])
    for user, shown in ((stage.office, True), (stage.county, False)):
        client.force_login(user)
        page = client.get(reverse("document", args=[document.pk])).content.decode()
        assert "得分有误" in page
        assert (link in page) is shown
