"""Bars and lines as PNG for Word and PDF, drawn with Pillow: grey-safe colours, values written beside the marks.

Two shapes are all that the reports use; a plotting library would be the largest package of the installation.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from hehuo.reports import fonts

WIDTH, SCALE = 1500, 2
"""Pixels of the picture (150 mm at 254 dpi), and how much finer it is drawn before it is made smaller."""
INK, BLUE, PALE, GRID, WARM = "#1f2933", "#0b57b8", "#dbe7f6", "#c9d1da", "#c1121f"
LABEL, LETTER, ROW = 420, 34, 62


@lru_cache(maxsize=4)
def _font(size: int) -> Any:
    path, index = fonts.file_of(fonts.HEADING)
    return ImageFont.truetype(path, size * SCALE, index=index)


class _Sheet:
    """A canvas with whole-pixel units of the finished picture."""

    def __init__(self, height: int) -> None:
        self.image = Image.new("RGB", (WIDTH * SCALE, height * SCALE), "white")
        self.pen = ImageDraw.Draw(self.image)
        self.height = height

    def box(self, x: float, y: float, right: float, bottom: float, fill: str) -> None:
        self.pen.rectangle([x * SCALE, y * SCALE, max(right, x) * SCALE, bottom * SCALE], fill=fill)

    def line(self, points: Sequence[tuple[float, float]], fill: str, width: int = 1) -> None:
        self.pen.line([(x * SCALE, y * SCALE) for x, y in points], fill=fill, width=width * SCALE)

    def text(self, x: float, y: float, words: str, *, anchor: str = "lm", size: int = LETTER) -> None:
        self.pen.text((x * SCALE, y * SCALE), words, fill=INK, font=_font(size), anchor=anchor)

    def png(self) -> bytes:
        out = BytesIO()
        self.image.resize((WIDTH, self.height), Image.Resampling.LANCZOS).quantize(64).save(
            out, "PNG", optimize=True
        )
        return out.getvalue()


def bars(rows: Sequence[tuple[str, Decimal]], most: Decimal) -> bytes:
    """A horizontal bar for each (label, value), 0 to `most`, in the given order."""
    sheet = _Sheet(ROW * len(rows) + 30)
    left, right = LABEL + 20, WIDTH - 120
    for number, (label, value) in enumerate(rows):
        middle = 15 + ROW * number + ROW / 2
        sheet.text(LABEL, middle, _fit(label), anchor="rm")
        sheet.box(left, middle - 18, right, middle + 18, PALE)
        share = float(min(max(value / most, Decimal(0)), Decimal(1))) if most else 0.0
        sheet.box(left, middle - 18, left + (right - left) * share, middle + 18, BLUE)
        sheet.text(right + 12, middle, str(value))
    return sheet.png()


def lines(
    days: Sequence[str], values: Sequence[Decimal], most: Decimal, *, need: Decimal | None = None
) -> bytes:
    """One line over days, 0 to `most`, with the values written at its points and a dashed line at `need`."""
    sheet = _Sheet(620)
    left, right, top, bottom = 120, WIDTH - 60, 60, 520
    step = (right - left) / max(len(days) - 1, 1)

    def height(value: Decimal) -> float:
        return bottom - (bottom - top) * float(value / most)

    for part in range(0, 5):
        value = most * part / 4
        sheet.line([(left, height(value)), (right, height(value))], GRID)
        sheet.text(left - 14, height(value), f"{value.normalize():f}", anchor="rm", size=28)
    if need is not None:
        for x in range(left, right, 24):
            sheet.line([(x, height(need)), (min(x + 12, right), height(need))], WARM, 3)
        above = bool(values) and values[0] < need  # on the side where the line of values is not
        sheet.text(left + 12, height(need) + (-22 if above else 24), f"达标线 {need.normalize():f}", size=28)
    points = [(left + step * n, height(value)) for n, value in enumerate(values)]
    if len(points) > 1:
        sheet.line(points, BLUE, 5)
    for (x, y), value, day in zip(points, values, days, strict=True):
        sheet.box(x - 7, y - 7, x + 7, y + 7, BLUE)
        sheet.text(x, y - 30, str(value), anchor="mm", size=28)
        sheet.text(x, bottom + 40, day, anchor="mm", size=28)
    return sheet.png()


def _fit(label: str) -> str:
    most = LABEL // LETTER
    return label if len(label) <= most else f"{label[: most - 1]}…"
