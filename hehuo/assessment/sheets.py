"""Score sheets: the self, county and reviewer columns beside the computed one.

A difference from the computed points needs a reason (architecture §4); reviewers are blind to each other until
every sheet of the round is in (domain §3.1).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from hehuo.assessment.models import ScoreEntry, ScoreSheet, StandardEdition
from hehuo.assessment.scoring import CriterionScore, Scorecard, unit_scorecard
from hehuo.audit import trail
from hehuo.org.models import CreationUnit

CENT = Decimal("0.01")


@transaction.atomic
def open_sheet(
    unit: CreationUnit, edition: StandardEdition, round_no: int, column: str, as_of: date, *, by: Any
) -> ScoreSheet:
    """The person's sheet for this round, prefilled with the computed points of every sub-criterion."""
    sheet, made = ScoreSheet.objects.get_or_create(
        unit=unit, edition=edition, round_no=round_no, column=column, scorer=by, defaults={"as_of": as_of}
    )
    if made:
        card = unit_scorecard(unit, edition, as_of)
        ScoreEntry.objects.bulk_create(
            ScoreEntry(sheet=sheet, criterion=c.code, auto_points=c.points, points=c.points)
            for c in card.criteria()
        )
        trail.record("open_sheet", sheet, by=by, data={"unit": unit.code, "column": column, "as_of": as_of})
    return sheet


@transaction.atomic
def refresh_sheet(sheet: ScoreSheet, *, by: Any) -> int:
    """Take the computed points of today into an open sheet; entries that a person changed keep the person's points.

    Returns how many entries changed.
    """
    _must_be_open(sheet, by)
    sheet.as_of = timezone.localdate()
    sheet.save(update_fields=["as_of"])
    computed = {c.code: c for c in unit_scorecard(sheet.unit, sheet.edition, sheet.as_of).criteria()}
    changed = 0
    for entry in sheet.entries.all():
        points = computed[entry.criterion].points
        if entry.auto_points != points:
            untouched = entry.points == entry.auto_points
            entry.auto_points = points
            if untouched:
                entry.points = points
            elif entry.points == points:
                entry.reason = ""
            entry.save()
            changed += 1
    return changed


@transaction.atomic
def enter_points(sheet: ScoreSheet, criterion: str, points: Decimal, reason: str, *, by: Any) -> ScoreEntry:
    """Set one person's points for one sub-criterion.

    Raises `ValidationError` when points are outside 0..max or differ from the computed ones without a reason.
    """
    _must_be_open(sheet, by)
    entry = sheet.entries.select_for_update().get(criterion=criterion)
    full = maximum(sheet.edition, criterion)
    points = Decimal(points)
    if points != points.quantize(CENT):
        raise ValidationError(f"{criterion} 的得分最多两位小数。")
    if not 0 <= points <= full:
        raise ValidationError(f"{criterion} 的得分应在 0 到 {full} 之间。")
    if points != entry.auto_points and not reason.strip():
        raise ValidationError(f"{criterion} 的得分与系统分（{entry.auto_points}）不同，请写明理由。")
    old, entry.points, entry.reason = entry.points, points, reason.strip()
    entry.save(update_fields=["points", "reason"])
    trail.record(
        "enter_points", sheet, by=by,
        data={"criterion": criterion, "from": str(old), "to": str(points), "reason": reason},
    )  # fmt: skip
    return entry


@transaction.atomic
def submit_sheet(sheet: ScoreSheet, *, by: Any) -> ScoreSheet:
    """Close a sheet. It cannot be changed afterwards."""
    _must_be_open(sheet, by)
    sheet.submitted_at = timezone.now()
    sheet.save(update_fields=["submitted_at"])
    total = sheet_total(sheet)
    trail.record("submit_sheet", sheet, by=by, data={"total": str(total["total"])})
    return sheet


def sheet_total(sheet: ScoreSheet) -> dict[str, Decimal]:
    """Totals of a sheet: item points rounded half-up to 0.1, total the sum of rounded items (domain §2.0.6)."""
    from hehuo.assessment.standards.rules import item_points

    by_code = {entry.criterion: entry.points for entry in sheet.entries.all()}
    result = {"total": Decimal(0), "harmonious": Decimal(0), "vibrant": Decimal(0)}
    titles = titles_of(sheet.edition)
    for section in sheet.edition.data["sections"]:
        points = sum(
            (
                item_points([by_code.get(c["code"], Decimal(0)) for c in item["sub_criteria"]])
                for item in section["items"]
            ),
            Decimal(0),
        )
        result[f"section_{section['no']}"] = points
        result["total"] += points
        for title, sections in titles.items():
            if section["no"] in sections:
                result[title] += points
    return result


def titles_of(edition: StandardEdition) -> dict[str, list[int]]:
    """Which sections make which title, e.g. harmonious = 1 + 2."""
    return {title["code"]: list(title["sections"]) for title in edition.data["titles"]}


def maximum(edition: StandardEdition, criterion: str) -> Decimal:
    """Full points of a sub-criterion."""
    for section in edition.data["sections"]:
        for item in section["items"]:
            for sub in item["sub_criteria"]:
                if sub["code"] == criterion:
                    return Decimal(str(sub["points"]))
    raise ValidationError(f"标准中没有子项 {criterion}。")


def may_see(sheet: ScoreSheet, user: Any, *, expected: int) -> bool:
    """Blindness: a reviewer's sheet is open to others only when all `expected` sheets of the round are submitted."""
    if sheet.scorer_id == user.pk or sheet.column != ScoreSheet.Column.REVIEWER:
        return True
    peers = ScoreSheet.objects.filter(
        unit=sheet.unit, edition=sheet.edition, round_no=sheet.round_no, column=ScoreSheet.Column.REVIEWER
    )
    return expected > 0 and peers.filter(submitted_at__isnull=False).count() >= expected


def columns_for(card: Scorecard, sheets: list[ScoreSheet]) -> dict[str, dict[str, ScoreEntry]]:
    """Entries by criterion and column for the scorecard page."""
    found: dict[str, dict[str, ScoreEntry]] = {c.code: {} for c in card.criteria()}
    for sheet in sheets:
        for entry in sheet.entries.all():
            found.setdefault(entry.criterion, {})[sheet.column] = entry
    return found


def prefilled_share(criteria: list[CriterionScore]) -> tuple[int, int]:
    """How many cells the system filled and how many a person still has to fill."""
    by_person = sum(1 for c in criteria if c.state in ("judged_pending", "no_ledger"))
    return len(criteria) - by_person, by_person


def _must_be_open(sheet: ScoreSheet, by: Any) -> None:
    if sheet.scorer_id != by.pk:
        raise PermissionDenied("只有评分人本人可以填写这张评分表。")
    if sheet.submitted_at:
        raise ValidationError("这张评分表已提交，不能再改。")
