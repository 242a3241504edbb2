"""“Same seed, same city”: one hash over the plain content of every demo table."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from django.apps import apps
from django.db import connection, models

from hehuo.org.models import (
    Area,
    Building,
    Community,
    CreationUnit,
    Grid,
    OrgUnit,
    Post,
    Settlement,
    SettlementArea,
    User,
)
from hehuo.records.models import LedgerRecord
from hehuo.records.sealed import SealedField, unseal

PLACES = (Area, SettlementArea, Settlement, Community, CreationUnit, Grid, Building, OrgUnit, User, Post)
LEFT_OUT = {"password", "last_login", "date_joined", "history_id"}


def ledger_models() -> list[type[LedgerRecord]]:
    """Every ledger table, in a fixed order."""
    found = [m for m in apps.get_models() if issubclass(m, LedgerRecord)]
    return sorted(found, key=lambda m: m._meta.label_lower)


def fingerprint() -> str:
    """SHA-256 over all demo rows and their histories: sealed values in plain text, keys counted from each table's first row."""
    digest, ledgers = hashlib.sha256(), ledger_models()
    firsts = {m: _first(m) for m in (*PLACES, *ledgers)}
    for model in (*PLACES, *ledgers):
        for table in [model, model.history.model] if model in ledgers else [model]:
            digest.update(f"\n# {table._meta.label_lower}\n".encode())
            for line in _lines(table, firsts, firsts[model], model in ledgers):
                digest.update(line)
    return digest.hexdigest()


def _first(model: type[models.Model]) -> int:
    return model._base_manager.aggregate(first=models.Min("pk"))["first"] or 0


def _lines(table: type[models.Model], firsts: dict, own_first: int, ledger: bool) -> Iterator[bytes]:
    fields = [
        f for f in table._meta.concrete_fields if f.name not in LEFT_OUT and not f.name.endswith("_index")
    ]
    shifts, sealed = [], []
    for place, field in enumerate(fields):
        target = field.related_model if field.is_relation else None
        if field.name == "id":
            shifts.append((place, own_first))
        elif target in firsts or field.name == "history_user":
            shifts.append((place, firsts[target or User]))
        if isinstance(field, SealedField):
            sealed.append(place)
    order = "id, history_date, history_id" if "history_id" in [f.name for f in table._meta.fields] else "id"
    where = " where demo = %s" if ledger else ""
    sql = f"select {', '.join(f.column for f in fields)} from {table._meta.db_table}{where} order by {order}"
    with connection.cursor() as cursor:
        cursor.execute(sql, [True] if ledger else [])
        while rows := cursor.fetchmany(2000):
            for row in rows:
                values = list(row)
                for place, first in shifts:
                    if values[place] is not None:
                        values[place] -= first
                for place in sealed:
                    values[place] = unseal(values[place]) if values[place] else ""
                yield (repr(values) + "\n").encode()
