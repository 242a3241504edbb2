"""Keeping files and saying what they prove."""

from __future__ import annotations

import io
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from hehuo.audit.models import Entry
from hehuo.evidence import files, queries
from hehuo.evidence.models import EvidenceFile, Proof, ProofKind
from hehuo.evidence.services import prove, store_upload, withdraw_proof
from hehuo.evidence.tests import made
from hehuo.records.writing import void_record

DAY = date(2019, 5, 1)
pytestmark = pytest.mark.db_portable


def store(world, data, name="图片.jpg", by=None, settlement=None, **more):
    return store_upload(
        io.BytesIO(data),
        settlement=settlement or world.here,
        fact_on=DAY,
        by=by or world.committee,
        name=name,
        **more,
    )


def test_a_photo_is_kept_by_hash_without_its_properties(world):
    file = store(world, made.phone_photo(), name="..\\..\\C:\\照片\u202egpj.exe")
    kept = files.place_of(file.sha256).read_bytes()
    assert files.hash_of(io.BytesIO(kept)) == file.sha256 != file.original_sha256
    assert b"PhoneMaker" not in kept and len(kept) == file.size
    assert files.place_of(file.sha256, files.PREVIEW).exists()
    assert (file.kind, file.format, file.occurred_on) == ("photo", "jpeg", DAY)
    assert file.recorded_at.date() > DAY and file.is_late
    assert file.download_name == "照片gpj.jpg"
    assert file.fingerprint is not None and file.taken_at
    assert EvidenceFile.history.filter(id=file.pk).count() == 1
    assert Entry.objects.filter(action="upload", object_id=file.pk).exists()


def test_the_name_plays_no_part(world):
    file = store(world, made.word(), name="photo.jpg")
    assert (file.kind, file.format, file.download_name) == ("document", "docx", "photo.docx")
    assert file.sha256 == file.original_sha256


def test_refused_files_leave_nothing(world, media):
    for data in (made.PAGE, made.with_part(made.word(), "word/vbaProject.bin"), b""):
        with pytest.raises(ValidationError):
            store(world, data)
    assert not EvidenceFile.objects.exists() and not media.exists()


def test_the_scanner_is_asked(world, settings, media):
    settings.EVIDENCE_SCANNER = "command:false"
    with pytest.raises(ValidationError, match="不安全"):
        store(world, made.word())
    assert not media.exists()


def test_sent_twice_is_kept_once(world):
    number, data = uuid4(), made.word()
    first, second = store(world, data, client_uuid=number), store(world, data, client_uuid=number)
    assert first == second and EvidenceFile.objects.count() == 1
    with pytest.raises(ValidationError, match="编号已用过"):
        store(world, made.excel(), client_uuid=number)
    with pytest.raises(ValidationError, match="编号已用过"):
        store(world, data, client_uuid=number, by=world.secretary)


def test_the_same_file_is_referred_to_not_sent_again(world):
    data = made.phone_photo()
    first = store(world, data)
    with pytest.raises(ValidationError, match=f"已经上传过（{first}）"):
        store(world, data)
    elsewhere = store(world, data, by=world.stranger, settlement=world.there)
    assert elsewhere.sha256 == first.sha256
    void_record(first, by=world.committee, reason="传错了")
    assert store(world, data).pk != first.pk


def test_what_an_interrupted_write_left_is_replaced(world):
    data = made.word()
    place = files.place_of(files.hash_of(io.BytesIO(data)))
    place.parent.mkdir(parents=True)
    place.write_bytes(data[:100])
    store(world, data)
    assert place.read_bytes() == data


def test_a_write_that_fails_leaves_no_draft(tmp_path):
    def pieces():
        yield b"a"
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        files.keep(pieces(), tmp_path / "x" / "y", 2)
    assert list((tmp_path / "x").iterdir()) == []


