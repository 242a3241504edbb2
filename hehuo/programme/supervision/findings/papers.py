"""Papers about a problem, made by a room above: it is told when a notice goes out, and says what the page shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.dispatch import Signal

notice_issued = Signal()
"""Sent inside the transaction of 发整改通知 with `finding` and `by`."""


@dataclass(frozen=True)
class PaperLine:
    """A paper on the page of a problem: number, state in words, colour of its lamp, address."""

    words: str
    state: str
    tone: str
    url: str


Provider = Callable[[Any, Any], list[PaperLine]]
_providers: list[Provider] = []


def announce(provider: Provider) -> None:
    """`provider(finding, user)` knows papers about a problem."""
    if provider not in _providers:
        _providers.append(provider)


def papers_about(finding: Any, user: Any) -> list[PaperLine]:
    """Everything that the person may see."""
    return [line for provider in _providers for line in provider(finding, user)]
