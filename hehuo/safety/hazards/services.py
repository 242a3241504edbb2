"""Hazards, step by step."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from hehuo.safety.hazards.lifecycle import HAZARD
from hehuo.safety.hazards.models import SafetyHazard
from hehuo.safety.stepping import take_step


def order_rectification(hazard: SafetyHazard, *, by: Any, reason: str = "") -> SafetyHazard:
    """The responsible unit is told."""
    return take_step(HAZARD, hazard, "start", by=by, reason=reason)


def report_rectified(hazard: SafetyHazard, *, by: Any, reason: str = "") -> SafetyHazard:
    """Put right on the day entered, or today."""
    return take_step(HAZARD, hazard, "rectify", by=by, reason=reason, done="rectified_on")


def close_hazard(hazard: SafetyHazard, *, by: Any, reason: str = "") -> SafetyHazard:
    """A second person has looked again; only now is the hazard gone."""
    return take_step(HAZARD, hazard, "close", by=by, reason=reason, second_person="复查", closed="closed_on")


@transaction.atomic
def send_back_hazard(hazard: SafetyHazard, *, by: Any, reason: str) -> SafetyHazard:
    """Not put right; the reason says what is missing."""
    hazard.rectified_on = None
    return take_step(HAZARD, hazard, "send_back", by=by, reason=reason)


@transaction.atomic
def reopen_hazard(hazard: SafetyHazard, *, by: Any, reason: str) -> SafetyHazard:
    """The same hazard is there again."""
    hazard.rectified_on, hazard.closed_on = None, None
    return take_step(HAZARD, hazard, "reopen", by=by, reason=reason)


STEPS = {
    "start": order_rectification,
    "rectify": report_rectified,
    "close": close_hazard,
    "send_back": send_back_hazard,
    "reopen": reopen_hazard,
}
