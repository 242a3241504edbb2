"""An importer: declared columns, one pass over the rows that finds every error, and the difference to what is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.db import models

from hehuo.org.scope import visible_settlements
from hehuo.records.choices import open_to
from hehuo.records.display import Display, masked, plain, words_of
from hehuo.records.models import LedgerRecord, Status
from hehuo.records.numbers import id_birth, id_sex
from hehuo.records.sealed import SealedField, blind_index, mask_text
from hehuo.workbooks import parse
from hehuo.workbooks.constraints import holds, names_in
from hehuo.workbooks.reading import Refused, Table
from hehuo.workbooks.shapes import Column, Outcome, Problem, Reference, Row

CHUNK = 500
SHOWN_DIFFERENCES = 200
MOST_PROBLEMS = 20_000
SETTLEMENT = "settlement"
MASKED = re.compile(r"[*＊]|^\d{4}年$")
HIDDEN_BEFORE = "这是导出时隐藏过的内容，系统中没有对应的记录，不能导入。请填写完整内容。"


class Importer:
    """Subclass with `model`, `key` and `columns`; override `derive` and `check_row` for the ledger's own meaning."""

    model: ClassVar[type[LedgerRecord]]
    key: ClassVar[tuple[str, ...]] = ()
    columns: ClassVar[Sequence[Column]] = ()
    do_not_call_in_templates = True  # a template asks whether a ledger has one

    def __init__(
        self, user: Any, settlement: Any = None, progress: Callable[[int], None] = lambda percent: None
    ) -> None:
        self.user, self.settlement, self.progress = user, settlement, progress
        self.outcome = Outcome()
        self._flawed: list[Row] = []

    # -- for ledgers to override ------------------------------------------
    def derive(self, values: dict[str, Any]) -> None:
        """Fill further fields from the row's values."""

    def check_row(self, values: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
        """(field, message, is an error). The default compares the ID number with birth and sex."""
        number = next((values.get(f.name) for f in self._sealed if f.kind == "id"), None)
        if number and isinstance(number, str):
            born, sex = values.get("birth_date"), values.get("sex")
            if born and born != id_birth(number):
                yield "birth_date", f"与身份号码中的出生日期（{id_birth(number)}）不一致，请核对。", False
            if sex in ("1", "2") and sex != id_sex(number):
                yield "sex", "与身份号码中的性别不一致，请核对。", False

    def after_write(self, created_ids: range, changed_ids: list[int]) -> None:
        """Inside the same transaction, after the rows are in."""

    # -- declared things ---------------------------------------------------
    @classmethod
    def all_columns(cls) -> list[Column]:
        """The settlement column, when the ledger does not declare one, then the declared columns."""
        if any(column.field == SETTLEMENT for column in cls.columns):
            return list(cls.columns)
        first = Column(
            SETTLEMENT,
            "安置点",
            ("安置点名称", "安置点编号", "所在安置点"),
            note="名称或编号；上传时选了安置点可不填",
        )
        return [first, *cls.columns]

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
        return {column.field: column for column in self.all_columns()}

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

    # -- problems -----------------------------------------------------------
    def _problem(self, number: int, name: str, raw: Any, message: str, error: bool = True) -> None:
        found = self.outcome.errors if error else self.outcome.warnings
        if len(found) >= MOST_PROBLEMS:
            raise Refused(f"错误超过 {MOST_PROBLEMS:,} 处，请先核对是否选错了文件或列。")
        column = self._by_field.get(name)
        item = next((f for f in self.model._meta.concrete_fields if f.name == name), None)
        shown = "" if raw in (None, "") else parse.plain_text(raw)[:40]
        if isinstance(item, SealedField):
            shown = mask_text(shown, item.kind)
        elif item is not None and self.model.privacy.get(name) in ("P3", "P4"):
            shown = masked(item, shown)
        found.append(Problem(number, column.head if column else name, shown, message))

    # -- reading rows ---------------------------------------------------------
    def _readers(self, table: Table) -> list[tuple[int, str, Any, bool]]:
        """(place, field, parser, required) of every column that is in the sheet."""
        found = []
        for column in self.all_columns():
            if column.head not in table.place or column.field == SETTLEMENT:
                continue
            reader = column.parse
            if isinstance(reader, Reference):
                reader = parse.text()
            elif reader is None:
                reader = parse.parser_for(self.model._meta.get_field(column.field))
            found.append((table.place[column.head], column.field, reader, column.required))
        return found

    def _settlements(self, table: Table) -> Callable[[list[Any]], Any]:
        """How a row tells its settlement: its own column, or the one chosen with the file."""
        place = table.place.get(self._by_field[SETTLEMENT].head)
        chosen = self.settlement.pk if self.settlement else None
        known: dict[str, int] = {}
        for pk, *names in visible_settlements(self.user).values_list("pk", "code", "name", "alias"):
            known |= {parse.code_text(name): pk for name in names if name}
        if place is None and chosen is None and len(set(known.values())) == 1:
            chosen = next(iter(known.values()))

        def find(cells: list[Any]) -> Any:
            said = parse.code_text(cells[place]) if place is not None and place < len(cells) else ""
            if not said:
                if chosen is None:
                    raise parse.Wrong("没有写安置点。请在上传时选择，或在“安置点”列填写名称或编号。")
                return chosen
            found = known.get(said)
            if found is None:
                raise parse.Wrong("没有这个安置点，或不在您负责的范围内。请照系统中的名称或编号填写。")
            if chosen is not None and self.settlement is not None and found != chosen:
                raise parse.Wrong(f"与上传时选择的“{self.settlement.name}”不一致。")
            return found

        return find

    def _parse(self, table: Table) -> list[Row]:
        readers, settlement_of = self._readers(table), self._settlements(table)
        display = Display(self.model, self.user)
        hidden = {name for _, name, _, _ in readers if display.hides(self.model, name)}
        rows = []
        for number, cells in enumerate(table.rows, table.first):
            values: dict[str, Any] = {}
            kept: dict[str, str] = {}
            bad = False
            for place, name, reader, required in readers:
                raw = cells[place] if place < len(cells) else ""
                if raw == "" or raw is None or (type(raw) is str and raw.isspace()):
                    if required:
                        values[name] = None
                    continue
                if name in hidden and type(raw) is str and MASKED.search(raw):
                    kept[name] = raw
                    continue
                try:
                    if type(raw) is str and raw[0] == "#" and raw.startswith(parse.FORMULA_ERRORS):
                        raise parse.Wrong(f"公式出错（{raw}）。请改正公式，或把这一格粘贴为数值。")
                    values[name] = reader(raw)
                except parse.Wrong as problem:
                    self._problem(number, name, raw, str(problem))
                    bad = True
            if not any(value is not None for value in values.values()) and not bad:
                continue
            for _, name, _, required in readers:
                if required and values.get(name, "") is None:
                    self._problem(number, name, "", "必填，不能为空。")
                    bad = True
            try:
                values[SETTLEMENT] = settlement_of(cells)
            except parse.Wrong as problem:
                place = table.place.get(self._by_field[SETTLEMENT].head)
                self._problem(number, SETTLEMENT, cells[place] if place is not None else "", str(problem))
                bad = True
            (self._flawed if bad else rows).append(Row(number, values, kept=kept, flawed=bad))
            if number % 10_000 == 0:
                self.progress(10 + 40 * (number - table.first) // len(table.rows))
        return rows

    def _resolve(self, rows: list[Row]) -> list[Row]:
        """Turn the texts of references into rows that the user may use."""
        lost: set[int] = set()
        for column in self.columns:
            if not isinstance(column.parse, Reference):
                continue
            ref = column.parse
            placed = "settlement" in {f.name for f in ref.model._meta.get_fields()}
            queryset = open_to(self.user, ref.model)
            if placed:
                queryset = queryset.filter(settlement_id__in={row.values[SETTLEMENT] for row in rows})
            if hasattr(ref.model, "status"):
                queryset = queryset.exclude(status=Status.VOID)
            known: dict[tuple, list[int]] = {}
            for pk, place, *parts in queryset.values_list(
                "pk", "settlement_id" if placed else "pk", *ref.paths
            ).iterator(2000):
                text = parse.code_text(ref.sep.join(str(part) for part in parts))
                known.setdefault((place if placed else 0, text), []).append(pk)
            for row in rows:
                said = row.values.get(column.field)
                if not said:
                    continue
                found = known.get((row.values[SETTLEMENT] if placed else 0, parse.code_text(said)), [])
                if len(found) != 1:
                    problem = (
                        "找到不止一个，请先在台账中核对。" if found else "没有找到。请先登记，或核对写法。"
                    )
                    self._problem(row.number, column.field, said, f"{column.head}“{said}”{problem}")
                    lost.add(row.number)
                row.values[column.field] = found[0] if found else None
        return [row for row in rows if row.number not in lost]

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
                    row.values[self.key[0]],
                    f"与第 {first.number} 行的{heads}相同，请删去一行或改正。",
                )
        return {key: row for key, row in seen.items() if not row.flawed}

    def _existing(self, seen: dict[tuple, Row]) -> Iterator[tuple[Row, dict[str, Any]]]:
        """Live records with the keys of the file, whoever may see them, as plain columns."""
        if not self.key or not seen:
            return
        keys = [self._key_column(name) for name in self.key]
        needed = {
            "id",
            "version",
            "settlement_id",
            *keys,
            *(name for _, names in self._checks for name in names),
        }
        named = {name for row in seen.values() for name in row.values}  # with what `derive` fills
        needed |= {self._compared(name) for name in named | {c.field for c in self.all_columns()}}
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

    def _compared(self, name: str) -> str:
        """The column that tells whether a field has changed: of sealed fields their index, where there is one."""
        index = f"{name}_index"
        return index if name in self._indexed else self.model._meta.get_field(name).attname

    def _match(self, rows: list[Row]) -> None:
        found = list(self._existing(self._duplicates(rows)))
        pks = [record["id"] for _, record in found]
        visible: set[int] = set()
        for start in range(0, len(pks), CHUNK):
            part = self.model.objects.visible_to(self.user).filter(pk__in=pks[start : start + CHUNK])
            visible |= set(part.values_list("pk", flat=True))
        for row, record in found:
            said = row.values[self.key[0]]
            if record["id"] not in visible:
                self._problem(
                    row.number,
                    self.key[0],
                    said,
                    "系统中已有这条记录，但不在您负责的范围内，请联系上级核对。",
                )
            elif record["settlement_id"] != row.values[SETTLEMENT]:
                self._problem(
                    row.number,
                    self.key[0],
                    said,
                    "已登记在您负责的另一个安置点，请先办理迁移，不能重复登记。",
                )
            else:
                row.pk = record["id"]
                self.outcome.versions[row.pk] = record["version"]
                for name, value in row.values.items():
                    new = blind_index(value) if name in self._indexed and value else value
                    if value is not None and new != record[self._compared(name)]:
                        row.changed[name] = value
                self._check_constraints(row, record)
        self.outcome.unchanged = sum(1 for row in rows if row.pk and not row.changed)

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

    # -- the whole check --------------------------------------------------------
    def check(self, table: Table) -> Outcome:
        """All errors, warnings and differences of a table; nothing is written."""
        self.outcome.warnings += [Problem(0, "", "", note) for note in table.notes]
        rows = self._parse(table)
        table.rows = []
        rows = self._resolve(rows)
        self.progress(55)
        blank = self.model()
        base = {name: getattr(blank, name) for _, names in self._checks for name in names}
        for row in rows:
            self.derive(row.values)
            for name, message, is_error in self.check_row(row.values):
                self._problem(row.number, name, row.values.get(name), message, is_error)
        self._match(rows)
        for row in rows:
            if row.pk is None:
                self._check_constraints(row, base)
                for name, raw in row.kept.items():
                    self._problem(row.number, name, raw, HIDDEN_BEFORE)
        self.outcome.errors.sort(key=lambda problem: problem[0])
        self.outcome.new = [row for row in rows if row.pk is None]
        self.outcome.changed = [row for row in rows if row.pk and row.changed]
        self._show_differences()
        self.progress(70)
        return self.outcome
