"""Tells rooms above that a bulletin goes out, so that its file is kept in the same transaction, and asks them what went out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.dispatch import Signal

bulletin_issued = Signal()
"""Sent inside the transaction of 印发 with `bulletin`; a receiver that raises `ValidationError` stops the issue."""


@dataclass(frozen=True)
class KeptLine:
    """A line of a list as it was issued, and the record behind it."""

    pk: int | None
    cells: Sequence[str]


@dataclass(frozen=True)
class AsIssued:
    """What an issued bulletin says: later changes of its problems and tasks are not in it."""

    title: str
    paragraphs: Sequence[str]
    problem_heads: Sequence[str] = ()
    problems: Sequence[KeptLine] = ()
    task_heads: Sequence[str] = ()
    tasks: Sequence[KeptLine] = ()


Keeper = Callable[[Any], AsIssued | None]
_keepers: list[Keeper] = []


def announce_keeper(keeper: Keeper) -> None:
    """`keeper(bulletin)` knows what went out; None while it is a draft."""
    if keeper not in _keepers:
        _keepers.append(keeper)


def as_issued(bulletin: Any) -> AsIssued | None:
    """What went out, from whoever keeps it."""
    found = (keeper(bulletin) for keeper in _keepers)
    return next((kept for kept in found if kept is not None), None)
