"""Supervision of the demo city: every state, the plan's dates, points that are taken and given back, draws that repeat."""

from datetime import date

import pytest

from hehuo.assessment.models import Deduction
from hehuo.programme.models import Finding, FindingStage, RehearsalRun, ResponsibilityTask, SpotDraw
from hehuo.programme.supervision.pages.kinds import KINDS
from hehuo.programme.supervision.spot_checks.drawing import draw_again
from tests.databases import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.db_portable, pytest.mark.usefixtures("demo_city")]


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_state_occurs(kind):
    found = set(kind.model._base_manager.values_list("state", flat=True))
    assert set(kind.course.lifecycle.states) - found == set()
    assert not kind.model._base_manager.filter(demo=False).exists()


def test_the_plans_dates_were_met():
    plan = ResponsibilityTask.objects.filter(source="plan")
    assert {t.due_on for t in plan} == {date(2018, 5, 31), date(2018, 11, 30), date(2018, 12, 31)}
    assert not plan.exclude(state="closed").exists()


def test_open_problems_hold_their_points_and_closed_ones_do_not():
    told = Finding.objects.exclude(state__in=["recorded", "problem_confirmed"])
    held = set(Deduction.objects.filter(restored_on__isnull=True).values_list("source_id", flat=True))
    over = {"verified_closed", "withdrawn"}
    assert held == {f.pk for f in told if f.state not in over}
    assert Finding.objects.filter(bulletin_proposed_on__isnull=False).exists()


def test_every_draw_repeats_and_nothing_lies_ahead():
    for draw in SpotDraw.objects.all():
        sites = draw.check_of.sites.filter(stage__lte=draw.stage).values_list("unit__code", flat=True)
        assert sorted(code for _, code in draw_again(draw)) == sorted(sites)
        assert draw.drawn_at.date() < TODAY


def test_a_rehearsal_is_kept_and_a_long_problem_is_put_right_in_stages():
    run = RehearsalRun.objects.get()
    assert (run.state, run.message, run.demo) == ("done", "", True) and len(run.result["lines"]) == 12
    done, late, ahead = FindingStage.objects.order_by("number")
    assert done.done_on and done.evidence and late.done_on is None and ahead.done_on is None
    assert done.finding.state == "rectifying" and done.finding.step_due_on == late.due_on
