"""责任矩阵 with its tasks: units × items as printed, a row for every county, how many tasks of each cell are done or late.

Every task of the reader stands in exactly one row and one column, so that rows and columns add up to the foot.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hehuo.assessment.models import StandardEdition
from hehuo.org.models import Area, OrgUnit
from hehuo.programme.models import ResponsibilityTask, TaskState
from hehuo.programme.models.supervision import unit_ids_of
from hehuo.programme.supervision.tasks.matrix import COUNTIES, LEADS, Line, items_of, matrix
from hehuo.programme.supervision.tasks.sums import Sums

ALL, NONE = "all", 0
"""The part of a county in every item; the column of tasks that belong to no item of the edition."""


@dataclass(frozen=True)
class Cell:
    """A unit and an item: lead, support, all or nothing, and the tasks."""

    no: int
    title: str
    part: str
    sums: Sums


@dataclass
class Row:
    """A unit of the matrix; `query` narrows the list of tasks to it."""

    name: str
    query: str = ""
    now: str = ""
    note: str = ""
    mine: bool = False
    parts: dict[int, str] = field(default_factory=dict)
    sums: Sums = field(default_factory=Sums)
    by_item: dict[int, Sums] = field(default_factory=dict)
    cells: list[Cell] = field(default_factory=list)

    @property
    def leads(self) -> int:
        """Items that it leads."""
        return sum(1 for part in self.parts.values() if part == LEADS)

    @property
    def shown(self) -> list[Cell]:
        """Cells that say something."""
        return [cell for cell in self.cells if cell.part or cell.sums.total]

    def add(self, no: int, state: str, due_on: date, step_due_on: date | None, today: date) -> None:
        """Count one task."""
        for sums in (self.sums, self.by_item.setdefault(no, Sums())):
            sums.add(state, due_on, step_due_on, today)


@dataclass(frozen=True)
class Board:
    """Counties first, as printed in front of every item; then the city's units; then units that the edition does not name."""

    counties: list[Row]
    units: list[Row]
    others: list[Row]
    foot: Row

    @property
    def groups(self) -> list[tuple[str, list[Row]]]:
        """Rows under their headings."""
        named = [
            ("、".join(COUNTIES), self.counties),
            ("市直部门和单位", self.units),
            ("责任单位栏以外的单位", self.others),
        ]
        return [(name, rows) for name, rows in named if rows]


def board_of(edition: StandardEdition, user: Any, today: date) -> Board:
    """The matrix of an edition with the tasks that the person may see."""
    items, mine = items_of(edition), unit_ids_of(user)
    counties = _counties(items, mine)
    units, by_unit = _units(matrix(edition, today), mine)
    others: dict[int, Row] = {}
    foot = Row("合计")
    tasks = ResponsibilityTask.objects.visible_to(user).exclude(state=TaskState.CANCELLED)
    numbers = {item["no"] for item in items}
    columns = (
        "lead",
        "lead__name",
        "lead__area__path",
        "item_no",
        "edition",
        "state",
        "due_on",
        "step_due_on",
    )
    for lead, name, path, item_no, of_edition, state, due_on, step_due_on in tasks.values_list(
        *columns
    ).order_by("lead__code", "pk"):
        no = item_no if of_edition == edition.pk and item_no in numbers else NONE
        row = by_unit.get(lead) or _county_of(counties, path)
        if row is None:
            row = others.setdefault(lead, Row(name, f"unit={lead}", mine=lead in mine))
        for one in (row, foot):
            one.add(no, state, due_on, step_due_on, today)
    board = Board([row for _, row in counties], units, list(others.values()), foot)
    for row in (*board.counties, *board.units, *board.others, foot):
        row.cells = [
            Cell(
                item["no"], item["title"], row.parts.get(item["no"], ""), row.by_item.get(item["no"], Sums())
            )
            for item in items
        ] + [Cell(NONE, "不对应条目", "", row.by_item.get(NONE, Sums()))]
    return board


def _counties(items: Iterable[dict], mine: frozenset[int]) -> list[tuple[str, Row]]:
    """A row for each county and development zone, with the path of its area."""
    rows = OrgUnit.objects.filter(level=OrgUnit.Level.COUNTY, code__endswith="-hq", area__isnull=False)
    heads = {unit.area_id: unit for unit in rows}
    found = []
    for area in Area.objects.filter(kind=Area.Kind.COUNTY).order_by("code"):
        head = heads.get(area.pk)
        parts = {item["no"]: ALL for item in items}
        found.append(
            (
                area.path,
                Row(area.name, f"county={area.code}", mine=bool(head and head.pk in mine), parts=parts),
            )
        )
    return found


def _county_of(counties: list[tuple[str, Row]], path: str | None) -> Row | None:
    """The county in which a unit lies: its bureaus, townships and communities count there."""
    return next((row for own, row in counties if path and path.startswith(own)), None)


def _units(lines: list[Line], mine: frozenset[int]) -> tuple[list[Row], dict[int, Row]]:
    """Rows as printed. Where one unit answers for several printed names its tasks stand in the first of them."""
    rows, by_unit = [], {}
    for line in lines:
        row = Row(line.printed, parts=line.parts)
        if line.unit is not None:
            row.query, row.mine = f"unit={line.unit.pk}", line.unit.pk in mine
            row.now = line.unit.name if line.succeeded else ""
            first = by_unit.setdefault(line.unit.pk, row)
            if first is not row:
                row.note = f"任务记在“{first.name}”一行"
        rows.append(row)
    return rows, by_unit
