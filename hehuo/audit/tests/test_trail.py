"""The trail in the database: append-only, whole after every transaction, verified and exported."""

import random

import pytest
from django.db import DatabaseError, connection, transaction

from hehuo.audit import trail
from hehuo.audit.chain import verify_log
from hehuo.audit.models import Entry
from hehuo.kit.testing.world import build_world

pytestmark = [pytest.mark.django_db, pytest.mark.db_portable]


@pytest.fixture
def world(db):
    return build_world()


@pytest.fixture
def unguarded(db):
    """The table without its guards, as a thief with the database password would have it."""
    postgres = connection.vendor == "postgresql"
    names = ["no_change", "no_truncate"] if postgres else ["no_update", "no_delete"]
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"drop trigger audit_entry_{name}" + (" on audit_entry" if postgres else ""))


def fill(world, count=25):
    for number in range(count):
        trail.record(
            "update", world.here, by=world.committee, data={"姓名": ["张三", f"李{number}"], "率": 0.5}
        )
    return trail.verify().head


def test_entries_are_numbered_and_linked(world):
    head = fill(world, 3)
    rows = list(Entry.objects.order_by("seq"))
    assert [row.seq for row in rows] == [1, 2, 3]
    assert [row.prev_hash for row in rows[1:]] == [row.hash for row in rows[:-1]]
    assert (rows[-1].hash, rows[-1].settlement_id) == (head, world.here.pk)
    assert trail.verify(head).message == "共 3 条，链条完整。"


@pytest.mark.parametrize(
    "statement",
    [
        "update audit_entry set action = 'x'",
        "update audit_entry set hash = prev_hash where seq = 2",
        "delete from audit_entry where seq = 1",
        "delete from audit_entry",
    ],
)
def test_the_database_refuses_to_change_or_delete(world, statement):
    head = fill(world, 3)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    for attempt in (lambda: Entry.objects.all().delete(), lambda: Entry.objects.update(action="x")):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            attempt()
    assert trail.verify(head).broken_at is None


def test_truncation_is_refused_on_postgresql(world):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no truncate")
    fill(world, 2)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("set constraints all immediate")
        cursor.execute("truncate audit_entry")


def test_what_is_rolled_back_leaves_no_gap(world):
    fill(world, 2)
    with pytest.raises(RuntimeError), transaction.atomic():
        trail.record("update", world.here, by=world.committee)
        raise RuntimeError
    trail.record("update", world.there, by=world.stranger)
    assert list(Entry.objects.values_list("seq", flat=True).order_by("seq")) == [1, 2, 3]
    assert trail.verify().broken_at is None


def test_a_thief_with_the_database_password_is_found_out(world, unguarded):
    head, dice = fill(world), random.Random(2026)
    count = Entry.objects.count()
    statements = [
        "update audit_entry set action = 'x' where seq = %s",
        "update audit_entry set actor_id = null where seq = %s",
        "update audit_entry set data = '{}' where seq = %s",
        "update audit_entry set object_id = object_id + 1 where seq = %s",
        "update audit_entry set hash = prev_hash where seq = %s",
        "delete from audit_entry where seq = %s",
        "delete from audit_entry where seq >= %s",
    ]
    for statement in statements * 4:
        seq = dice.randint(1, count)
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(statement, [seq])
            assert trail.verify(head).broken_at == seq
            transaction.set_rollback(True)
    assert trail.verify(head).broken_at is None


def test_the_exported_log_is_verified_without_the_database(world, tmp_path, django_assert_num_queries):
    fill(world, 5)
    trail.looked_at(world.here, ["phone"], by=world.secretary, reason="上门核对")
    log = tmp_path / "audit.jsonl"
    head = trail.export_log(log)
    with django_assert_num_queries(0):
        assert verify_log(log, head).broken_at is None
    log.write_text(log.read_text(encoding="utf-8").replace("上门核对", "随便看看"), encoding="utf-8")
    assert verify_log(log, head).broken_at == 6


def test_a_look_at_personal_data_is_an_entry(world):
    trail.looked_at(world.here, ["phone", "id_no"], by=world.secretary, reason="上门核对")
    entry = Entry.objects.get(action="look")
    assert (entry.actor, entry.object_type, entry.object_id) == (
        world.secretary,
        "org.settlement",
        world.here.pk,
    )
    assert entry.data == {"fields": ["phone", "id_no"], "reason": "上门核对"}


def test_fractions_are_kept_as_text_so_that_every_database_gives_the_same_bytes(world):
    trail.record("update", world.here, by=world.committee, data={"率": 1e16, "分": 0.1})
    assert Entry.objects.latest("seq").data == {"率": "1e+16", "分": "0.1"}
    assert trail.verify().broken_at is None
