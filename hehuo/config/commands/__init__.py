"""Commands of `hehuo`, one file per subject."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Add every command to the application."""
    from hehuo.config.commands import accounts, data, drawing, keeping, rehearsing, scores, serving, standards

    serving.add(app)
    accounts.add(app)
    standards.add(app)
    scores.add(app)
    rehearsing.add(app)
    drawing.add(app)
    data.add(app)
    keeping.add(app)
