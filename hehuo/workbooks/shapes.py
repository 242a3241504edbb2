"""What an import is made of: declared columns, parsed rows, problems, and the outcome of a check."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import models


@dataclass(frozen=True)
class Reference:
    """A foreign key told by lookups of the related row, e.g. ``Reference(Building, "number")``; parts joined by `sep`."""

    model: type[models.Model]
    paths: tuple[str, ...]
    sep: str = "-"

    def __init__(self, model: type[models.Model], *paths: str, sep: str = "-") -> None:
        for name, value in (("model", model), ("paths", paths), ("sep", sep)):
            object.__setattr__(self, name, value)

    def said_of(self, pk: Any) -> str:
        """How a workbook names a row of the model."""
        parts = self.model._base_manager.filter(pk=pk).values_list(*self.paths).first() or ()
        return self.sep.join(str(part) for part in parts)


@dataclass(frozen=True)
class Column:
    """One column of the workbook and the field it fills.

    `fill` is the path that writes it into a prefilled workbook, when it is not the field itself;
    of several, parted by "|", the first that is not empty; "" leaves it empty.
    """

    field: str
    head: str
    synonyms: tuple[str, ...] = ()
    required: bool = False
    parse: Any = None
    example: str = ""
    note: str = ""
    fill: str | None = None


@dataclass(slots=True)
class Row:
    """One line of the sheet: parsed values by field, and the record it changes (None: new).

    `kept` are fields whose cell holds the mask of an export: they stay as they are.
    `record` is the number that a prefilled workbook gives the line, `unsure` what it says that points at no one row.
    """

    number: int
    values: dict[str, Any]
    pk: int | None = None
    changed: dict[str, Any] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    flawed: bool = False
    record: int | None = None
    unsure: dict[str, str] = field(default_factory=dict)


class Problem(NamedTuple):
    """One thing to mend: sheet row (0: the whole file), column, value (masked), what is wrong and what to do."""

    row: int
    column: str
    value: str
    remedy: str


@dataclass
class Outcome:
    """What a check found."""

    new: list[Row] = field(default_factory=list)
    changed: list[Row] = field(default_factory=list)
    unchanged: int = 0
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    differences: list[list] = field(default_factory=list)
    versions: dict[int, int] = field(default_factory=dict)

    @property
    def counts(self) -> dict[str, int]:
        """Numbers for the preview page."""
        return {
            "new": len(self.new),
            "changed": len(self.changed),
            "unchanged": self.unchanged,
            "errors": len(self.errors),
        }

    def summary(self) -> str:
        """One line for people."""
        if not (self.new or self.changed or self.errors):
            return f"没有变化（{self.unchanged} 条与系统中相同），不用写入。"
        parts = f"新增 {len(self.new)} 条，改动 {len(self.changed)} 条，无变化 {self.unchanged} 条"
        return f"{parts}，错误 {len(self.errors)} 处，没有写入。" if self.errors else f"{parts}。"

    def to_dict(self) -> dict[str, Any]:
        """Counts and problems as plain data."""
        return {
            **self.counts,
            "problems": [p._asdict() for p in self.errors],
            "warnings": [p._asdict() for p in self.warnings],
        }
