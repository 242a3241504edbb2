"""The first keys of many tables in one question: a search that asks a hundred ledgers need not ask the database a hundred times."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

AT_ONCE = 100
"""Parts of one statement: SQLite takes 500."""
Name = TypeVar("Name", bound=Hashable)


def first_keys(wanted: Mapping[Name, QuerySet], most: int) -> dict[Name, list[int]]:
    """Up to `most` primary keys of each set of rows, the first ones in its own order; names without a row are left out."""
    found: dict[Name, list[int]] = {name: [] for name in wanted}
    names = iter(wanted)
    while together := list(islice(names, AT_ONCE)):
        for place, key in _asked([wanted[name] for name in together], most):
            found[together[place]].append(key)
    return {name: keys for name, keys in found.items() if keys}


def _asked(parts: Sequence[QuerySet], most: int) -> list[tuple[int, int]]:
    """(place of the part, key)."""
    return rows_together([rows.values_list("pk", flat=True)[:most] for rows in parts])


def rows_together(parts: Sequence[QuerySet], tail: str = "") -> list[Any]:
    """Rows of all parts in one question, the place of the part before its columns; `tail` orders and cuts the whole.

    A part of a union may have neither order nor limit of its own, therefore each stands in brackets.
    """
    texts, given = [], []
    for place, rows in enumerate(parts):
        try:
            text, params = rows.query.get_compiler(connection=connection).as_sql()
        except EmptyResultSet:
            continue
        texts.append(f"select {place}, part_{place}.* from ({text}) as part_{place}")
        given += params
    if not texts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"{' union all '.join(texts)} {tail}", given)
        return cursor.fetchall()
