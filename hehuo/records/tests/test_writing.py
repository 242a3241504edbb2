"""The one way to change a ledger: version, history, audit entry and dirty mark together, or nothing."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from hehuo.audit import trail
from hehuo.audit.models import Entry
from hehuo.kit.testing.case import sample
from hehuo.property.models import OldHouse
from hehuo.records.changes import changes_of
from hehuo.records.display import Display, figure, plain, words_of
from hehuo.records.models import Status
from hehuo.records.writing import (
    create_records,
    records_changed,
    return_record,
    save_record,
    update_records,
    verify_record,
    void_record,
)
from hehuo.residents.models import Household, Person

pytestmark = [pytest.mark.django_db, pytest.mark.db_portable]


@pytest.fixture
def told():
    """Every dirty mark that was sent."""
    marks = []

    def hear(sender, model, settlement_ids, **kw):
        marks.append((model, set(settlement_ids)))

    records_changed.connect(hear)
    yield marks
    records_changed.disconnect(hear)


def household(world, **kw):
    kw = {"household_no": "H1", "head_name": "张小明", "household_class": "local", **kw}
    return Household(settlement=world.here, **kw)


def test_a_new_record(world, told):
    record = save_record(household(world), by=world.committee)
    assert (record.version, record.created_by, record.head_initials) == (1, world.committee, "zxm")
    assert [(row.history_type, row.history_user) for row in record.history.all()] == [("+", world.committee)]
    entry = Entry.objects.get(object_id=record.pk, action="create")
    assert (entry.settlement_id, entry.data["new"]["household_no"]) == (world.here.pk, "H1")
    assert told == [(Household, {world.here.pk})]


def test_a_change_marks_the_old_and_the_new_settlement(world, told):
    record = save_record(household(world), by=world.committee)
    told.clear()
    record.settlement, record.head_name = world.there, "李四"
    save_record(record, by=world.secretary, reason="迁移")
    assert told == [(Household, {world.here.pk, world.there.pk})]
    assert (record.version, record.head_initials) == (2, "ls")
    changes = Entry.objects.get(action="update").data["changes"]
    assert changes["head_name"] == ["张小明", "李四"]
    assert record.history.latest().history_change_reason == "迁移"


def test_what_breaks_a_rule_leaves_nothing_behind(world, told):
    wrong = household(world, allocated_on=date(2018, 6, 1), keys_on=date(2018, 5, 1))
    with pytest.raises(ValidationError, match="交钥匙时间不能早于分房时间"):
        save_record(wrong, by=world.committee)
    assert not Household.objects.exists()
    assert not Entry.objects.exists()
    assert told == []


def test_nothing_stays_when_the_caller_rolls_back(world):
    with pytest.raises(RuntimeError), transaction.atomic():
        save_record(household(world), by=world.committee)
        raise RuntimeError
    assert not Household.history.model.objects.exists()
    assert not Entry.objects.exists()


def test_two_people_for_one_record(world):
    record = save_record(household(world), by=world.committee)
    with pytest.raises(PermissionDenied, match="登记人不能核实自己的记录"):
        verify_record(record, by=world.committee, method="document")
    verify_record(record, by=world.secretary, method="document", on=date(2026, 3, 1))
    assert (record.status, record.verified_by, record.verified_on) == (Status.VERIFIED, world.secretary, date(2026, 3, 1))  # fmt: skip
    with pytest.raises(ValidationError, match="现在是“已核实”"):
        verify_record(record, by=world.secretary, method="document")
    return_record(record, by=world.secretary, reason="户号不对")
    assert (record.status, record.verified_by, record.verified_on) == (Status.RETURNED, None, None)


@pytest.mark.parametrize("change", [return_record, void_record])
def test_return_and_void_need_a_reason(world, change):
    record = save_record(household(world), by=world.committee)
    with pytest.raises(ValidationError, match="请写明"):
        change(record, by=world.secretary, reason=" ")
    change(record, by=world.secretary, reason="登记重复")
    assert Entry.objects.latest("seq").data["reason"] == "登记重复"
    void = Household.objects.filter(status=Status.VOID).exists()
    assert void is (change is void_record)
    if void:
        with pytest.raises(ValidationError, match="已经作废"):
            void_record(record, by=world.secretary, reason="再来一次")
        with pytest.raises(ValidationError, match="已作废"):
            return_record(record, by=world.secretary, reason="再来一次")


def test_many_at_once_leave_the_same_traces(world, told):
    rows = create_records([household(world, household_no=f"H{i}") for i in range(5)], by=world.committee)
    assert len(told) == 1
    assert Entry.objects.filter(action="create").count() == 5
    assert {row.history.count() for row in rows} == {1}
    for row in rows:
        row.head_name = "王五"
    update_records(rows, ["head_name"], by=world.secretary, reason="更正")
    assert {(row.version, row.history.count()) for row in rows} == {(2, 2)}
    assert Entry.objects.filter(action="update").count() == 5
    assert trail.verify().broken_at is None


def test_audit_and_change_log_hold_masked_numbers_only(world):
    first, second = sample("id", 1), sample("id", 2)
    person = Person(settlement=world.here, name="张小明", sex="1", birth_date="1980-01-01", id_no=first)
    save_record(person, by=world.committee)
    person.id_no = second
    save_record(person, by=world.committee)
    kept = str(list(Entry.objects.values_list("data", flat=True)))
    shown = str(changes_of(person, Display(Person, world.secretary)))
    for number in (first, second):
        assert number not in kept
        assert number not in shown
    assert "公民身份号码" in shown


def test_a_late_record_is_marked(world):
    today = timezone.localdate()
    for days, late in ((0, False), (7, False), (8, True)):
        assert household(world, occurred_on=today - timedelta(days=days)).is_late is late


def test_money_is_shown_in_yuan():
    field = OldHouse._meta.get_field("award_fen")
    assert str(plain(field, 1_500_005)) == "15000.05"
    assert str(plain(field, 0)) == "0.00"
    assert words_of(field) == "拆除奖励（元）"


def test_money_is_read_with_thousands_and_years_stay_years():
    field = OldHouse._meta.get_field("award_fen")
    assert figure(field, plain(field, 1_500_005)) == "15,000.05"
    assert figure(field, plain(field, 150_000)) == "1,500.00"
    assert figure(None, 2026) == 2026
    assert figure(None, 12_345) == "12,345"
    assert figure(field, "") == ""
    assert figure(None, True) is True
