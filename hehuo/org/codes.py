"""Codes of what the city registers by itself, below the official code of what holds it."""

from __future__ import annotations

from itertools import count

from django.db import models


def free_code(model: type[models.Model], stem: str, digits: int = 1) -> str:
    """The next code of a stem that no row has, counting on from the rows that begin with it: 520221-3, 520221T004."""
    taken = set(model._base_manager.filter(code__startswith=stem).values_list("code", flat=True))
    codes = (f"{stem}{number:0{digits}}" for number in count(len(taken) + 1))
    return next(code for code in codes if code not in taken)
