"""Edge-biased populations, made from the declared columns alone: boundary dates, nulls, empty households, movers,
the dead, duplicates, void rows, rows written by the wrong settlement. Seeded: one seed, one population.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.db import models

from hehuo.measures import registry
from hehuo.measures.parameters import Parameters
from hehuo.measures.relations import BaseRelation, Column

Row = dict[str, Any]
Rows = dict[str, list[Row]]
Keys = tuple[list[int], dict[int, list[int]]]
"""Keys of all rows of a relation, and those of each settlement."""

STATUSES = ["submitted"] * 5 + ["verified"] * 6 + ["draft", "returned", "void"]
MOSTLY_EMPTY = {"exited_on", "deceased_on", "left_on", "valid_to", "closed_on", "review_on", "exempt_from"}
MOSTLY_PAST = {
    "allocated_on",
    "keys_on",
    "valid_from",
    "moved_in_on",
    "opened_on",
    "confirmed_on",
    "completed_on",
}
FAVOURED: Mapping[str, list[Any]] = {
    "labour_class": ["skilled", "ordinary", "weak_or_half"],
    "not_in_labour": [""],
    "hours_present": [79, 80, 100, 4],
    "hours_due": [100, 100, 5, 0],
    "fields_checked": [5, 6],
    "fields_right": [5, 6],
    "half_days_a_week": [1, 2, 3],
    "enrolments.state": ["completed", "certificated", "failed"],
    "training_exemptions.kind": ["sole_carer"],
    "exempt": ["none", "care"],
    "household_class": ["registered_poor", "co_relocated"],
    "employment_type": ["unit", ""],
    "work_place": ["county", ""],
    "employment_status": ["employed", "unemployed", "unwilling"],
}
"""Values that make a row count; they come up two times in three, anything else that the model allows the third.

