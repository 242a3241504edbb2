"""Filling a column of scores: only what changes is written, in one go; every problem is told at once."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from hehuo.assessment.models import ScoreEntry, ScoreSheet
from hehuo.audit import trail
from hehuo.programme import scores

Filled = Mapping[str, tuple[Decimal, str]]
"""Sub-criterion → (points, reason)."""
CENT = Decimal("0.01")


@transaction.atomic
def fill_sheet(sheet: ScoreSheet, filled: Filled, *, by: Any) -> int:
    """Write points and reasons; returns how many entries changed. All or nothing; one audit entry each."""
    if sheet.scorer_id != by.pk:
        raise PermissionDenied("只有评分人本人可以填写这张评分表。")
    if sheet.submitted_at:
        raise ValidationError("这张评分表已提交，不能再改。")
    full = {c.code: c.full for c in scores.criteria_of(sheet.edition)}
    changed, notes, problems = [], [], {}
    for entry in sheet.entries.select_for_update():
        if entry.criterion not in filled:
            continue
        points, reason = filled[entry.criterion]
        reason = reason.strip() if points != entry.auto_points else ""
        if (points, reason) == (entry.points, entry.reason):
            continue
        if problem := _problem(entry, points, reason, full[entry.criterion]):
            problems[entry.criterion] = [problem]
            continue
        told = {"criterion": entry.criterion, "from": str(entry.points), "to": str(points), "reason": reason}
        notes.append(trail.note_for("enter_points", sheet, told))
        entry.points, entry.reason = points, reason
        changed.append(entry)
    if problems:
        raise ValidationError(problems)
    ScoreEntry.objects.bulk_update(changed, ["points", "reason"])
    if notes:
        trail.append(notes, by=by)
    return len(changed)


def _problem(entry: ScoreEntry, points: Decimal, reason: str, full: Decimal) -> str:
    """Why these points cannot stand, or ''."""
    if points != points.quantize(CENT):
        return f"{entry.criterion} 的得分最多两位小数。"
    if not 0 <= points <= full:
        return f"{entry.criterion} 的得分应在 0 到 {full} 之间。"
    if points != entry.auto_points and not reason:
        return f"{entry.criterion} 的得分与系统分（{entry.auto_points}）不同，请写明理由。"
    return ""
