"""Proof of rectification: photos and notes beside findings, inspections and tasks; seen by those who may see the matter."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hehuo.evidence.models import EvidenceFile, Proof
from hehuo.evidence.tests import made
from hehuo.programme.supervision.findings import steps
from hehuo.programme.supervision.tasks import steps as tasks
from hehuo.programme.supervision.tests.test_findings import inspect
from hehuo.programme.supervision.tests.test_tasks import make

pytestmark = pytest.mark.db_portable


def panel(subject) -> str:
    return reverse("evidence-for", args=[subject._meta.label_lower, subject.pk])


def upload(client, user, subject, name="整改后.jpg"):
    client.force_login(user)
    form = {"occurred_on": "2026-03-02", "consent": "internal", "client_uuid": str(uuid4())}
    data = {f"upload-{key}": value for key, value in form.items()}
    data["upload-file"] = SimpleUploadedFile(name, made.phone_photo(), "image/jpeg")
    return client.post(panel(subject), data)


def seen(client, user, address) -> int:
    client.force_login(user)
    return client.get(address).status_code


@pytest.fixture
def finding(cast):
    found = inspect(cast)
    steps.issue_notice(found, by=cast.office, at=cast.later())
    return found


def test_the_unit_shows_what_was_put_right_and_the_inspectors_see_it(cast, client, finding):
    assert "evidence" in client_text(client, cast.county, finding)
    assert upload(client, cast.county, finding).status_code == 302
    proof = Proof.objects.get()
    assert (proof.record_model, proof.record_id) == ("programme.finding", finding.pk)
    file = reverse("evidence-download", args=[proof.file_id])
    for user in (cast.county, cast.first, cast.third, cast.office, cast.leader):
        assert (seen(client, user, panel(finding)), seen(client, user, file)) == (200, 200), user
    for user in (cast.stranger, cast.world.stranger, cast.world.nobody, cast.world.grid_worker):
        assert (seen(client, user, panel(finding)), seen(client, user, file)) == (404, 404), user
    assert upload(client, cast.leader, finding).status_code == 404
    assert seen(client, cast.third, reverse("evidence-alike", args=[proof.file_id])) == 200


def client_text(client, user, subject) -> str:
    client.force_login(user)
    return client.get(subject.get_absolute_url()).content.decode()


def test_no_photo_is_needed_and_nothing_is_added_when_it_is_over(cast, client, finding):
    steps.withdraw_finding(finding, by=cast.leader, reason="申辩成立", at=cast.later())
    assert upload(client, cast.county, finding).status_code == 404
    assert not EvidenceFile.objects.exists()


def test_facts_of_an_unannounced_visit_stay_with_its_members(cast, client):
    visit = inspect(cast, kind="open_visit").inspection
    assert upload(client, cast.first, visit).status_code == 302
    assert seen(client, cast.second, panel(visit)) == 200
    for user in (cast.third, cast.county, cast.stranger):
        assert seen(client, user, panel(visit)) == 404, user
    assert 'id="evidence"' not in client_text(client, cast.county, visit)


def test_a_task_of_one_settlement_takes_files_and_others_a_link(cast, client):
    mine = make(cast, settlement=cast.world.here)
    other = make(cast)
    for task in (mine, other):
        tasks.assign_task(task, by=cast.office, at=cast.later())
    assert upload(client, cast.bureau, mine).status_code == 302
    assert upload(client, cast.bureau, other).status_code == 404
    assert seen(client, cast.office, panel(mine)) == 200
    tasks.accept_task(other, by=cast.bureau, at=cast.later())
    tasks.start_task(other, by=cast.bureau, owner="副局长", at=cast.later())
    tasks.submit_task(other, by=cast.bureau, reason="已完成", link="/funds/", at=cast.later())
    assert '<a href="/funds/">看成果页面</a>' in client_text(client, cast.office, other)
