"""保存期: after its time the personal part of a record is gone from record and history, and no past score is another."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import connection
from django.utils import timezone

from hehuo.assessment import scoring
from hehuo.assessment.models import StandardEdition
from hehuo.audit import trail
from hehuo.audit.models import Entry
from hehuo.kit.testing.world import build_world
from hehuo.measures import registry, runner
from hehuo.neighbourhood.models import CareChild, MutualAidOrg
from hehuo.org.models import Settlement
from hehuo.programme.nightly import KEPT, look_around
from hehuo.records.retention import forget, years_before
from hehuo.records.writing import save_record

pytestmark = pytest.mark.django_db
CHILDREN = next(rule for rule in KEPT if rule.model is CareChild)
YEARS = {
    "Attendance": 3,
    "Confirmation": 3,
    "CareChild": 1,
    "ResidentRequest": 5,
    "OccupancySpell": 5,
    "TwoEndsCase": 5,
    "DataSubjectRequest": 5,
}


def test_so_long_each_kind_is_kept():
    assert {rule.model.__name__: rule.years for rule in KEPT} == YEARS


def test_no_measure_reads_what_goes():
    read: dict = {}
    for relation in registry.base_relations().values():
        read.setdefault(relation.model, set()).update(column.split("=")[-1] for column in relation.columns)
    for rule in KEPT:
        fields = [rule.model._meta.get_field(name) for name in rule.blank]
        assert not {n for f in fields for n in (f.name, f.attname)} & read.get(rule.model._meta.label, set())


@pytest.mark.parametrize(
    ("day", "before"),
    [(date(2026, 11, 28), date(2025, 11, 28)), (date(2024, 2, 29), date(2023, 2, 28))],
)
def test_a_year_is_counted_by_the_calendar(day, before):
    assert years_before(day, 1) == before


@pytest.fixture
def child():
    """A child whose care ended on 2025-06-30; the name was put right once."""
    world = build_world()
    org = MutualAidOrg(
        settlement=world.here, kind="pupil_care", name="四点半课堂", set_up_on=date(2024, 1, 1), registration="filed",
        lead="王芳", members=3, rules="另附", premises="一楼", fire_checked_on=date(2024, 1, 1), staff_checked=True,
    )  # fmt: skip
    save_record(org, by=world.committee, validate=False)
    row = CareChild(
        settlement=world.here, org=org, child="杨小花", guardian="杨大山", pick_up="杨大山", emergency_phone="13985801234",
        allergy="花生", consented_on=date(2024, 2, 1), valid_from=date(2024, 2, 2), valid_to=date(2025, 6, 30),
    )  # fmt: skip
    save_record(row, by=world.committee)
    row = CareChild._base_manager.get(pk=row.pk)
    row.child = CareChild._meta.get_field("child").to_python("杨小华")
    return save_record(row, by=world.committee)


def told(row: CareChild) -> list[str]:
    """Every personal text of a record and of its versions."""
    versions = [CareChild._base_manager.get(pk=row.pk), *row.history.all()]
    return [getattr(version, name).reveal() for version in versions for name in CHILDREN.blank]


def test_the_roll_of_children_goes_a_year_after_the_care(child):
    versions = child.history.count()
    assert forget(CHILDREN, at=date(2026, 6, 29)) == 0
    assert "杨小华" in told(child)
    assert forget(CHILDREN, at=date(2026, 6, 30)) == 1
    assert set(told(child)) == {""}
    kept = CareChild._base_manager.get(pk=child.pk)
    assert (kept.valid_from, kept.valid_to, kept.status) == (child.valid_from, child.valid_to, child.status)
    assert child.history.count() == versions + 1
    entry = Entry.objects.filter(action="forget").get()
    assert (entry.object_id, entry.actor_id) == (child.pk, None)
    assert entry.data == {"fields": list(CHILDREN.blank), "reason": "保存期 1 年已满"}
    assert forget(CHILDREN, at=date(2026, 7, 1)) == 0


def test_a_child_still_in_care_stays(child):
    CareChild._base_manager.filter(pk=child.pk).update(valid_to=None)
    assert forget(CHILDREN, at=date(2036, 1, 1)) == 0
    assert "杨大山" in told(child)


def test_the_nightly_round_does_it(child):
    assert look_around(date(2026, 6, 30))["forgotten"] == 1
    assert look_around(date(2026, 6, 30))["forgotten"] == 0


def counts(day: date, known_at: datetime | None = None) -> dict:
    """All counts that the newest edition asks for."""
    edition = StandardEdition.objects.order_by("pk").last()
    names, parameters = scoring.measures_of(edition), scoring.parameters(edition, day)
    return runner.count(names, parameters=parameters, known_at=known_at)


@pytest.mark.usefixtures("demo_city")
def test_no_count_of_a_past_day_changes_when_everything_is_forgotten():
    days = [date(2018, 12, 31), date(2026, 11, 24)]
    moment = datetime(2026, 10, 1, tzinfo=timezone.get_current_timezone())
    before = [counts(day) for day in days] + [counts(days[-1], known_at=moment)]
    assert Settlement.objects.count() == len(before[0])
    done = {rule.model.__name__: forget(rule, at=date(2045, 1, 1)) for rule in KEPT}
    assert all(done[name] for name in ("Attendance", "CareChild", "ResidentRequest", "OccupancySpell")), done
    assert [counts(day) for day in days] + [counts(days[-1], known_at=moment)] == before
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from culture_historicalattendance where person_id is not null")
        assert cursor.fetchone() == (0,)
    assert trail.verify().broken_at is None
