"""Which records have papers: a room above announces them when it starts, so that their pages can link there."""

from __future__ import annotations

from collections.abc import Iterable

_labels: set[str] = set()


def announce(labels: Iterable[str]) -> None:
    """Records of these models (``app.model``) have papers at the address `documents-of`."""
    _labels.update(labels)


def has_papers(label: str) -> bool:
    """Whether somebody makes papers from records of this model."""
    return label in _labels