``birth_date`` names parameters that are birthdays at a boundary of age.
"""

ONCE: Mapping[str, tuple[str, ...]] = {"labour_profiles": ("person_id", "snapshot_month")}
"""Keys that the database keeps unique and that the texts rely on."""


@cache
def _fields(model: type[models.Model]) -> dict[str, models.Field[Any, Any]]:
    """Columns of a model by the name of the attribute that holds the raw value."""
    return {field.attname: field for field in model._meta.concrete_fields}


@cache
def _choices(field: models.Field[Any, Any]) -> list[str]:
    return [*([key for key, _ in field.flatchoices] or ["skilled", "ordinary"]), ""]


class Maker:
    """Makes the rows of one population."""

    def __init__(
        self, seed: int, parameters: Parameters, favoured: Mapping[str, Sequence[Any]] | None = None
    ) -> None:
        self.favoured = {**FAVOURED, **(favoured or {})}
        self.random = random.Random(seed)
        self.as_of = _date(parameters["as_of"])
        bounds = {v for v in parameters.values() if isinstance(v, date) and abs((v - self.as_of).days) < 800}
        around = [self.as_of + timedelta(days=k) for k in (-1, 0, 1)]
        self.edges = sorted({d + timedelta(days=k) for d in bounds for k in (-1, 0, 1)}) + around * 5
        self.meeting_days = [self.as_of - timedelta(days=k) for k in (20, 21, 40)]
        ages = [_date(parameters["born_on_or_before"]), _date(parameters["born_after"])]
        ages += [_date(parameters[name]) for name in self.favoured.get("birth_date", ())]
        self.births = [d + timedelta(days=k) for d in ages for k in (-1, 0, 1)] + around
        self.next_id = 1

    def day(self, name: str, nullable: bool) -> date | None:
        """A date for a column, near a boundary more often than not."""
        dice = self.random.random()
        if name == "birth_date":
            adult = self.as_of - timedelta(days=self.random.randint(17 * 366, 59 * 365))
            return self.random.choice(self.births) if dice < 0.4 else adult
        if name == "snapshot_month":
            return self._months_back(self.random.randint(-1, 3))
        if nullable and dice < (0.72 if name in MOSTLY_EMPTY else 0.1):
            return None
        if self.random.random() < 0.15:
            return self.random.choice(self.meeting_days)
        if name in MOSTLY_PAST and dice > 0.35:
            return self.as_of - timedelta(days=self.random.randint(0, 300))
        if dice < 0.75:
            return self.random.choice(self.edges)
        return self.as_of + timedelta(days=self.random.randint(-400, 60))

    def _months_back(self, months: int) -> date:
        index = self.as_of.year * 12 + self.as_of.month - 1 - months
        return date(index // 12, index % 12 + 1, 1)

    def value(self, relation: str, column: Column, field: models.Field[Any, Any]) -> Any:
        """A value for a column that is not a key."""
        favoured = self.favoured.get(f"{relation}.{column.name}", self.favoured.get(column.name))
        if column.kind == "date":
            return self.day(column.name, field.null)
        if column.kind == "flag":
            return self.random.random() < 0.75
        if column.kind == "filled":
            return "x" if self.random.random() < 0.75 else ""
        if favoured and self.random.random() < 0.67:
            return self.random.choice(favoured)
        if column.kind == "int":
            return self.random.choice([0, 1, 2, 12, *([None] if field.null else [])])
        return self.random.choice(_choices(field))

    def links(self, parents: Mapping[str, Keys], settlement_id: int) -> dict[str, int | None]:
        """Keys of parent rows, of the same settlement nine times in ten."""
        found: dict[str, int | None] = {}
        for column, (all_of_them, of_settlement) in parents.items():
            near = of_settlement.get(settlement_id)
            pool = near if near and self.random.random() < 0.9 else all_of_them
            found[column] = self.random.choice(pool) if pool else None
        return found

    def row(self, relation: BaseRelation, settlement_id: int, keys: Mapping[str, int | None]) -> Row:
        """One raw row: fields of the model, with status."""
        made: Row = {
            "id": self.next_id,
            "settlement_id": settlement_id,
            "status": self.random.choice(STATUSES),
        }
        self.next_id += 1
        for column in relation.fields:
            if column.field in made:
                continue
            if column.kind == "id":
                made[column.field] = keys.get(column.name, self.random.choice([None, 1]))
            else:
                field = _fields(relation.model_class)[column.field]
                made[column.field] = self.value(relation.name, column, field)
        return made


def make(
    seed: int,
    settlement_ids: Iterable[int],
    parameters: Parameters,
    wanted: Iterable[str],
    favoured: Mapping[str, Sequence[Any]] | None = None,
) -> Rows:
    """Raw rows by base relation for many small settlements (each one a population of its own)."""
    maker, names = Maker(seed, parameters, favoured), set(wanted)
    base = {n: r for n, r in registry.base_relations().items() if n in names and n != "settlements"}
    rows: Rows = {name: [] for name in base}
    ids = list(settlement_ids)
    homes: list[tuple[int, int]] = []
    for settlement_id in ids:
        for _ in range(maker.random.choice([0, 1, 2, 2, 3])):
            row = maker.row(base["households"], settlement_id, {})
            rows["households"].append(row)
            homes.append((settlement_id, row["id"]))
    everybody = _people(maker, base, rows, homes)
    for name in parents_first(base):
        relation = base[name]
        if name in ("households", "persons", "memberships"):
            continue
        if "person_id" in relation.column_names:
            places = [(s, {"person_id": p}) for s, p in everybody]
            most = 2
        elif "household_id" in relation.column_names:
            places, most = [(s, {"household_id": h}) for s, h in homes], 2
        else:
            places, most = [(s, {}) for s in ids], 3
        parents = {column: _keys(rows[parent]) for column, parent in parents_of(relation, base).items()}
        for settlement_id, keys in places:
            seen: set[tuple[Any, ...]] = set()
            for number in range(maker.random.randint(0, most)):
                where = maker.random.choice(ids) if maker.random.random() < 0.04 else settlement_id
                row = maker.row(relation, where, {**maker.links(parents, where), **keys})
                unique = tuple(row[k] for k in ONCE.get(name, ())) or (number,)
                if unique not in seen:
                    rows[name].append(row)
                seen.add(unique)
    return rows


def _keys(rows: Sequence[Row]) -> Keys:
    """Keys of rows that others point at; none of them is made any more."""
    of_settlement: dict[int, list[int]] = {}
    for row in rows:
        of_settlement.setdefault(row["settlement_id"], []).append(row["id"])
    return [row["id"] for row in rows], of_settlement


def parents_of(relation: BaseRelation, base: Mapping[str, BaseRelation]) -> dict[str, str]:
    """Columns that point at rows of another relation of the subject (people and households are dealt out by themselves)."""
    by_model = {r.model.lower(): name for name, r in base.items() if name not in ("households", "persons")}
    found = {}
    for column in relation.fields:
        field = _fields(relation.model_class).get(column.field)
        if column.kind == "id" and field is not None and isinstance(field.related_model, type):
            parent = by_model.get(field.related_model._meta.label_lower)
            if parent and parent != relation.name:
                found[column.name] = parent
    return found


def parents_first(base: Mapping[str, BaseRelation]) -> list[str]:
    """Names of relations, each after those that its rows point at."""
    order: dict[str, None] = {}

    def visit(name: str) -> None:
        if name not in order:
            for parent in parents_of(base[name], base).values():
                visit(parent)
            order[name] = None

    for name in base:
        visit(name)
    return list(order)


def _people(
    maker: Maker, base: Mapping[str, BaseRelation], rows: Rows, homes: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    if "persons" not in base:
        return []
    found = []
    for settlement_id, household_id in homes:
        for _ in range(maker.random.choice([0, 1, 2, 2, 3, 4])):
            person = maker.row(base["persons"], settlement_id, {})
            rows["persons"].append(person)
            found.append((settlement_id, person["id"]))
            places = [(settlement_id, household_id)]
            if maker.random.random() < 0.2:
                places.append(maker.random.choice(homes))
            for where, home in places:
                keys = {"person_id": person["id"], "household_id": home}
                rows["memberships"].append(maker.row(base["memberships"], where, keys))
    return found


def _date(value: date | int) -> date:
    assert isinstance(value, date)
    return value
