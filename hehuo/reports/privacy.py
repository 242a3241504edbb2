"""What must not stand in a paper that is issued: a check before signing and before issue (domain §3.4, §6.3).

`records.personal_data` knows what is personal; here every text and cell of a paper is walked through. A problem names its
place and shows enough to be found, never the number itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from hehuo.records.personal_data import SMALL, Finding, Kind, in_text
from hehuo.reports.paper import Paper, Table

WORDS, CELL, COUNT = "words", "cell", "count"
"""Sorts of text: in words a small count betrays people, in a cell only where its head counts people."""


@dataclass(frozen=True)
class Problem:
    """One thing that must go, and its place in the paper."""

    place: str
    finding: Finding

    @property
    def kind(self) -> Kind:
        """What it is."""
        return self.finding.kind

    def __str__(self) -> str:
        return f"{self.place}含有{self.kind}（“{self.finding.veiled}”）。{self.finding.remedy}"


def findings(paper: Paper) -> list[Problem]:
    """Everything that must go, in the order of reading."""
    return [Problem(place, finding) for place, text, sort in _walk(paper) for finding in _found(text, sort)]


def texts_in(paper: Paper) -> list[tuple[str, str]]:
    """Every text of a paper with the name of its place."""
    return [(place, text) for place, text, _ in _walk(paper)]


def check(paper: Paper) -> None:
    """Raise `ValidationError` with one sentence for each problem; personal papers are never issued."""
    if paper.personal:
        raise ValidationError("这份材料写有当事人的个人信息，只能交给当事人，不能印发。")
    problems = findings(paper)
    if problems:
        raise ValidationError([str(problem) for problem in problems])


def _found(text: str, sort: str) -> list[Finding]:
    """Words of a cell count nobody; a bare number does where its head says so."""
    if sort == COUNT and text.isdigit() and 0 < int(text) < SMALL:
        return [Finding(Kind.FEW, (0, len(text)), text)]
    return in_text(text, small_cells=sort == WORDS)


def _walk(paper: Paper) -> Iterator[tuple[str, str, str]]:
    """Place, text, and what sort of text it is."""
    yield "标题", paper.title, WORDS
    yield "主送单位", paper.addressee, WORDS
    for number, text in enumerate(paper.texts(), 1):
        yield f"正文第 {number} 段", text, WORDS
    for number, table in enumerate(paper.tables(), 1):
        yield from _walk_table(f"表 {number}" + (f"“{table.title}”" if table.title else ""), table)
    for number, text in enumerate(paper.annexes, 1):
        yield f"附件 {number} 名称", text, WORDS
    yield "附注", paper.remark, WORDS
    yield "抄送", paper.copies_to, WORDS


def _walk_table(name: str, table: Table) -> Iterator[tuple[str, str, str]]:
    yield f"{name}标题", table.title, CELL
    for number, row in enumerate(table.lines(), 1):
        for head, value in zip(table.heads, row, strict=False):
            yield f"{name}第 {number} 行“{head}”", str(value), COUNT if head in table.people else CELL
