"""两头住个案 by its state table: every state × every event, who may, and the thirty days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from hehuo.residents.models import TwoEndsCase
from hehuo.residents.residence.lifecycle import TWO_ENDS
from hehuo.residents.residence.services import STEPS, close_two_ends, confirm_two_ends, dismiss_two_ends
from hehuo.residents.tests.homes import make_household

pytestmark = pytest.mark.django_db
LONG_AGO = date(2026, 1, 5)
LEGAL = {
    ("suspected", "confirm"): "open",
    ("suspected", "dismiss"): "dismissed",
    ("open", "settle"): "closed_pending",
    ("closed_pending", "relapse"): "open",
    ("closed_pending", "close"): "closed",
}


def make_case(world: Any, state: str, **facts: Any) -> TwoEndsCase:
    """A case in a state, found by the committee."""
    home = make_household(world.here, by=world.committee, until="moved")
    dates: dict[str, Any] = (
        {"confirmed_on": LONG_AGO} if state in ("open", "closed_pending", "closed") else {}
    )
    if state in ("closed_pending", "closed"):
        dates["closed_on"] = LONG_AGO + timedelta(days=20)
    if state == "closed":
        dates["closing_check_on"] = LONG_AGO + timedelta(days=60)
    told = {"found_on": LONG_AGO, "reason": "elderly", "plan": "接老人同住"} | dates | facts
    return TwoEndsCase.objects.create(
        settlement=world.here, household=home, state=state, created_by=world.committee, **told
    )


@pytest.mark.parametrize("event", STEPS)
@pytest.mark.parametrize("state", TwoEndsCase.State.values)
def test_every_state_and_event(world, state, event):
    case = make_case(world, state)
    wanted = LEGAL.get((state, event))
    if wanted is None:
        with pytest.raises(ValidationError, match="不能办理这一步"):
            STEPS[event](case, by=world.secretary, reason="到场核实")
        assert TwoEndsCase.objects.get(pk=case.pk).state == state
        return
    STEPS[event](case, by=world.secretary, reason="到场核实")
    assert TwoEndsCase.objects.get(pk=case.pk).state == wanted


def test_the_table_of_this_test_is_the_whole_life_cycle():
    assert {(source, t.event): t.target for t in TWO_ENDS.transitions for source in t.sources} == LEGAL


@pytest.mark.parametrize("step", [confirm_two_ends, dismiss_two_ends])
def test_the_finder_does_not_confirm(world, step):
    with pytest.raises(PermissionDenied, match="另一位同事"):
        step(make_case(world, "suspected"), by=world.committee, reason="核实")


def test_a_member_of_the_committee_does_not_close(world):
    case = make_case(world, "closed_pending")
    TwoEndsCase.objects.filter(pk=case.pk).update(created_by=world.grid_worker)
    case.refresh_from_db()
    with pytest.raises(PermissionDenied):
        close_two_ends(case, by=world.committee)


@pytest.mark.parametrize(("days", "closes"), [(29, False), (30, True), (31, True)])
def test_the_return_visit_is_thirty_days_later(world, days, closes):
    today = timezone.localdate()
    case = make_case(world, "closed_pending", closed_on=today - timedelta(days=days))
    if not closes:
        with pytest.raises(ValidationError, match="满 30 天"):
            close_two_ends(case, by=world.secretary)
        return
    assert close_two_ends(case, by=world.secretary).closing_check_on == today


def test_help_comes_before_confirmation(world):
    with pytest.raises(ValidationError, match="帮扶措施"):
        confirm_two_ends(make_case(world, "suspected", plan=""), by=world.secretary)
