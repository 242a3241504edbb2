"""The help of a ledger: `docs/ledgers/<slug>.md` as a page (the file names are the ledger's `help` or `slug`)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt


def help_file(ledger: Any) -> Path | None:
    """The help text of a ledger, or None when nobody has written one."""
    found = Path(settings.ROOT) / "docs/ledgers" / f"{ledger.help or ledger.slug}.md"
    return found if found.is_file() else None


@lru_cache(maxsize=200)
def rendered(path: Path, changed: float) -> SafeString:
    """Markdown as HTML; raw HTML in the text stays text. `changed` is the file's time, so that edits are seen."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    return mark_safe(markdown.render(path.read_text(encoding="utf-8")))


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
        return self.render("help", text=rendered(path, path.stat().st_mtime))
