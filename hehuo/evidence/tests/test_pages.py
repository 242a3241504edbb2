"""Who sees, adds, opens; and how a file leaves the house."""

from __future__ import annotations

import io
from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hehuo.audit.models import Entry
from hehuo.evidence.models import EvidenceFile, Proof
from hehuo.evidence.queries import ledger_model, may_open, openable
from hehuo.evidence.services import prove, store_upload, withdraw_proof
from hehuo.evidence.tests import made

DAY = date(2019, 5, 1)
HX = {"HX-Request": "true"}


@pytest.fixture
def file(world, record):
    found = store(world, made.phone_photo())
    prove(record, by=world.committee, file=found)
    return found


def store(world, data, **more):
    return store_upload(
        io.BytesIO(data), settlement=world.here, fact_on=DAY, by=world.committee, name="现场.jpg", **more
    )


def panel(record):
    return reverse("evidence-for", args=[record._meta.label_lower, record.pk])


def upload_of(data, name="a.docx", **more):
    form = {"occurred_on": "2019-05-01", "consent": "internal", "client_uuid": str(uuid4()), **more}
    return {f"upload-{key}": value for key, value in form.items()} | {
        "upload-file": SimpleUploadedFile(name, data)
    }


# Household is domain C: read and write of the row, and the right in domain B, decide.
SEES = {"committee": "add", "secretary": "add", "county_reviewer": "see", "inspector": "", "mediator": "", "operator": "",
        "stranger": "", "nobody": ""}  # fmt: skip


@pytest.mark.parametrize(("who", "right"), SEES.items())
def test_rights(world, record, file, client, who, right):
    client.force_login(getattr(world, who))
    answers = {
        "panel": client.get(panel(record)).status_code,
        "file": client.get(reverse("evidence-download", args=[file.pk])).status_code,
        "preview": client.get(reverse("evidence-preview", args=[file.pk])).status_code,
    }
    assert set(answers.values()) == {200 if right else 404}
    assert client.post(panel(record), upload_of(made.word())).status_code == (302 if right == "add" else 404)
    proof = record_proof(file)
    client.post(reverse("evidence-withdraw", args=[proof.pk]), {"reason": "错"})
    assert (record_proof(file).status == "void") == (right == "add")


def record_proof(file):
    return Proof.objects.get(file=file)


def test_the_grid_worker_adds_in_the_own_grid_only(world, record, file):
    assert not may_open(world.grid_worker, file)
    type(record).objects.filter(pk=record.pk).update(grid=world.grids[0])
    assert may_open(world.grid_worker, file)


def test_a_visitor_signs_in_first(record, file, client):
    for address in (panel(record), reverse("evidence-download", args=[file.pk])):
        assert client.get(address)["Location"].startswith(reverse("login"))


def test_files_that_show_minors_are_for_those_who_write_the_record(world, record, client):
    file = store(world, made.encoded(made.scene(3)), has_minors=True)
    prove(record, by=world.committee, file=file)
    assert not may_open(world.county_reviewer, file)
    client.force_login(world.county_reviewer)
    page = client.get(panel(record)).content.decode()
    assert "仅登记单位可以查看" in page and "现场.jpg" not in page
    client.force_login(world.secretary)
    assert client.get(reverse("evidence-download", args=[file.pk])).status_code == 200
    assert Entry.objects.filter(action="look", object_id=file.pk, actor=world.secretary).count() == 1


def test_files_without_a_record_are_for_readers_of_evidence(world):
    file = store(world, made.word())
    assert may_open(world.county_reviewer, file) and may_open(world.secretary, file)
    assert not may_open(world.stranger, file) and not may_open(world.mediator, file)


def test_a_withdrawn_proof_opens_nothing(world, record, file):
    other = made.make_household(world, "H9", world.here)
    prove(other, by=world.committee, file=file, shared=True)
    withdraw_proof(Proof.objects.get(record_id=other.pk), by=world.committee, reason="错")
    assert may_open(world.county_reviewer, file)


def test_many_files_ask_once_for_each_ledger(world, record, file, django_assert_num_queries):
    files = [file] + [store(world, made.encoded(made.scene(seed))) for seed in range(5, 8)]
    openable(world.secretary, files)
    with django_assert_num_queries(3):
        assert len(openable(world.secretary, files)) == 4


