"""“Same seed, same city”: one hash over the plain content of every demo table."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from django.apps import apps
from django.db import connection, models

from hehuo.assessment.models import CityDecision, Judgement, ScoreEntry, ScoreSheet, Snapshot, StandardEdition
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
from hehuo.reports.models import DocumentRecipient, IssuedDocument

PLACES = (Area, SettlementArea, Settlement, Community, CreationUnit, Grid, Building, OrgUnit, User, Post)
LEFT_OUT = {"password", "last_login", "date_joined", "history_id", "record_id", "row_id", "origin_id"}
FROM_KEYS = {
    "audit_head",
    "data",
    "draft",
    "evidence",
    "household",
    "household_ids",
    "frame_hash",
    "hash",
    "stratum",
    "question",
    "occasion",
    "target_id",
    "subject_id",
    "word_sha256",
}
"""Columns of campaigns that hold or hash primary keys, which differ where a database has been used before."""


def ledger_models() -> list[type[LedgerRecord]]:
    """Every ledger table, in a fixed order."""
    found = [m for m in apps.get_models() if issubclass(m, LedgerRecord)]
    return sorted(found, key=lambda m: m._meta.label_lower)


def course_models() -> list[type[models.Model]]:
    """Score sheets, snapshots, official papers and every table of the programme."""
    programme = [
        m
        for m in apps.get_app_config("programme").get_models()
        if "history_id" not in {f.name for f in m._meta.fields}
    ]
    return [
        CityDecision,
        Judgement,
        ScoreSheet,
        ScoreEntry,
        Snapshot,
        *sorted(programme, key=lambda m: m._meta.label_lower),
        IssuedDocument,
        DocumentRecipient,
    ]


def fingerprint() -> str:
    """SHA-256 over all demo rows and their histories: sealed values in plain text, keys counted from each table's first row."""
    digest, ledgers, course = hashlib.sha256(), ledger_models(), course_models()
    firsts = {m: _first(m) for m in (*PLACES, *ledgers, *course, StandardEdition)}
    for model in (*PLACES, *ledgers, *course):
        for table in [model, model.history.model] if model in ledgers else [model]:
            digest.update(f"\n# {table._meta.label_lower}\n".encode())
            left_out = LEFT_OUT | FROM_KEYS if model in course else LEFT_OUT
            for line in _lines(table, firsts, firsts[model], model in ledgers, left_out):
                digest.update(line)
    return digest.hexdigest()


def _first(model: type[models.Model]) -> int:
    return model._base_manager.aggregate(first=models.Min("pk"))["first"] or 0


def _lines(
    table: type[models.Model], firsts: dict, own_first: int, ledger: bool, left_out: set[str]
) -> Iterator[bytes]:
    fields = [
        f for f in table._meta.concrete_fields if f.name not in left_out and not f.name.endswith("_index")
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
    columns = ", ".join(connection.ops.quote_name(f.column) for f in fields)
    sql = f"select {columns} from {table._meta.db_table}{where} order by {order}"
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
