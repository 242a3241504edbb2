"""Which record a row speaks of: by the record number of a prefilled workbook, else by its key; and what would change."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any, ClassVar

from django.db import models

from hehuo.records.display import Display, masked, plain, words_of
from hehuo.records.models import LedgerRecord, Status
from hehuo.records.sealed import Sealed, SealedField, blind_index, mask_text
from hehuo.workbooks.constraints import holds, names_in
from hehuo.workbooks.reading import RECORD
from hehuo.workbooks.shapes import Column, Outcome, Reference, Row

CHUNK = 500
SHOWN_DIFFERENCES = 200
SETTLEMENT = "settlement"
UNKNOWN_RECORD = "系统中没有这个编号的记录，或不在您负责的范围内。新增的行请清空这一格。"
KEY_CHANGED = "与系统中这条记录不同，不能用表格改这一列。请在系统中修改；要新增一条，请清空“记录编号”。"


class Matching:
    """Base of `Importer`."""

    model: ClassVar[type[LedgerRecord]]
    key: ClassVar[tuple[str, ...]]
    columns: ClassVar[Any]
    key_changed: ClassVar[str] = KEY_CHANGED
    user: Any
    outcome: Outcome
    _flawed: list[Row]

    @classmethod
    def all_columns(cls) -> list[Column]:
        """Given by the importer."""
        raise NotImplementedError

    def _problem(self, number: int, name: str, raw: Any, message: str, error: bool = True) -> None:
        raise NotImplementedError

    @cached_property
    def _sealed(self) -> list[SealedField]:
        return [f for f in self.model._meta.concrete_fields if isinstance(f, SealedField)]

    @cached_property
    def _indexed(self) -> set[str]:
        return {f.name for f in self._sealed if hasattr(self.model, f"{f.name}_index")}

    @cached_property
    def _checks(self) -> list[tuple[models.CheckConstraint, list[str]]]:
        """Check constraints that speak of imported fields, with the plain columns they read."""
        imported = {column.field for column in self.all_columns()}
        found = []
        for constraint in self.model._meta.constraints:
            names = (
                names_in(constraint.condition) if isinstance(constraint, models.CheckConstraint) else set()
            )
            if names & imported and not any(self.model._meta.get_field(name).is_relation for name in names):
                found.append((constraint, sorted(names)))
        return found

    @cached_property
    def _by_field(self) -> dict[str, Column]:
        return {column.field: column for column in reversed(self.all_columns())}

    @cached_property
    def _everywhere(self) -> bool:
        """Whether the key must be unique beyond the settlement."""
        keys = {self._key_column(name) for name in self.key}
        unique = [
            set(c.fields) for c in self.model._meta.constraints if isinstance(c, models.UniqueConstraint)
        ]
        return any(fields <= keys for fields in unique)

    def _key_column(self, name: str) -> str:
        item = self.model._meta.get_field(name)
        return f"{name}_index" if isinstance(item, SealedField) else item.attname

    # -- keys and differences ---------------------------------------------------
    def _key_of(self, values: dict[str, Any]) -> tuple | None:
        parts = [None if self._everywhere else values.get(SETTLEMENT)]
        for name in self.key:
            value = values.get(name)
            if value in (None, ""):
                return None
            parts.append(
                blind_index(value) if isinstance(self.model._meta.get_field(name), SealedField) else value
            )
        return tuple(parts)

    def _duplicates(self, rows: list[Row]) -> dict[tuple, Row]:
        seen: dict[tuple, Row] = {}
        told_by_words = any(
            isinstance(self._by_field[name].parse, Reference) for name in self.key if name in self._by_field
        )
        flawed = [] if told_by_words else self._flawed  # a row with another fault may be a duplicate as well
        for row in sorted([*rows, *flawed], key=lambda row: row.number):
            key = self._key_of(row.values)
            if key is None:
                continue
            first = seen.setdefault(key, row)
            if first is not row:
                heads = "、".join(self._by_field[name].head for name in self.key)
                self._problem(
                    row.number,
                    self.key[0],
                    row.values.get(self.key[0]),
                    f"与第 {first.number} 行的{heads}相同，请删去一行或改正。",
                )
        return {key: row for key, row in seen.items() if not row.flawed}

    def _existing(self, seen: dict[tuple, Row]) -> Iterator[tuple[Row, dict[str, Any]]]:
        """Live records with the keys of the file, whoever may see them, as plain columns."""
        if not self.key or not seen:
            return
        keys = [self._key_column(name) for name in self.key]
        needed = self._needed(list(seen.values()))
        wanted = sorted({key[1] for key in seen}, key=str)
        rows = self.model._base_manager.exclude(status=Status.VOID).order_by()
        if not self._everywhere:
            rows = rows.filter(settlement_id__in={key[0] for key in seen})
        for start in range(0, len(wanted), CHUNK):
            for record in rows.filter(**{f"{keys[0]}__in": wanted[start : start + CHUNK]}).values(*needed):
                place = None if self._everywhere else record["settlement_id"]
                key = (place, *(record[name] for name in keys))
                if key in seen:
                    yield seen[key], record

    def _needed(self, rows: list[Row]) -> set[str]:
        """Plain columns that are compared, with what `derive` fills."""
        named = {name for row in rows for name in row.values} | {c.field for c in self.all_columns()}
        checked = {name for _, names in self._checks for name in names}
        keys = {self._key_column(name) for name in self.key}
        return {"id", "version", "settlement_id", *keys, *checked, *(self._compared(name) for name in named)}

    def _compared(self, name: str) -> str:
        """The column that tells whether a field has changed: of sealed fields their index, where there is one."""
        index = f"{name}_index"
        return index if name in self._indexed else self.model._meta.get_field(name).attname

    # -- lines of a prefilled workbook -----------------------------------------
    def _not_found(self, row: Row, column: Column, count: int, said: str) -> None:
        remedy = "找到不止一个，请先在台账中核对。" if count else "没有找到。请先登记，或核对写法。"
        self._problem(row.number, column.field, said, f"{column.head}“{said}”{remedy}")

    def _put_back(self, rows: list[Row]) -> list[Row]:
        """What was hidden in a prefilled workbook is what the record holds; rows of unknown records are told."""
        told: dict[int, Row] = {}
        for row in rows:
            if row.record:
                told.setdefault(row.record, row)
        if not told:
            return rows
        asked = {name for row in told.values() for name in (*row.kept, *row.unsure)}
        names = sorted(self.model._meta.get_field(name).attname for name in asked)
        visible = self.model.objects.visible_to(self.user).exclude(status=Status.VOID).order_by()
        found: dict[int, dict[str, Any]] = {}
        pks = sorted(told)
        for start in range(0, len(pks), CHUNK):
            part = visible.filter(pk__in=pks[start : start + CHUNK])
            found |= {record["id"]: record for record in part.values("id", *names)}
        return [row for row in rows if not row.record or self._put_back_row(row, told[row.record], found)]

    def _put_back_row(self, row: Row, first: Row, found: dict[int, dict[str, Any]]) -> bool:
        record = found.get(row.record or 0)
        if record is None or first is not row:
            again = f"与第 {first.number} 行的记录编号相同，请删去一行。"
            self._problem(row.number, RECORD, row.record, UNKNOWN_RECORD if record is None else again)
            return False
        for name in row.kept:
            value = record[self.model._meta.get_field(name).attname]
            row.values[name] = value.reveal() if isinstance(value, Sealed) else value
        for name, said in row.unsure.items():
            column = self._by_field[name]
            pk = record[self.model._meta.get_field(name).attname]
            if said != column.parse.said_of(pk):
                self._not_found(row, column, 0, said)
                return False
            row.values[name] = pk
        return True

    def _by_record(self, rows: list[Row]) -> Iterator[tuple[Row, dict[str, Any]]]:
        """Rows that name their record."""
        told = {row.record: row for row in rows}
        pks, needed = list(told), self._needed(rows)
        for start in range(0, len(pks), CHUNK):
            part = self.model._base_manager.filter(pk__in=pks[start : start + CHUNK])
            for record in part.values(*needed):
                yield told[record["id"]], record

    def _untouched(self, rows: list[Row]) -> set[int]:
        """Lines of a prefilled workbook that nobody touched: they change nothing, whatever today's rules say about them."""
        told = [row for row in rows if row.record]
        found = self._by_record(told) if told else ()
        return {
            row.number
            for row, record in found
            if not self._differences(row, record).keys() & self._by_field.keys()
        }

    def _match(self, rows: list[Row]) -> None:
        told = [row for row in rows if row.record]
        found = list(self._existing(self._duplicates([row for row in rows if not row.record])))
        found += self._by_record(told) if told else []
        pks = [record["id"] for _, record in found]
        visible: set[int] = set()
        for start in range(0, len(pks), CHUNK):
            part = self.model.objects.visible_to(self.user).filter(pk__in=pks[start : start + CHUNK])
            visible |= set(part.values_list("pk", flat=True))
        claimed: dict[int, Row] = {row.record: row for row in told if row.record}
        for row, record in found:
            name = self.key[0] if self.key else RECORD
            said = row.values.get(name)
            if record["id"] not in visible:
                self._problem(
                    row.number, name, said, "系统中已有这条记录，但不在您负责的范围内，请联系上级核对。"
                )
            elif record["settlement_id"] != row.values[SETTLEMENT]:
                self._problem(
                    row.number, name, said, "已登记在您负责的另一个安置点，请先办理迁移，不能重复登记。"
                )
            elif claimed.get(record["id"], row) is not row:
                first = claimed[record["id"]].number
                self._problem(row.number, name, said, f"与第 {first} 行是同一条记录，请删去一行。")
            else:
                self._compare(row, record)
        self.outcome.unchanged = sum(1 for row in rows if row.pk and not row.changed)

    def _compare(self, row: Row, record: dict[str, Any]) -> None:
        """What the row would change in its record."""
        row.pk = record["id"]
        self.outcome.versions[row.pk] = record["version"]
        row.changed = self._differences(row, record)
        if row.record:
            written = row.changed.keys() & self._by_field.keys()
            if not written:
                row.changed.clear()
            for name in sorted(written & set(self.key)):
                self._problem(row.number, name, row.values[name], self.key_changed)
        self._check_constraints(row, record)

    def _differences(self, row: Row, record: dict[str, Any]) -> dict[str, Any]:
        found = {}
        for name, value in row.values.items():
            if name in row.kept or value is None:
                continue
            new = blind_index(value) if name in self._indexed and value else value
            old = record[self._compared(name)]
            if new != (old.reveal() if isinstance(old, Sealed) else old):
                found[name] = value
        return found

    def _show_differences(self) -> None:
        """由…改为… of the first changed rows."""
        first = self.outcome.changed[:SHOWN_DIFFERENCES]
        records = self.model._base_manager.in_bulk([row.pk for row in first])
        display = Display(self.model, self.user)
        for row in first:
            record, shown = records[row.pk], []
            for name, value in row.changed.items():
                item = self.model._meta.get_field(name)
                old, new = display.value(record, name), str(plain(item, value))
                if item.is_relation:
                    new = "（另一条）"
                elif display.hides(self.model, name):
                    new = (
                        mask_text(value, item.kind) if isinstance(item, SealedField) else masked(item, value)
                    )
                shown.append([words_of(item), str(old), new])
            self.outcome.differences.append([row.number, display.object(record), shown])

    def _check_constraints(self, row: Row, base: dict[str, Any]) -> None:
        for constraint, names in self._checks:
            values = {name: base[name] if (new := row.values.get(name)) is None else new for name in names}
            if holds(constraint.condition, values) is False:
                self._problem(row.number, "", "", str(constraint.get_violation_error_message()))
