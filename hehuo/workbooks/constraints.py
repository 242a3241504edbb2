"""Check constraints of a model over plain values, so that a sheet's breaches are found before the database sees them."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from django.db.models import F, Q

TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "gt": operator.gt, "gte": operator.ge, "lt": operator.lt, "lte": operator.le, "in": lambda left, right: left in right,
}  # fmt: skip


def names_in(condition: Q) -> set[str]:
    """Fields that a condition reads."""
    found: set[str] = set()
    for part in condition.children:
        if isinstance(part, Q):
            found |= names_in(part)
        elif isinstance(part, tuple):
            found |= {part[0].partition("__")[0], *({part[1].name} if isinstance(part[1], F) else ())}
    return found


def holds(condition: Q, values: dict[str, Any]) -> bool | None:
    """A check constraint over plain values; None when it uses something we do not know (the database decides then)."""
    answers: list[bool | None] = []
    for part in condition.children:
        if isinstance(part, Q):
            answers.append(holds(part, values))
            continue
        if not isinstance(part, tuple):
            return None
        name, _, lookup = part[0].partition("__")
        left, right = values[name], part[1]
        right = values.get(right.name) if isinstance(right, F) else right
        if lookup == "isnull":
            answers.append((left is None) is right)
        elif lookup not in ("", "exact", "gt", "gte", "lt", "lte", "in"):
            return None
        elif left is None or right is None:
            answers.append(True)  # SQL: unknown passes a check
        else:
            answers.append(TESTS.get(lookup, operator.eq)(left, right))
    if None in answers:
        return None
    result = any(answers) if condition.connector == Q.OR else all(answers)
    return not result if condition.negated else result
