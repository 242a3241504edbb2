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
    return [Problem(place, finding) for place, found in _walk(paper) for finding in found]


def check(paper: Paper) -> None:
    """Raise `ValidationError` with one sentence for each problem; personal papers are never issued."""
    if paper.personal:
        raise ValidationError("这份材料写有当事人的个人信息，只能交给当事人，不能印发。")
    problems = findings(paper)
    if problems:
        raise ValidationError([str(problem) for problem in problems])


def _walk(paper: Paper) -> Iterator[tuple[str, list[Finding]]]:
    yield "标题", in_text(paper.title)
    yield "主送单位", in_text(paper.addressee)
    for number, text in enumerate(paper.texts(), 1):
        yield f"正文第 {number} 段", in_text(text)
    for number, table in enumerate(paper.tables(), 1):
        yield from _walk_table(f"表 {number}" + (f"“{table.title}”" if table.title else ""), table)
    for number, text in enumerate(paper.annexes, 1):
        yield f"附件 {number} 名称", in_text(text)
    yield "附注", in_text(paper.remark)
    yield "抄送", in_text(paper.copies_to)


def _walk_table(name: str, table: Table) -> Iterator[tuple[str, list[Finding]]]:
    """Words of a cell count nobody; a bare number does where its head says so."""
    yield f"{name}标题", in_text(table.title, small_cells=False)
    for number, row in enumerate(table.lines(), 1):
        for head, value in zip(table.heads, map(str, row), strict=False):
            found = in_text(value, small_cells=False)
            if head in table.people and value.isdigit() and 0 < int(value) < SMALL:
                found = [Finding(Kind.FEW, (0, len(value)), value)]
            yield f"{name}第 {number} 行“{head}”", found
