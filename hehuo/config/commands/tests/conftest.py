"""Running `hehuo` commands inside the test database."""

from __future__ import annotations

import json
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from hehuo.config.commands import register


class Hehuo:
    """The command line as a program sees it."""

    def __init__(self) -> None:
        app = typer.Typer(pretty_exceptions_enable=False)
        register(app)
        self.app, self.runner = app, CliRunner()

    def __call__(self, *arguments: Any) -> Any:
        """Standard output as text; the command must succeed."""
        done = self.runner.invoke(self.app, [str(a) for a in arguments])
        assert done.exit_code == 0, done.output
        return done.stdout

    def json(self, *arguments: Any) -> Any:
        """What a command prints with --json."""
        return json.loads(self(*arguments, "--json"))

    def refused(self, *arguments: Any) -> str:
        """The one message of a command that refuses: exit code 2, nothing on standard output."""
        done = self.runner.invoke(self.app, [str(a) for a in arguments])
        assert done.exit_code == 2, done.output
        assert done.stdout == ""
        return done.stderr.strip()


@pytest.fixture
def hehuo() -> Hehuo:
    """The command line."""
    return Hehuo()
