"""The roster of a month from a workbook: known people, days of the month, nobody in two places."""

from __future__ import annotations

from datetime import date

import pytest

from hehuo.kit.testing.world import build_world
from hehuo.neighbourhood.duty.ledger import DutyPersonLedger, ShiftLedger
from hehuo.neighbourhood.models import DutyRoster, DutyShift
from hehuo.neighbourhood.tests.records import put
from hehuo.residents.tests.sheets import book
from hehuo.workbooks import run_import

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    found = build_world()
    people = [{"姓名": name, "值班电话": "0858-8220000", "起": "2018-01-01"} for name in ("张小明", "李红")]
    assert not run(found, DutyPersonLedger, *people).errors
    return found


def run(world, ledger, *rows):
    return run_import(
        ledger, book(*rows), "值班表.xlsx", by=world.committee, settlement=world.here, commit=True
    )


def shift(day, slot, name="张小明", **more):
    return {"日期": day, "时段": slot, "姓名": name, **more}


def test_a_roster_of_a_month(world):
    roster = put(DutyRoster, world.here, world.committee, month=date(2018, 11, 1))
    DutyRoster.objects.update(state="checked")
    rows = [shift("2018-11-05", "早班"), shift("2018-11-05", "夜班", "李红"), shift("2018-12-01", "周末")]
    assert not run(world, ShiftLedger, *rows).errors
    found = {(s.duty_on, s.slot): s.roster_id for s in DutyShift.objects.all()}
    assert found == {
        (date(2018, 11, 5), "early"): roster.pk, (date(2018, 11, 5), "night_phone"): roster.pk, (date(2018, 12, 1), "weekend"): None,
    }  # fmt: skip
    assert DutyRoster.objects.get().state == "draft", "a roster that has changed is checked again"


def test_strangers_days_outside_the_month_and_two_places_at_once_are_told(world):
    put(DutyRoster, world.here, world.committee, month=date(2018, 11, 1))
    outcome = run(
        world, ShiftLedger,
        shift("2018-11-05", "错时早", "王五", 值班月份="2018-11"),
        shift("2018-12-05", "错时早", 值班月份="2018-11"),
        shift("2018-11-06", "错时早", 值班月份="2018-11"),
        shift("2018-11-06", "正常", 值班月份="2018-11"),
        shift("2018-11-10", "双休", 值班月份="2018年11月"),
        shift("2018-11-07", "错时早", 值班月份="2019-01"),
    )  # fmt: skip
    told = {(p.row, p.column): p.remedy for p in outcome.errors}
    assert set(told) == {(2, "值班人员"), (3, "日期"), (5, "时段"), (7, "值班月份")}
    assert "没有找到" in told[(2, "值班人员")]
    assert "第 4 行" in told[(5, "时段")]
    assert not DutyShift.objects.exists()
    assert not run(world, ShiftLedger, shift("2018-11-06", "错时早")).errors
    late = run(world, ShiftLedger, shift("2018-11-06", "正常"))
    assert "系统中同一天已给这个人排了“错时早”" in late.errors[0].remedy


def test_a_published_roster_changes_by_swaps_only(world):
    put(DutyRoster, world.here, world.committee, month=date(2018, 11, 1))
    DutyRoster.objects.update(state="published")
    outcome = run(world, ShiftLedger, shift("2018-11-06", "错时早"))
    assert "值班表已公布" in outcome.errors[0].remedy
