"""Uploaded, linked, verified or queried, accepted or rejected, archived: three pairs of hands, and what no longer counts."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hehuo.audit.models import Entry
from hehuo.evidence.models import Proof, ProofKind, ProofState
from hehuo.evidence.services import prove, store_upload, withdraw_proof
from hehuo.evidence.steps import step_proof
from hehuo.evidence.tests import made
from hehuo.evidence.worklist import heaps_for, proofs_visible_to

DAY = date(2019, 5, 1)


@pytest.fixture
def proof(world, record):
    return prove(record, by=world.committee, kind=ProofKind.REPORT, statement="验收合格")


def at(proof):
    return Proof.objects.get(pk=proof.pk)


def test_the_usual_way(world, proof):
    assert proof.state == ProofState.LINKED and proof.counts
    step_proof(proof, "verify", by=world.secretary, on=DAY)
    assert (at(proof).state, at(proof).verified_by, at(proof).verified_on) == (
        "verified",
        world.secretary,
        DAY,
    )
    step_proof(proof, "accept", by=world.county_reviewer, on=DAY)
    step_proof(proof, "archive", by=world.county_reviewer)
    held = at(proof)
    assert (held.state, held.counts, held.decided_by, held.decided_on) == (
        "archived",
        True,
        world.county_reviewer,
        DAY,
    )
    actions = list(
        Entry.objects.filter(object_id=proof.pk, action__startswith="proof").values_list("action", flat=True)
    )
    assert sorted(actions) == ["proof_accept", "proof_archive", "proof_verify"]


def test_a_question_goes_to_the_uploader_and_back(world, proof):
    with pytest.raises(ValidationError, match="原因"):
        step_proof(proof, "query", by=world.secretary)
    step_proof(proof, "query", by=world.secretary, reason="报告是哪一年的")
    assert at(proof).question == "报告是哪一年的" and at(proof).state == "queried"
    assert [(heap.label, heap.mine) for heap in heaps_for(world.committee)] == [
        ("有疑问、等您答复的印证", True)
    ]
    step_proof(proof, "answer", by=world.committee, reason="2019 年 4 月")
    assert (at(proof).state, at(proof).answer) == ("linked", "2019 年 4 月")


def test_a_verified_one_may_be_queried_again(world, proof):
    step_proof(proof, "verify", by=world.secretary)
    step_proof(proof, "query", by=world.secretary, reason="日期不对")
    assert at(proof).verified_by is None


def test_what_is_rejected_counts_no_longer(world, proof):
    step_proof(proof, "verify", by=world.secretary)
    with pytest.raises(ValidationError, match="原因"):
        step_proof(proof, "reject", by=world.county_reviewer)
    step_proof(proof, "reject", by=world.county_reviewer, reason="报告与记录不符")
    assert not at(proof).counts and at(proof).decision == "报告与记录不符"
    step_proof(proof, "archive", by=world.county_reviewer)
    assert at(proof).state == "archived" and not at(proof).counts


def test_three_pairs_of_hands(world, record, proof):
    own = prove(record, by=world.secretary, kind=ProofKind.DATA, statement="一致")
    with pytest.raises(PermissionDenied, match="您上传的"):
        step_proof(own, "verify", by=world.secretary)
    for event in ("verify", "query"):
        with pytest.raises(PermissionDenied):
            step_proof(proof, event, by=world.committee, reason="x")  # the uploader
    step_proof(proof, "verify", by=world.secretary)
    for user in (world.secretary, world.committee, world.stranger, world.inspector):
        with pytest.raises(PermissionDenied):
            step_proof(proof, "accept", by=user)


@pytest.mark.parametrize("event", ["answer", "accept", "reject", "archive", "link"])
def test_steps_come_in_their_order(world, proof, event):
    with pytest.raises(ValidationError, match="不能办理这一步"):
        step_proof(proof, event, by=world.county_reviewer, reason="x")
    assert at(proof).state == "linked"


def test_numbers_of_people_do_not_stand_in_a_question(world, proof):
    with pytest.raises(ValidationError, match="请删去"):
        step_proof(proof, "query", by=world.secretary, reason="请核对 13800138000")


def test_what_was_accepted_is_not_taken_back(world, proof):
    step_proof(proof, "verify", by=world.secretary)
    step_proof(proof, "accept", by=world.county_reviewer)
    with pytest.raises(ValidationError, match="不能撤回"):
        withdraw_proof(at(proof), by=world.committee, reason="错")
    assert at(proof).status != "void"


def test_a_withdrawn_one_takes_no_step(world, proof):
    withdraw_proof(proof, by=world.committee, reason="错")
    with pytest.raises(ValidationError, match="已撤回"):
        step_proof(proof, "verify", by=world.secretary)


# -- pages ------------------------------------------------------------------
def page(client, user, name, *args, **query):
    client.force_login(user)
    return client.get(reverse(name, args=args), query)


def test_the_page_offers_to_each_what_is_theirs(world, proof, client):
    told = {
        user: page(client, getattr(world, user), "evidence-proof", proof.pk).content.decode()
        for user in ("committee", "secretary", "county_reviewer")
    }
    assert "step/verify/" in told["secretary"] and "step/query/" in told["secretary"]
    assert "step/verify/" not in told["committee"] + told["county_reviewer"]
    for user in ("stranger", "mediator", "nobody"):
        assert page(client, getattr(world, user), "evidence-proof", proof.pk).status_code == 404
        assert client.post(reverse("evidence-step", args=[proof.pk, "verify"])).status_code == 404
    assert at(proof).state == "linked"


def test_a_step_by_the_button_is_told(world, proof, client):
    client.force_login(world.secretary)
    answer = client.post(reverse("evidence-step", args=[proof.pk, "verify"]), follow=True)
    assert "已核实，等县级" in answer.content.decode() and at(proof).state == "verified"
    again = client.post(reverse("evidence-step", args=[proof.pk, "verify"]), follow=True)
    assert "不能办理这一步" in again.content.decode()
    assert client.post(reverse("evidence-step", args=[proof.pk, "link"])).status_code == 404


def test_a_refusal_is_shown_with_its_reason(world, proof, client):
    step_proof(proof, "verify", by=world.secretary)
    step_proof(proof, "reject", by=world.county_reviewer, reason="不是这一户")
    text = page(client, world.committee, "evidence-proof", proof.pk).content.decode()
    assert "不采信：不是这一户" in text
    assert (
        "不采信"
        in page(client, world.committee, "evidence-for", proof.record_model, proof.record_id).content.decode()
    )


def test_the_list_holds_what_may_be_seen(world, record, proof, client):
    answer = page(client, world.secretary, "evidence", state="linked")
    assert [row["subject"] for row in answer.context["rows"]] == [f"户 {record.record_no}"]
    for user in (world.stranger, world.mediator, world.nobody):
        assert not page(client, user, "evidence", state="linked").context["rows"]
    assert not page(client, world.secretary, "evidence", state="queried").context["rows"]
    assert page(client, world.secretary, "evidence", state="odd", settlement="x").status_code == 200


def test_a_file_that_proves_nothing_is_only_uploaded(world, record, client):
    file = store_upload(
        io.BytesIO(made.word()), settlement=world.here, fact_on=DAY, by=world.committee, name="纪要.docx"
    )
    assert "纪要.docx" in page(client, world.secretary, "evidence", state="uploaded").content.decode()
    assert "纪要.docx" not in page(client, world.mediator, "evidence", state="uploaded").content.decode()
    prove(record, by=world.committee, file=file)
    assert "纪要.docx" not in page(client, world.secretary, "evidence", state="uploaded").content.decode()


def test_lists_and_heaps_cost_the_same_for_more_rows(world, record, other, client):
    def fill(times):
        for number in range(times):
            prove(record, by=world.committee, kind=ProofKind.DATA, statement=f"第 {number} 次比对")
            prove(
                other,
                by=world.committee,
                kind=ProofKind.ROW,
                row=made.make_household(world, f"K{Proof.objects.count()}"),
            )

    fill(1)
    client.force_login(world.secretary)
    address = reverse("evidence") + "?state=linked"
    panel = reverse("evidence-for", args=["residents.household", other.pk])
    client.get(address), client.get(panel), heaps_for(world.secretary)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
            client.get(panel)
            heaps_for(world.secretary)
        counts.append(len(asked))
        fill(4)
    assert counts[0] == counts[1] <= 40
    assert [(heap.label, heap.count) for heap in heaps_for(world.secretary)] == [
        ("待核实的印证", Proof.objects.count())
    ]
    assert proofs_visible_to(world.stranger).count() == 0
