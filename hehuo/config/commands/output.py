"""How commands speak: JSON for programs, tables for people, one clear line for errors."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, NoReturn

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

console = Console()
errors = Console(stderr=True)


def as_json(value: Any) -> None:
    """Print a value as JSON on standard output."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def as_table(title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print rows as a table for people."""
    table = Table(title=title)
    for head in heads:
        table.add_column(head)
    for row in rows:
        table.add_row(*(str(cell) for cell in row))
    console.print(table)


@contextmanager
def working(text: str, *, quiet: bool = False) -> Iterator[Callable[[str], None]]:
    """Show what is being done, on standard error: a moving line on a terminal, plain lines in a log.

    Gives a function that changes the text.
    """
    if quiet:
        yield lambda text: None
    elif not errors.is_terminal:
        errors.print(f"{text} …", highlight=False)
        yield lambda text: errors.print(f"  {text}", highlight=False)
    else:
        with Progress(
            SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=errors
        ) as bar:
            task = bar.add_task(text)
            yield lambda text: bar.update(task, description=text)
            bar.update(task, total=1, completed=1)


def refuse(message: str, code: int = 2) -> NoReturn:
    """One clear message on standard error, then the exit code."""
    typer.echo(message, err=True)
    raise typer.Exit(code)


def day(text: str | None) -> date:
    """A date argument such as 2018-11-30; today when empty."""
    from django.utils import timezone

    if not text:
        return timezone.localdate()
    try:
        return date.fromisoformat(text)
    except ValueError:
        refuse(f"日期“{text}”写法不对，请写成 2018-11-30。")


def moment(text: str | None) -> datetime | None:
    """A moment argument: a date means the end of that day in China."""
    from django.utils import timezone

    if not text:
        return None
    try:
        value = datetime.fromisoformat(text)
    except ValueError:
        refuse(f"时点“{text}”写法不对，请写成 2018-11-30 或 2018-11-30T18:00。")
    if len(text) == 10:
        value = value.replace(hour=23, minute=59, second=59, microsecond=999999)
    return value if value.tzinfo else timezone.make_aware(value)


def database_ready() -> None:
    """Stop with one line when there is no database yet."""
    from django.db import connection

    if "org_settlement" not in connection.introspection.table_names():
        refuse("还没有数据：请先运行 hehuo serve 或 hehuo demo。")
