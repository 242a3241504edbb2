"""A ledger row or an issued paper proves a record: found by address, number or words, inside the person's rights."""

from __future__ import annotations

import pytest
from django.urls import reverse

from hehuo.assessment.tests.test_scoring import family
from hehuo.desk.citing import row_at
from hehuo.desk.tests.conftest import browser, somebody
from hehuo.evidence.models import Proof
from hehuo.evidence.tests.made import make_household
from hehuo.org.roles import Role
from hehuo.records.writing import save_record, void_record
from hehuo.reports.models import IssuedDocument, State
from hehuo.safety.models import SafetyHazard

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(world):
    return make_household(world, "H1")


def hazard_of(world, place="三号楼消防通道", by=None, settlement=None):
    row = SafetyHazard(
        settlement=settlement or world.here, category="fire", level="general", found_on="2020-03-01", found_by="patrol", place=place,
        situation="堆放杂物", due_on="2020-03-10",
    )  # fmt: skip
    return save_record(row, by=by or world.committee, validate=False)


def cite(record):
    return reverse("evidence-cite", args=[record._meta.label_lower, record.pk])


def found(client, record, text, ledger=""):
    return [hit.row for hit in client.get(cite(record), {"q": text, "ledger": ledger}).context["found"]]


def test_found_by_address_number_and_words(world, record):
    hazard, client = hazard_of(world), browser(world.committee)
    page = f"http://hehuo.example:8000/ledgers/hazards/{hazard.pk}/"
    for text in (
        page,
        f"/ledgers/hazards/{hazard.pk}/edit/",
        f"/records/safety.safetyhazard/{hazard.pk}/",
        hazard.record_no,
        "三号楼",
    ):
        assert found(client, record, text) == [hazard], text
    assert found(client, record, "三号楼", "hazards") == [hazard]
    assert found(client, record, "三号楼", "repairs") == []
    assert found(client, record, f"/ledgers/households/{record.pk}/") == [], "not the record itself"
    for text in (
        "/ledgers/hazards/",
        "/ledgers/hazards/99999/",
        "/nowhere/1/",
        "https://other.example/",
        "没有的字",
    ):
        assert found(client, record, text) == []


def test_a_row_is_taken_once_and_shown_with_a_link(world, record):
    hazard, client = hazard_of(world), browser(world.committee)
    target = {"target": f"safety.safetyhazard:{hazard.pk}", "statement": "整改时户主在场"}
    page = client.post(cite(record), target, follow=True).content.decode()
    assert (
        f"/records/safety.safetyhazard/{hazard.pk}/" in page and "整改时户主在场" in page and "已引用" in page
    )
    again = client.post(cite(record), target, follow=True).content.decode()
    assert "已经引用过了" in again and Proof.objects.count() == 1
    void_record(hazard, by=world.committee, reason="重复")
    assert (
        "已作废"
        in client.get(reverse("evidence-for", args=["residents.household", record.pk])).content.decode()
    )


def test_who_may_not_see_the_row_knows_only_that_there_is_one(world, record):
    hazard = hazard_of(world)
    browser(world.committee).post(cite(record), {"target": f"safety.safetyhazard:{hazard.pk}"})
    proof = Proof.objects.get()
    township = somebody(world, Role.TOWNSHIP)
    assert (
        hazard.record_no in browser(township).get(reverse("evidence-proof", args=[proof.pk])).content.decode()
    )
    SafetyHazard.objects.filter(pk=hazard.pk).update(settlement=world.there)
    page = browser(township).get(reverse("evidence-proof", args=[proof.pk])).content.decode()
    assert "引用了一条台账记录（您的岗位不能查看）" in page and "safety.safetyhazard" not in page


def test_nobody_cites_what_lies_outside_the_rights(world, record):
    away = hazard_of(world, by=world.stranger, settlement=world.there)
    client = browser(world.committee)
    assert found(client, record, away.record_no) == []
    page = client.post(
        cite(record), {"target": f"safety.safetyhazard:{away.pk}"}, follow=True
    ).content.decode()
    assert "没有找到这条记录" in page and not Proof.objects.exists()
    for target in ("odd", "no.such:1", "org.user:1", "safety.safetyhazard:x"):
        client.post(cite(record), {"target": target})
    assert not Proof.objects.exists()
    for user in (world.county_reviewer, world.stranger, world.mediator):
        assert browser(user).get(cite(record)).status_code == 404


def test_numbers_of_people_never_stand_in_the_address(world, record):
    client = browser(world.committee)
    answer = client.post(cite(record), {"q": "13800138000"})
    assert answer.status_code == 200 and "没有找到" in answer.content.decode()
    assert client.get(cite(record), {"q": "13800138000"}).status_code == 302
    assert client.post(cite(record), {"q": "三号楼"})["Location"].endswith(
        "?q=%E4%B8%89%E5%8F%B7%E6%A5%BC&ledger="
    )
    hazard = hazard_of(world)
    told = {"target": f"safety.safetyhazard:{hazard.pk}", "statement": "电话 13800138000"}
    assert "请删去" in client.post(cite(record), told, follow=True).content.decode()
    assert not Proof.objects.exists()


def test_an_issued_paper_is_a_report(world, record):
    office = somebody(world, Role.CITY_OFFICE)
    paper = IssuedDocument.objects.create(
        kind="notice", area=world.city, title="关于验收结果的通知", body="正文", state=State.ISSUED, created_by=office,
        signed_by=world.inspector, issued_on="2020-05-01", word_sha256="0" * 64, number="市指发〔2020〕1 号", code="市指发", year=2020, serial=1,
    )  # fmt: skip
    paper.recipients.create(area=world.here.area)
    draft = IssuedDocument.objects.create(
        kind="notice", area=world.city, title="验收草稿", body="", created_by=office
    )
    client = browser(world.secretary)
    assert (
        found(client, record, "验收") == [paper] == found(client, record, f"/documents/{paper.pk}/", "papers")
    )
    assert row_at(world.secretary, f"/documents/{draft.pk}/") is None
    client.post(cite(record), {"target": f"reports.issueddocument:{paper.pk}"})
    proof = Proof.objects.get()
    assert (proof.kind, proof.row_model, str(proof.occurred_on)) == (
        "report",
        "reports.issueddocument",
        "2020-05-01",
    )
    panel = reverse("evidence-for", args=["residents.household", record.pk])
    assert f"/documents/{paper.pk}/" in client.get(panel).content.decode()
    assert "引用了一条报告" in browser(world.committee).get(panel).content.decode()


def test_people_are_cited_by_their_page(world):
    record = make_household(world, "X9")
    _, person = family(world, 1)
    assert found(browser(world.committee), record, f"/ledgers/people/{person.pk}/") == [person]
