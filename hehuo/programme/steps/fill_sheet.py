"""Filling the self or county column: only what changes is written; every problem is told at once."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.assessment.models import ScoreSheet
from hehuo.assessment.sheets import enter_points

Filled = Mapping[str, tuple[Decimal, str]]
"""Sub-criterion → (points, reason)."""


@transaction.atomic
def fill_sheet(sheet: ScoreSheet, filled: Filled, *, by: Any) -> int:
    """Write points and reasons; returns how many entries changed. All or nothing."""
    changed, problems = 0, {}
    for entry in sheet.entries.all():
        if entry.criterion not in filled:
            continue
        points, reason = filled[entry.criterion]
        reason = reason.strip() if points != entry.auto_points else ""
        if (points, reason) == (entry.points, entry.reason):
            continue
        try:
            enter_points(sheet, entry.criterion, points, reason, by=by)
        except ValidationError as problem:
            problems[entry.criterion] = problem.messages
        changed += 1
    if problems:
        raise ValidationError(problems)
    return changed
