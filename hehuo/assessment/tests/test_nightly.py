"""The nightly recount: due at half past two, planned once, and again before each run."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django_tasks_db.models import DBTaskResult

from hehuo.assessment import nightly

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
