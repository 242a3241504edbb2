"""In which order the rows of a list are read: one question for several settlements, and what a very long list may be sorted by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import models
from django.db.models import F

from hehuo.records.display import resolve
from hehuo.records.first_keys import rows_together
from hehuo.records.models import LedgerRecord

FARTHEST = 50_000
"""So many rows may be turned over in a list of several settlements: each of them is read that far."""


def plain_columns(model: type[models.Model], ordering: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """(path, downwards) of an order; a relation stands for the order of the rows it points to."""
    for name in ordering:
        path, down = name.lstrip("-"), name.startswith("-")
        field = None if path == "pk" else resolve(model, path)[1]
        if field is not None and field.is_relation and path.split("__")[-1] == field.name:
            inner = field.related_model._meta.ordering or ["pk"]
            for deeper, turned in plain_columns(field.related_model, inner):
                yield f"{path}__{deeper}", down != turned
        else:
            yield path, down


def keys_of(branches: Sequence[models.QuerySet], ordering: Sequence[str], start: int, stop: int) -> list[int]:
    """Primary keys of rows `start` to `stop` of all branches together, in one query that reads no more of a branch than that."""
    if len(branches) == 1:
        return list(branches[0].order_by(*ordering).values_list("pk", flat=True)[start:stop])
    columns = list(plain_columns(branches[0].model, ordering))
    named = {f"order_{n}": F(path) for n, (path, _) in enumerate(columns)}
    parts = [
        branch.order_by(*ordering).annotate(**named).values_list("pk", *named)[:stop] for branch in branches
    ]
    order = ", ".join(f"{n}{' desc' if down else ''}" for n, (_, down) in enumerate(columns, 3))
    rows = rows_together(parts, f"order by {order} limit {stop - start} offset {start}")
    return [key for _, key, *_ in rows]


def quickly_sorted(model: type[models.Model], ordering: Sequence[str], path: str) -> bool:
    """Whether a very long list may be sorted by a column: its own order, or a column that stands in an index of the list."""
    if path in ("settlement", ordering[0].lstrip("-")):
        return True
    field: Any = None if "__" in path else resolve(model, path)[1]
    if field is None or (field.is_relation and issubclass(field.related_model, LedgerRecord)):
        return False
    held = [[name.lstrip("-") for name in index.fields] for index in model._meta.indexes]
    return any(names[:1] == ["settlement"] and {"status", path}.issubset(names) for names in held)
