"""What a reader hands back: the edition, what was found odd, or a refusal."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

Severity: TypeAlias = Literal["error", "warning", "info"]
MESSAGE_LIMIT = 400
WHERE_LIMIT = 80


class StandardRefused(Exception):
    """The file cannot be read as a standard; the message says what is wrong and what to do."""


@dataclass(frozen=True)
class Finding:
    """One thing that a person should know about or decide on. `error` and `warning` need a decision."""

    code: str
    severity: Severity
    where: str
    message: str


@dataclass(frozen=True)
class ImportResult:
    """An edition as read, with findings and the fingerprint of the file."""

    edition: dict[str, Any]
    findings: list[Finding]
    source_sha256: str


@dataclass
class Notes:
    """Findings gathered while reading; the same finding is kept once."""

    findings: list[Finding] = field(default_factory=list)

    def error(self, code: str, where: str, message: str) -> None:
        """Something that must be decided before publication."""
        self._add(code, "error", where, message)

    def warning(self, code: str, where: str, message: str) -> None:
        """Something that must be confirmed before publication."""
        self._add(code, "warning", where, message)

    def info(self, code: str, where: str, message: str) -> None:
        """Something good to know."""
        self._add(code, "info", where, message)

    def _add(self, code: str, severity: Severity, where: str, message: str) -> None:
        short = message if len(message) <= MESSAGE_LIMIT else message[: MESSAGE_LIMIT - 1] + "…"
        finding = Finding(code, severity, where[:WHERE_LIMIT], short)
        if finding not in self.findings:
            self.findings.append(finding)


@dataclass(frozen=True)
class Paragraph:
    """A line of running text."""

    text: str


class Repeated(str):
    """Text of a cell that is merged with the cell above it: the same cell, not a second one."""


@dataclass(frozen=True)
class Table:
    """A table as rows of cells. A merged cell is repeated in every place that it covers."""

    rows: list[list[str]]
    name: str = ""


Block: TypeAlias = Paragraph | Table
