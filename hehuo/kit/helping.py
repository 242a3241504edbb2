"""The help of a ledger: `docs/ledgers/<slug>.md` as a page (the file names are the ledger's `help` or `slug`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.http import Http404
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from hehuo.records.display import label_of, resolve

CHOICES_TOLD = 12
"""Longer lists of choices are told in part."""


def help_file(ledger: Any) -> Path | None:
    """The help text of a ledger, or None when nobody has written one."""
    found = Path(settings.ROOT) / "docs/ledgers" / f"{ledger.help or ledger.slug}.md"
    return found if found.is_file() else None


@lru_cache(maxsize=200)
def rendered(path: Path, changed: float) -> SafeString:
    """Markdown as HTML; raw HTML in the text stays text. `changed` is the file's time, so that edits are seen."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    return mark_safe(markdown.render(path.read_text(encoding="utf-8")))


@dataclass(frozen=True)
class ColumnHelp:
    """One field of the form: its label, whether it must be filled, what may be chosen, what the field itself says."""

    label: str
    required: bool
    choices: str
    text: str


def columns_to_fill(ledger: Any) -> list[tuple[str, list[ColumnHelp]]]:
    """What the form asks for, by group, read from the model: it cannot grow out of date."""
    found = []
    for title, names in ledger.groups().items():
        fields = [(name, resolve(ledger.model, name)[1]) for name in names]
        told = [_told(ledger, name, field) for name, field in fields if field is not None and field.editable]
        if told:
            found.append((title, told))
    return found


def _told(ledger: Any, name: str, field: models.Field) -> ColumnHelp:
    labels = [str(label) for value, label in field.flatchoices if value not in ("", None)]
    chosen = (
        "、".join(labels)
        if len(labels) <= CHOICES_TOLD
        else f"{'、'.join(labels[:CHOICES_TOLD])}等 {len(labels)} 种"
    )
    required = not (field.blank or field.has_default() or isinstance(field, models.BooleanField))
    return ColumnHelp(label_of(ledger.model, name), required, chosen, str(field.help_text))


def steps_untold(ledger: Any, text: str) -> list[tuple[str, str, str, str]]:
    """The table of steps, when the page itself does not name every one of them."""
    cycle = ledger.lifecycle
    if cycle is None or all(step.label in text for step in cycle.transitions):
        return []
    return cycle.table()


class HelpingViews:
    """Mixed into `LedgerView`."""

    def has_help(self) -> bool:
        """Whether the pages show the way to the help."""
        return help_file(self) is not None

    def show_help(self, request: Any) -> Any:
        """What this ledger is for and how it is filled in."""
        path = help_file(self)
        if path is None:
            raise Http404
        text = rendered(path, path.stat().st_mtime)
        return self.render("help", text=text, columns=columns_to_fill(self), steps=steps_untold(self, text))
