"""Assignments begin and end on a day; the list of files is made from the usual one and ticked off with a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from hehuo.org.rights import may_write
from hehuo.org.scope import scope_of
from hehuo.records.writing import create_records, save_record
from hehuo.services.organisations.models import GridAssignment, RequiredFile

USUAL_FILES = tuple(kind for kind in RequiredFile.Kind if kind != RequiredFile.Kind.OTHER)
"""What is on the list unless the settlement says otherwise [D]: evidence named in domain item 14."""


@transaction.atomic
def save_assignment(assignment: GridAssignment, *, by: Any) -> GridAssignment:
    """Store an assignment; its grid follows from the yard or building, a grid post needs the grid itself."""
    place = assignment.building or assignment.courtyard
    if place is not None:
        assignment.grid = place.grid
    if assignment.grid is None:
        raise ValidationError({"grid": "请选择网格；院长选择院落，楼长选择楼栋。"})
    same = GridAssignment.objects.live().filter(
        role=assignment.role, grid=assignment.grid, courtyard=assignment.courtyard, building=assignment.building,
        name=assignment.name, valid_to__isnull=True,
    )  # fmt: skip
    if assignment.valid_to is None and same.exclude(pk=assignment.pk).exists():
        raise ValidationError({"name": "这个人已经担任这一职务，没有卸任。"})
    assignment.occurred_on = assignment.valid_from
    return save_record(assignment, by=by)


def end_assignment(assignment: GridAssignment, *, by: Any, on: date) -> GridAssignment:
    """The person leaves the post on `on`; from that day the place is without unless somebody else is named."""
    if on <= assignment.valid_from:
        raise ValidationError({"on": f"卸任日期须晚于任职日期 {assignment.valid_from}。"})
    assignment.valid_to = on
    return save_record(assignment, by=by, action="end_assignment")


def file_collected(file: RequiredFile, *, by: Any, on: date, kept_at: str, expires_on: date | None = None) -> RequiredFile:  # fmt: skip
    """A file is there since `on`; where it lies is part of the answer."""
    if on < file.valid_from and file.collected_on is None:
        file.valid_from = min(file.valid_from, on)
    if expires_on is not None and expires_on <= on:
        raise ValidationError({"expires_on": "有效期须晚于收齐日期；长期有效的留空。"})
    file.collected_on, file.kept_at, file.expires_on = on, kept_at, expires_on
    return save_record(file, by=by, action="file_collected")


@transaction.atomic
def list_usual_files(settlement: Any, *, by: Any, on: date) -> list[RequiredFile]:
    """Put the usual files on the list of a settlement; what is on it already stays."""
    if not may_write(by, RequiredFile.domain) or not scope_of(by).covers(settlement.pk):
        raise PermissionDenied("您的角色不能编制这个安置点的资料清单。")
    known = set(RequiredFile.objects.live().filter(settlement=settlement).values_list("title", flat=True))
    rows = [
        RequiredFile(settlement=settlement, kind=kind, title=str(kind.label), valid_from=on, occurred_on=on)
        for kind in USUAL_FILES
        if str(kind.label) not in known
    ]
    return create_records(rows, by=by, reason="编制应有资料清单")
