"""From draft to archive: who may what, numbers, receipts, withdrawal; nothing half done."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from hehuo.evidence import files
from hehuo.kit.testing.world import make_user
from hehuo.notices.models import Notice
from hehuo.org.roles import Role
from hehuo.reports import workflow
from hehuo.reports.keeping import kept
from hehuo.reports.models import IssuedDocument, State
from hehuo.reports.numbers import issuer_of, number_text
from hehuo.reports.paper import Paper, Text

pytestmark = pytest.mark.django_db


def drafted(stage, text="请各单位抓好落实。", kind="acceptance_decision"):
    paper = Paper(kind, "关于验收结论的通知", [Text(text)], "甲县易地扶贫搬迁工程建设指挥部")
    return workflow.draft(paper, area=stage.world.city, by=stage.office, recipients=[stage.world.here.county])


def signed(stage, **kw):
    document = drafted(stage, **kw)
    document = workflow.submit(document, by=stage.office)
    return workflow.sign(document, by=stage.leader)


@pytest.fixture
def no_pdf(monkeypatch):
    """Issue without drawing a PDF, which other tests do."""
    monkeypatch.setattr("hehuo.reports.writers.pdf.write_pdf", lambda paper: b"%PDF-")


@pytest.mark.db_portable
def test_the_whole_way(stage, no_pdf):
    document = workflow.ask_units(drafted(stage), by=stage.office)
    with pytest.raises(ValidationError, match="甲县"):
        workflow.submit(document, by=stage.office)
    workflow.answer(document, by=stage.county, agreed=True)
    document = workflow.submit(document, by=stage.office)
    document = workflow.sign(document, by=stage.leader)
    document = workflow.issue(document, by=stage.office)
    year = timezone.localdate().year
    assert document.number == f"六盘水易扶指通〔{year}〕1号"
    assert kept(document.word_sha256).startswith(b"PK")
    assert document.recipients.get().read_at is None
    workflow.mark_read(document, by=stage.county)
    receipt = document.recipients.get()
    assert receipt.read_by == stage.county
    workflow.mark_read(document, by=stage.county)
    assert document.recipients.get().read_at == receipt.read_at
    document = workflow.archive(document, by=stage.office, archive_no="2026-YS-001", retention="30")
    assert document.state == State.ARCHIVED
    assert not Notice.objects.open().filter(subject_id=document.pk).exists()


def test_author_and_stranger_do_not_sign(stage):
    document = workflow.submit(drafted(stage), by=stage.office)
    for person in (stage.office, stage.county, stage.secretary):
        with pytest.raises(PermissionDenied):
            workflow.sign(document, by=person)
    document.signed_by = document.created_by
    with pytest.raises(IntegrityError), transaction.atomic():
        document.save()


def test_privacy_stops_it_before_signing_and_before_issue(stage, no_pdf):
    document = drafted(stage, text="联系电话13985801234")
    for step in (workflow.ask_units, workflow.submit):
        with pytest.raises(ValidationError, match="正文第 1 段含有电话号码"):
            step(document, by=stage.office)
    document.refresh_from_db()
    assert document.state == State.DRAFT
    ready = signed(stage)
    IssuedDocument.objects.filter(pk=ready.pk).update(body="患有重病")
    with pytest.raises(ValidationError, match="健康信息"):
        workflow.issue(ready, by=stage.office)
    ready.refresh_from_db()
    assert (ready.state, ready.number) == (State.SIGNED, "")


@pytest.mark.db_portable
def test_numbers_go_on_and_are_never_given_twice(stage, no_pdf):
    first = workflow.issue(signed(stage), by=stage.office, serial=7)
    second = workflow.issue(signed(stage), by=stage.office)
    assert (first.serial, second.serial) == (7, 8)
    third = signed(stage)
    with pytest.raises(ValidationError, match="下一个可用的顺序号是 9"):
        workflow.issue(third, by=stage.office, serial=8)
    third.refresh_from_db()
    assert third.state == State.SIGNED
    withdrawn = workflow.withdraw(second, by=stage.office, reason="数据有误")
    assert workflow.next_serial(withdrawn.code, withdrawn.year) == 9


def test_minutes_have_their_own_series(stage, no_pdf):
    workflow.issue(signed(stage), by=stage.office)
    assert workflow.issue(signed(stage, kind="minutes"), by=stage.office).number.startswith(
        "六盘水易扶指纪〔"
    )


def test_dates_of_issue_are_possible_ones(stage, no_pdf):
    ready, today = signed(stage), timezone.localdate()
    for day in (today + timedelta(days=1), today - timedelta(days=400)):
        with pytest.raises(ValidationError, match="印发日期"):
            workflow.issue(ready, by=stage.office, on=day)


def test_withdrawal_tells_and_a_correction_follows(stage, no_pdf):
    document = workflow.issue(signed(stage), by=stage.office)
    with pytest.raises(ValidationError, match="撤回原因"):
        workflow.withdraw(document, by=stage.office, reason=" ")
    document = workflow.withdraw(document, by=stage.office, reason="得分有误")
    assert Notice.objects.filter(area=stage.world.here.county, ask__contains="得分有误").exists()
    made = workflow.correct(document, by=stage.office)
    assert made.corrects == document
    assert made.remark == f"{document.number} 同时废止"
    assert workflow.correct(document, by=stage.office) == made
    assert kept(document.word_sha256)


def test_objections_need_words_and_reach_the_signer(stage):
    document = workflow.ask_units(drafted(stage), by=stage.office)
    with pytest.raises(ValidationError, match="哪一处"):
        workflow.answer(document, by=stage.county, agreed=False)
    row = workflow.answer(document, by=stage.county, agreed=False, text="第二段户数应为 20 户")
    assert row.answer == "objected"
    with pytest.raises(PermissionDenied):
        workflow.answer(document, by=stage.stranger, agreed=True)
    document = workflow.submit(document, by=stage.office)
    document = workflow.send_back(document, by=stage.leader, reason="请核实户数")
    assert (document.state, document.send_back_reason) == (State.DRAFT, "请核实户数")


def test_who_sees_a_paper(stage, no_pdf):
    def seen(user):
        return IssuedDocument.objects.visible_to(user).filter(pk=document.pk).exists()

    auditor = make_user("审计", Role.AUDITOR, stage.world.city)
    document = drafted(stage)
    assert [seen(u) for u in (stage.office, stage.leader, stage.county, stage.stranger, auditor)] == [
        True,
        True,
        False,
        False,
        False,
    ]
    document = workflow.submit(document, by=stage.office)
    document = workflow.sign(document, by=stage.leader)
    document = workflow.issue(document, by=stage.office)
    assert [seen(u) for u in (stage.county, stage.stranger, stage.secretary, auditor)] == [
        True,
        False,
        False,
        True,
    ]


def test_a_changed_file_is_refused(stage, no_pdf):
    document = workflow.issue(signed(stage), by=stage.office)
    files.place_of(document.word_sha256).write_bytes(b"PK other")
    with pytest.raises(ValidationError, match="校验值"):
        kept(document.word_sha256)


def test_numbers_by_rule(stage):
    assert number_text("六盘水易扶指发", 2018, 3) == "六盘水易扶指发〔2018〕3号"
    assert issuer_of(stage.world.city).code("发") == "六盘水易扶指发"
    with pytest.raises(ValidationError, match="不编虚位"):
        number_text("六盘水易扶指发", 2018, 0)
