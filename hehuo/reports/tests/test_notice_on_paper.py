"""发整改通知 drafts its paper; the problem shows its paper, the paper its problems; one paper for one visit and unit."""

from __future__ import annotations

import pytest
from django.urls import reverse

from hehuo.org.models import OrgUnit
from hehuo.programme.models import Finding, Inspection
from hehuo.programme.supervision.findings.steps import issue_notice
from hehuo.reports import workflow
from hehuo.reports.models import IssuedDocument

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(stage):
    """An inspection with two problems of one unit and one of another."""
    county = stage.world.here.county
    one = OrgUnit.objects.create(code="jia-hq", name="甲县指挥部", level="county", area=county)
    other = OrgUnit.objects.create(code="jia-shuiwu", name="甲县水务局", level="county", area=county)
    inspection = Inspection.objects.create(
        kind="open_visit", settlement=stage.world.here, edition=stage.edition, visit_on=stage.clock, focus="设施", created_by=stage.first,
        state="problem_confirmed",
    )  # fmt: skip

    def add(fact, unit, item=13):
        return Finding.objects.create(
            kind="open_visit", inspection=inspection, settlement=stage.world.here, edition=stage.edition, item_no=item,
            criterion=f"{item}.1", points="0.1", fact=fact, basis="现场查看", requirement="修好", responsible=unit,
            due_on=stage.clock, state="problem_confirmed", created_by=stage.first,
        )  # fmt: skip

    return [add("路灯不亮", one), add("台账不符", one, 12), add("水管漏水", other)]


def test_notices_of_one_visit_and_unit_go_into_one_paper(stage, visit):
    issue_notice(visit[0], by=stage.office)
    paper = IssuedDocument.objects.get()
    assert (paper.state, paper.kind) == ("draft", "rectification_notice")
    assert list(paper.findings.order_by("pk")) == visit[:2]
    assert [row[2] for row in paper.tables[0]["rows"]] == ["台账不符", "路灯不亮"]
    assert [(row.manner, str(row)) for row in paper.recipients.all()] == [
        ("main", "甲县"),
        ("copy", "幸福家园"),
    ]
    assert paper.addressee == "甲县易地扶贫搬迁工程建设指挥部"
    visit[1].refresh_from_db()
    issue_notice(visit[1], by=stage.office)
    assert IssuedDocument.objects.count() == 1
    issue_notice(visit[2], by=stage.office)
    assert IssuedDocument.objects.count() == 2
    last = IssuedDocument.objects.order_by("-pk")[0]
    assert list(last.findings.all()) == [visit[2]]
    due = Finding.objects.get(pk=visit[1].pk).due_on
    assert f"{due.month}月{due.day}日" in IssuedDocument.objects.order_by("pk")[0].tables[0]["rows"][0][6]


def test_a_problem_after_the_paper_was_sent_gets_a_paper_of_its_own(stage, visit):
    late = visit[1]
    Finding.objects.filter(pk=late.pk).update(state="recorded")
    issue_notice(visit[0], by=stage.office)
    workflow.submit(IssuedDocument.objects.get(), by=stage.office)
    Finding.objects.filter(pk=late.pk).update(state="problem_confirmed")
    late.refresh_from_db()
    issue_notice(late, by=stage.office)
    second = IssuedDocument.objects.order_by("-pk")[0]
    assert list(second.findings.all()) == [late]
    assert len(second.tables[0]["rows"]) == 1


def test_the_pages_show_each_other(stage, visit, client, monkeypatch):
    monkeypatch.setattr("hehuo.reports.writers.pdf.write_pdf", lambda paper: b"%PDF-")
    issue_notice(visit[0], by=stage.office)
    paper = IssuedDocument.objects.get()
    page, finding = (
        reverse("document", args=[paper.pk]),
        reverse("supervised-findings-one", args=[visit[0].pk]),
    )
    client.force_login(stage.office)
    text = client.get(finding).content.decode()
    assert page in text
    assert "未编号" in text
    assert finding in client.get(page).content.decode()
    client.force_login(stage.county)
    assert page not in client.get(finding).content.decode(), "a draft is nobody's business"
    document = workflow.sign(workflow.submit(paper, by=stage.office), by=stage.leader)
    document = workflow.issue(document, by=stage.office)
    text = client.get(finding).content.decode()
    assert document.number in text
    assert "已印发" in text
    assert finding in client.get(page).content.decode()


def test_taking_it_again_from_the_list_opens_the_draft_there_is(stage, visit, client):
    issue_notice(visit[0], by=stage.office)
    paper = IssuedDocument.objects.get()
    client.force_login(stage.office)
    answer = client.post(reverse("document-draft", args=["rectification_notice", visit[0].pk]))
    assert answer["Location"] == reverse("document", args=[paper.pk])
    assert IssuedDocument.objects.count() == 1
    workflow.drop(paper, by=stage.office)
    answer = client.post(reverse("document-draft", args=["rectification_notice", visit[0].pk]))
    made = IssuedDocument.objects.exclude(pk=paper.pk).get()
    assert answer["Location"] == reverse("document-edit", args=[made.pk])
    assert made.findings.count() == 2