def test_a_file_leaves_as_an_attachment_in_a_sandbox(world, file, client):
    client.force_login(world.committee)
    answer = client.get(reverse("evidence-download", args=[file.pk]))
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer["Content-Type"] == "image/jpeg"
    assert "no-store" in answer["Cache-Control"]
    assert b"PhoneMaker" not in b"".join(answer.streaming_content)
    small = client.get(reverse("evidence-preview", args=[file.pk]))
    assert small["Content-Type"] == "image/jpeg" and "sandbox" in small["Content-Security-Policy"]
    assert client.post(reverse("evidence-download", args=[file.pk])).status_code == 405


def test_documents_have_no_preview(world, record, client):
    file = store(world, made.word())
    client.force_login(world.committee)
    assert client.get(reverse("evidence-preview", args=[file.pk])).status_code == 404


def test_upload_by_the_form_and_again(world, record, client):
    client.force_login(world.committee)
    number = str(uuid4())
    for _ in range(2):
        answer = client.post(panel(record), upload_of(made.word(), "纪要.docx", client_uuid=number))
        assert answer.status_code == 302
    assert EvidenceFile.objects.count() == Proof.objects.count() == 1
    page = client.get(panel(record)).content.decode()
    assert "纪要.docx" in page and "Word 文档" in page


def test_refusals_are_said_in_the_form(world, record, client):
    client.force_login(world.committee)
    answer = client.post(panel(record), upload_of(made.PAGE, "好看.jpg"))
    assert answer.status_code == 422 and "网页和矢量图文件可能带有程序" in answer.content.decode()
    answer = client.post(panel(record), upload_of(made.PAGE, "好看.jpg"), headers=HX)
    assert answer.status_code == 200 and "网页和矢量图文件可能带有程序" in answer.content.decode()
    assert not EvidenceFile.objects.exists() and not Proof.objects.exists()
    late = client.post(panel(record), upload_of(made.word(), occurred_on="2999-01-01"))
    assert "事实日期不能晚于今天" in late.content.decode()


def test_words_and_references_by_the_form(world, record, other, file, client):
    client.force_login(world.committee)
    client.post(
        panel(other), told("resident", confirmed="in_person", taken_by="李主任", statement="户主当面确认")
    )
    proof = Proof.objects.get(record_id=other.pk)
    assert (proof.statement, proof.get_confirmed_display(), proof.taken_by) == (
        "户主当面确认",
        "当面",
        "李主任",
    )
    client.post(panel(other), told("report", source_name="县住建局 2019 年验收报告", statement="房屋合格"))
    client.post(panel(other), told("data_match", source_name="县人社局参保名单", statement="一致"))
    page = client.get(panel(other)).content.decode()
    assert "李主任经办" in page and "县住建局 2019 年验收报告" in page and "县人社局参保名单" in page
    refer = {"way": "file", "file-existing": file.pk}
    assert "请勾选" in client.post(panel(other), refer).content.decode()
    assert client.post(panel(other), refer | {"file-shared": "on"}, headers=HX).status_code == 200
    assert Proof.objects.filter(record_id=other.pk, file=file, shared=True).exists()


def told(way, **values):
    """What the form of one way sends."""
    return {
        "way": way,
        **{f"{way}-{key}": value for key, value in {"occurred_on": "2019-05-01", **values}.items()},
    }


WRONG = (
    ({"statement": "户主 13800138000 确认"}, "请删去后再保存"), ({"occurred_on": "2999-01-01"}, "日期不能晚于今天"),
    ({"taken_by": ""}, "这个字段是必填项"), ({"confirmed": "odd"}, "选择一个有效的选项"),
)  # fmt: skip


@pytest.mark.parametrize(("values", "words"), WRONG)
def test_a_wrong_word_is_said_and_nothing_is_lost(world, record, client, values, words):
    client.force_login(world.committee)
    sent = {"confirmed": "phone", "taken_by": "李主任", "statement": "户主确认"} | values
    answer = client.post(panel(record), told("resident", **sent))
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page and sent["statement"] in page
    assert not Proof.objects.exists()


def test_a_way_that_does_not_exist(world, record, client):
    client.force_login(world.committee)
    assert client.post(panel(record), told("row")).status_code == 404


def test_the_panel_comes_with_the_record(world, record, file, client):
    client.force_login(world.committee)
    page = client.get(reverse("households-detail", args=[record.pk])).content.decode()
    assert f'hx-get="{panel(record)}"' in page
    part = client.get(panel(record), headers=HX).content.decode()
    assert "<html" not in part and "现场.jpg" in part


@pytest.mark.parametrize("label", ["org.user", "evidence.evidencefile", "no.such", "odd", "a.b.c"])
def test_only_ledgers_are_proved(world, client, label):
    client.force_login(world.secretary)
    assert client.get(reverse("evidence-for", args=[label, 1])).status_code == 404
    assert ledger_model(label) is None
