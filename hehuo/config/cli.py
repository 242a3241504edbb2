"""The `hehuo` command: serve, demo, administrator, standard, score, cases, import, export, audit, backup, restore."""

from __future__ import annotations

import gc
import os
import sys

import typer

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hehuo.config.settings.embedded")

app = typer.Typer(
    name="hehuo", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    help="和活：易地扶贫搬迁安置点“和谐社区 · 活力社区”创建管理系统。",
)  # fmt: skip


def main() -> None:
    """Entry point. Django is set up once, before any command body runs; troubles of the machine are told in one line."""
    gc.disable()  # what is loaded now stays: looking through it again and again costs 0.2 s
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    try:
        django.setup()
    except ImproperlyConfigured as problem:
        typer.echo(str(problem), err=True)
        sys.exit(2)
    from hehuo.config.commands import register
    from hehuo.config.commands.troubles import in_one_line

    register(app)
    gc.freeze()
    gc.enable()
    try:
        app()
    except (DatabaseError, OSError) as problem:
        line = in_one_line(problem)
        if not line:
            raise
        typer.echo(line, err=True)
        sys.exit(2)
