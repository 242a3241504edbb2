"""Cleaning for display. Every cleaning is counted and reported; the raw text is always kept (domain §0.2)."""

from __future__ import annotations

import re

from hehuo.assessment.standards.reading.results import Notes

CJK = "\u3400-\u9fff\u3007"
WIDE = CJK + "\u3001-\u3011\u2018-\u201d\uff01-\uff60"
TAG = re.compile(r"</?[A-Za-z][^<>]{0,60}>")
STARS = re.compile(r"\*\*|__")
AND = re.compile(rf"(?<=[{WIDE}])\s*\band\b\s*(?=[{WIDE}])", re.IGNORECASE)
SPACES = re.compile(rf"(?<=[{WIDE}])[ \t\u3000\n]+(?=[{WIDE}])")
HALF = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "?": "？", "!": "！"}
HALF_NEAR = re.compile(rf"(?<=[{WIDE}])[,;:()?!]|[,;:()?!](?=[{WIDE}])")
MESSAGES = {
    "stray_tag": "有转录留下的标记（如 <p>），显示时已去掉，原文保留。",
    "stray_stars": "有转录留下的加粗星号（**），显示时已去掉，原文保留。",
    "stray_and": "中文里夹有英文“and”，显示时读作“和”，原文保留。",
    "half_width": "使用半角逗号或括号，显示时统一为全角，原文保留。",
}


def widen(text: str) -> str:
    """Half-width punctuation next to Chinese becomes full-width."""
    previous = ""
    while previous != text:
        previous, text = text, HALF_NEAR.sub(lambda match: HALF[match.group()], text)
    return text


def tidy(text: str) -> tuple[str, list[str]]:
    """The display text and the codes of what was cleaned."""
    done = []
    steps = [("stray_tag", TAG, ""), ("stray_stars", STARS, ""), ("stray_and", AND, "和")]
    for code, pattern, replacement in steps:
        changed = pattern.sub(replacement, text)
        if changed != text:
            done.append(code)
            text = changed
    wide = widen(text)
    if wide != text:
        done.append("half_width")
    return SPACES.sub("", wide).strip(), done


class Cleaner:
    """Cleans cell after cell and reports once per place and kind."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self.seen: dict[tuple[str, str], list[str]] = {}

    def clean(self, text: str, where: str, column: str) -> str:
        """Display text of one cell."""
        cleaned, codes = tidy(text)
        for code in codes:
            columns = self.seen.setdefault((code, where), [])
            if column not in columns:
                columns.append(column)
        return cleaned

    def report(self) -> None:
        """Hand over what was cleaned."""
        for (code, where), columns in self.seen.items():
            self.notes.info(code, where, f"{'、'.join(columns)}{MESSAGES[code]}")
