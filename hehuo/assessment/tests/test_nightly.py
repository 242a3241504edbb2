"""The nightly recount: due at half past two, planned once, and again before each run."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from hehuo.assessment import nightly
from hehuo.measures.models import MeasureCount

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def queue(settings):
    """Tasks wait in the database, as in operation."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    return DBTaskResult.objects


@pytest.mark.parametrize(
    ("now", "due"), [((24, 2, 29), (24, 2, 30)), ((24, 2, 30), (25, 2, 30)), ((24, 23, 0), (25, 2, 30))]
)
def test_due_at_the_next_half_past_two(now, due):
    asked = datetime(2026, 11, *now, tzinfo=SHANGHAI)
    assert nightly.next_night(asked) == datetime(2026, 11, *due, tzinfo=SHANGHAI)


def test_one_recount_waits_however_often_a_worker_starts(queue):
    assert nightly.plan_recount() == nightly.plan_recount()
    assert queue.count() == 1


def test_each_run_plans_the_next_one_and_counts(queue):
    assert nightly.recount_everything.func() == {"settlements": 0, "measures": 0, "differences": []}
    assert queue.get().task_path == "hehuo.assessment.nightly.recount_everything"


def test_days_that_people_look_back_on_are_counted_once(world, edition, queue, django_assert_num_queries):
    today = timezone.localdate()
    days = nightly.days_looked_at(today)
    assert days[-1] == today and date(2018, 11, 30) in days and date(today.year - 1, 12, 31) in days
    assert nightly.count_days_looked_at.func() == len(days)
    stored = set(MeasureCount.objects.values_list("as_of", flat=True))
    assert stored == set(days)
    with django_assert_num_queries(2):
        nightly.count_days([world.here, world.there], edition, days)


def test_looking_back_is_asked_once_while_it_waits(queue):
    nightly.plan_looking_back()
    nightly.plan_looking_back()
    assert queue.get().task_path == "hehuo.assessment.nightly.count_days_looked_at"
