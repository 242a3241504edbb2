"""Self, county and reviewer columns; snapshots."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from hehuo.assessment import sheets, snapshots
from hehuo.assessment.tests.test_scoring import family
from hehuo.org.models import CreationUnit

pytestmark = [pytest.mark.django_db, pytest.mark.db_portable]
TODAY = date(2026, 11, 24)


@pytest.fixture
def unit(world):
    family(world, 1)
    unit = CreationUnit.objects.create(
        code="U1", name="幸福家园", kind="settlement", county=world.here.county
    )
    unit.settlements.set([world.here])
    return unit


@pytest.fixture
def sheet(unit, edition, world):
    return sheets.open_sheet(unit, edition, 1, "self", TODAY, by=world.secretary)


def test_sheet_is_prefilled_with_computed_points(sheet):
    assert sheet.entries.count() == 65
    assert sheet.entries.get(criterion="9.1").points == Decimal("2.00")


def test_difference_needs_a_reason(sheet, world):
    with pytest.raises(ValidationError, match="理由"):
        sheets.enter_points(sheet, "9.1", Decimal("1"), "", by=world.secretary)
    entry = sheets.enter_points(sheet, "9.1", Decimal("1"), "两户待核", by=world.secretary)
    assert entry.points == 1


@pytest.mark.parametrize("points", ["2.01", "-0.01", "0.005"])
def test_points_stay_inside_the_criterion(sheet, world, points):
    with pytest.raises(ValidationError):
        sheets.enter_points(sheet, "9.1", Decimal(points), "理由", by=world.secretary)


def test_only_the_scorer_writes_and_only_before_submission(sheet, world):
    with pytest.raises(PermissionDenied):
        sheets.enter_points(sheet, "9.1", Decimal("1"), "理由", by=world.stranger)
    sheets.submit_sheet(sheet, by=world.secretary)
    with pytest.raises(ValidationError, match="已提交"):
        sheets.enter_points(sheet, "9.1", Decimal("1"), "理由", by=world.secretary)


def test_total_of_a_sheet_is_the_sum_of_rounded_items(sheet, unit, edition):
    total = sheets.sheet_total(sheet)
    assert total["total"] == total["harmonious"] + total["vibrant"]
    assert total["total"] == snapshots.unit_scorecard(unit, edition, TODAY).total


def test_reviewers_are_blind_until_all_are_in(unit, edition, world):
    one = sheets.open_sheet(unit, edition, 1, "reviewer", TODAY, by=world.inspector)
    two = sheets.open_sheet(unit, edition, 1, "reviewer", TODAY, by=world.operator)
    sheets.submit_sheet(one, by=world.inspector)
    assert not sheets.may_see(one, world.operator, expected=2)
    sheets.submit_sheet(two, by=world.operator)
    assert sheets.may_see(one, world.operator, expected=2)


def test_refresh_takes_new_points_and_keeps_what_a_person_set(sheet, unit, world):
    sheets.enter_points(sheet, "9.1", Decimal("0.5"), "现场所见", by=world.secretary)
    family(world, 2, moved=False)
    assert sheets.refresh_sheet(sheet, by=world.secretary) > 0
    entry = sheet.entries.get(criterion="9.1")
    assert entry.points == Decimal("0.5") and entry.auto_points == 0


def test_snapshot_never_changes_and_drift_is_shown(unit, edition, world):
    snap = snapshots.freeze(unit, edition, TODAY, "self_assessment", by=world.secretary)
    assert snapshots.is_intact(snap)
    family(world, 2, moved=False)
    change = next(d for d in snapshots.drift(snap, TODAY) if d.no == 9)
    assert change.change < 0
    snap.total = 99
    with pytest.raises(DatabaseError), transaction.atomic():
        snap.save()
