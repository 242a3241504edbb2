"""Sections and items while they are being read; turned into the JSON shape of an edition at the end."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any


def decimal_text(value: Decimal | None) -> str | None:
    """A decimal as the shortest plain text: 6, 7.5; None stays None."""
    if value is None:
        return None
    return format(value.normalize(), "f")


@dataclass
class DraftItem:
    """One item of the table: cleaned display text next to the text as printed."""

    no: int
    title: str
    content: str
    content_raw: str
    criterion: str
    criterion_raw: str
    units: list[str]
    units_raw: str
    column_points: list[Decimal] = field(default_factory=list)
    points_printed: Decimal | None = None
    points_effective: Decimal | None = None
    points_source: str = "missing"
    heading: str = ""
    body_title: str = ""
    body_content: str = ""
    body_raw: str = ""

    @property
    def where(self) -> str:
        """How findings name this item."""
        return f"第{self.no}项"

    def to_dict(self) -> dict[str, Any]:
        """The JSON shape (architecture §5), points as decimal strings or null."""
        return {
            "no": self.no,
            "title": self.title,
            "content": self.content,
            "criterion": self.criterion,
            "points_printed": decimal_text(self.points_printed),
            "points_effective": decimal_text(self.points_effective),
            "points_source": self.points_source,
            "units": list(self.units),
            "content_raw": self.content_raw,
            "criterion_raw": self.criterion_raw,
            "units_raw": self.units_raw,
            "body_content": self.body_content,
            "body_raw": self.body_raw,
        }


@dataclass
class DraftSection:
    """One section of the table."""

    no: int
    title: str
    title_printed: str
    points: Decimal | None = None
    items: list[DraftItem] = field(default_factory=list)
    title_body: str = ""
    label: str = ""

    @property
    def where(self) -> str:
        """How findings name this section."""
        return f"第{self.no}部分“{self.title}”"

    def to_dict(self) -> dict[str, Any]:
        """The JSON shape (architecture §5)."""
        return {
            "no": self.no,
            "title": self.title,
            "points": decimal_text(self.points),
            "title_printed": self.title_printed,
            "title_body": self.title_body,
            "items": [item.to_dict() for item in self.items],
        }
