"""What an official paper says, apart from how it looks: plain data that every writer understands.

Body texts are levelled by how officials number them: “一、” first level (黑体), “（一）” second (楷体), the rest 仿宋
(GB/T 9704-2012, 7.3.3).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hehuo.org.workdays import chinese_day

FIRST_LEVEL = re.compile(r"^[一二三四五六七八九十]+、")
SECOND_LEVEL = re.compile(r"^（[一二三四五六七八九十]+）")
CHINESE = r"[\u3000-\u9fff\uff00-\uffef]"
APART = re.compile(f"(?<={CHINESE}) +(?={CHINESE})")
LOOSE = re.compile(f"(?<={CHINESE}) +(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%.]) +(?={CHINESE})")
NUMERIC = re.compile(r"^[-+]?[\d,]+(?:\.\d+)?%?$|^[—–-]$")
SHORT, WHOLE = 8, 10
PLAIN = (
    "kind", "title", "addressee", "signer", "head", "number", "approver", "remark", "copies_to", "office", "printed",
)  # fmt: skip
"""Words of a paper that are kept as they are."""
LINES, CHARACTERS, TITLE_CHARACTERS = 22, 28, 20
"""Lines on a page, characters in a line, characters in a line of the title."""
TEXT_PT, IMPRINT_PT = 442, 410
"""Width of a line, and of one in the imprint with a character free at each end."""


@dataclass(frozen=True)
class Text:
    """A paragraph of the body."""

    text: str

    @property
    def level(self) -> int:
        """1 and 2 are headings, 0 is running text."""
        return 1 if FIRST_LEVEL.match(self.text) else 2 if SECOND_LEVEL.match(self.text) else 0


@dataclass(frozen=True)
class Table:
    """A table; `widths` are shares of the line, `people` names heads whose cells count people or households."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    title: str = ""
    widths: Sequence[int] = ()
    total: Sequence[str] = ()
    people: Sequence[str] = ()

    @property
    def whole(self) -> bool:
        """So short that it stays on one page."""
        return len(self.lines()) <= WHOLE

    def lines(self) -> list[Sequence[str]]:
        """Rows with the total."""
        return [*self.rows, *([self.total] if self.total else [])]

    def sides(self) -> list[str]:
        """How each column is set: numbers to the right edge of money, words left when one is long, else in the middle."""
        return [_side([str(row[n]) for row in self.lines() if n < len(row)]) for n in range(len(self.heads))]


@dataclass(frozen=True)
class Picture:
    """A chart as PNG; `words` tell the same to those who do not see it."""

    png: bytes
    words: str
    width_mm: int = 150


Block = Text | Table | Picture


@dataclass(frozen=True)
class Paper:
    """One paper.

    `head` is the red head (发文机关标志, empty without one), `number` the 发文字号, `approver` the 签发人 of papers that
    go upwards, `copies_to` 抄送, `office` and `printed` the imprint (印发机关, 份数). `personal` papers hold data of their
    parties: they are handed over, never issued.
    """

    kind: str
    title: str
    blocks: Sequence[Block] = ()
    addressee: str = ""
    signer: str = ""
    day: date | None = None
    head: str = ""
    number: str = ""
    approver: str = ""
    annexes: Sequence[str] = ()
    remark: str = ""
    copies_to: str = ""
    office: str = ""
    printed: str = ""
    signatures: Sequence[str] = ()
    personal: bool = False

    def texts(self) -> list[str]:
        """Paragraphs of the body."""
        return [block.text for block in self.blocks if isinstance(block, Text)]

    def tables(self) -> list[Table]:
        """Tables in order."""
        return [block for block in self.blocks if isinstance(block, Table)]


def _side(cells: Sequence[str]) -> str:
    filled = [cell for cell in cells if cell]
    if any("." in cell and "," in cell for cell in filled) and all(NUMERIC.match(cell) for cell in filled):
        return "right"
    return "left" if any(len(cell) > SHORT and not NUMERIC.match(cell) for cell in filled) else "center"


def tight(text: str) -> str:
    """Words as they are printed: no blanks that justified lines would stretch. Beside digits, letters and numbers of
    points there is none; between Chinese words (names in a row) stands one of the width of a character."""
    return APART.sub("\u3000", LOOSE.sub("", text))


def in_halves(first: str, second: str) -> str:
    """A title of two halves: on one line where both fit, else one below the other."""
    whole = first + second
    return whole if len(whole) <= TITLE_CHARACTERS else f"{first}\n{second}"


def title_lines(title: str) -> list[str]:
    """The title in lines of like length that end where a word ends (7.3.1); typed line breaks are kept."""
    if "\n" in title or len(title) <= TITLE_CHARACTERS:
        return title.splitlines()
    half, most = len(title) // 2, TITLE_CHARACTERS
    ends = [n + 1 for n, sign in enumerate(title) if sign in "”》）的" and len(title) - most <= n + 1 <= most]
    end = min(ends, key=lambda n: abs(n - half), default=min(half, most))
    return [title[:end], *title_lines(title[end:])]


def head_size(head: str) -> int:
    """Points of the red head: one line however long the name is (7.2.4)."""
    return 40 if len(head) <= 14 else min(40, int(TEXT_PT / len(head)))


def imprint_lines(paper: Paper) -> list[tuple[str, str]]:
    """Office and day of printing (7.4.3), on one line where both fit, else one below the other."""
    day = f"{chinese_day(paper.day)}印发"
    width = sum(14 if ord(sign) > 0x2E80 else 7 for sign in paper.office + day)
    return [(paper.office, day)] if width <= IMPRINT_PT else [(paper.office, ""), ("", day)]


def texts_of(body: str) -> list[Text]:
    """Paragraphs of what somebody typed: one a line, blank lines are left out."""
    return [Text(line.strip()) for line in body.splitlines() if line.strip()]


def yuan(fen: int) -> str:
    """Fen as yuan with thousands, to the cent."""
    return f"{Decimal(fen) / 100:,.2f}"


def paper_as_data(paper: Paper) -> dict[str, Any]:
    """A paper of words and tables as JSON; charts are not kept this way."""
    if any(isinstance(block, Picture) for block in paper.blocks):
        raise ValueError("A paper with charts is kept as a file only.")
    blocks = [b.text if isinstance(b, Text) else tables_as_data([b])[0] for b in paper.blocks]  # type: ignore[list-item]
    plain = {name: getattr(paper, name) for name in PLAIN}
    return {
        **plain,
        "annexes": list(paper.annexes),
        "day": paper.day.isoformat() if paper.day else "",
        "blocks": blocks,
    }


def paper_from_data(data: dict[str, Any]) -> Paper:
    """The paper again."""
    blocks = [Text(one) if isinstance(one, str) else tables_from_data([one])[0] for one in data["blocks"]]
    day = date.fromisoformat(data["day"]) if data["day"] else None
    return Paper(**{**data, "blocks": blocks, "day": day})


def tables_as_data(tables: Sequence[Table]) -> list[dict[str, Any]]:
    """Tables as JSON."""
    return [
        {
            "heads": list(t.heads), "rows": [list(row) for row in t.rows], "title": t.title, "widths": list(t.widths),
            "total": list(t.total), "people": list(t.people),
        }
        for t in tables
    ]  # fmt: skip


def tables_from_data(data: Sequence[dict[str, Any]]) -> list[Table]:
    """Tables from JSON."""
    return [Table(**one) for one in data]