def test_a_fact_of_tomorrow_is_refused(world):
    with pytest.raises(ValidationError, match="不能晚于今天"):
        store_upload(
            io.BytesIO(made.word()), settlement=world.here, fact_on=timezone.localdate() + timedelta(days=1),
            by=world.committee,
        )  # fmt: skip


def test_one_file_serves_a_second_record_by_explicit_reference_only(world, record, other):
    file = store(world, made.word())
    prove(record, by=world.committee, file=file)
    with pytest.raises(ValidationError, match=f"已用来印证“户 {record.record_no}”"):
        prove(other, by=world.committee, file=file)
    assert prove(other, by=world.committee, file=file, shared=True).shared
    with pytest.raises(ValidationError, match="已经用来印证本记录"):
        prove(record, by=world.committee, file=file, shared=True)


def test_a_withdrawn_proof_stays_in_the_history(world, record, other):
    file = store(world, made.word())
    proof = prove(record, by=world.committee, file=file)
    with pytest.raises(ValidationError, match="原因"):
        withdraw_proof(proof, by=world.committee, reason=" ")
    withdraw_proof(proof, by=world.committee, reason="传错户")
    assert list(queries.proofs_of(record)) == []
    assert Proof.history.filter(id=proof.pk).count() == 2
    assert prove(other, by=world.committee, file=file).shared is False
    assert prove(record, by=world.committee, file=file, shared=True)


@pytest.mark.parametrize("kind", [ProofKind.REPORT, ProofKind.RESIDENT, ProofKind.DATA])
def test_words_prove_without_a_photo(world, record, kind):
    with pytest.raises(ValidationError, match="写明"):
        prove(record, by=world.committee, kind=kind)
    prove(record, by=world.committee, kind=kind, statement="住户电话确认已入住")
    assert queries.proofs_of(record).get().statement == "住户电话确认已入住"


def test_a_ledger_row_proves_but_not_itself(world, record, other):
    proof = prove(record, by=world.committee, kind=ProofKind.ROW, row=other)
    assert (proof.row_model, proof.row_id) == ("residents.household", other.pk)
    for row in (record, None):
        with pytest.raises(ValidationError, match="有效的台账记录"):
            prove(record, by=world.committee, kind=ProofKind.ROW, row=row)


def test_a_file_of_another_settlement_proves_nothing_here(world, record):
    file = store(world, made.word(), by=world.stranger, settlement=world.there)
    with pytest.raises(ValidationError, match="不在同一个安置点"):
        prove(record, by=world.committee, file=file)


def test_void_files_and_records_prove_nothing(world, record):
    file = void_record(store(world, made.word()), by=world.committee, reason="错")
    with pytest.raises(ValidationError, match="有效的资料"):
        prove(record, by=world.committee, file=file)
    void_record(record, by=world.committee, reason="错")
    with pytest.raises(ValidationError, match="已作废"):
        prove(record, by=world.committee, kind=ProofKind.REPORT, statement="报告")


def test_proving_is_part_of_the_writers_transaction(world, record):
    with pytest.raises(RuntimeError), transaction.atomic():
        prove(record, by=world.committee, kind=ProofKind.REPORT, statement="报告")
        raise RuntimeError
    assert not Proof.objects.exists() and not Entry.objects.filter(action="prove").exists()


def test_photos_that_look_alike_are_found(world, django_assert_num_queries):
    first = store(world, made.encoded(made.scene(1)))
    again = store(world, made.encoded(made.scene(1).resize((640, 480)), quality=40))
    store(world, made.encoded(made.scene(2)))
    store(world, made.word())
    with django_assert_num_queries(2):
        alike = queries.near_duplicates(first)
    assert [(one.file, one.same) for one in alike] == [(again, True)]
    abroad = store(world, made.encoded(made.scene(1), quality=60), by=world.stranger, settlement=world.there)
    found = {one.file for one in queries.near_duplicates(first, EvidenceFile.objects.all())}
    assert found == {again, abroad}
    assert queries.near_duplicates(EvidenceFile.objects.get(format="docx")) == []
