"""Addresses of supervision's pages, one word for each kind."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

KIND_OF = {
    "programme.responsibilitytask": "tasks",
    "programme.spotcheck": "spot-checks",
    "programme.inspection": "inspections",
    "programme.finding": "findings",
    "programme.bulletin": "bulletins",
}


def address_of(subject: Any) -> str:
    """The page of a task, spot check, inspection, finding or bulletin."""
    return reverse(f"supervised-{KIND_OF[subject._meta.label_lower]}-one", args=[subject.pk])
