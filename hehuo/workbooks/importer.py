"""An importer: declared columns, one pass over the rows that finds every error, and the difference to what is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar

from hehuo.org.scope import visible_settlements
from hehuo.records.choices import open_to
from hehuo.records.display import Display, masked
from hehuo.records.models import LedgerRecord, Status
from hehuo.records.numbers import id_birth, id_sex
from hehuo.records.sealed import SealedField, mask_text
from hehuo.workbooks import parse
from hehuo.workbooks.matching import CHUNK, SETTLEMENT, UNKNOWN_RECORD, Matching
from hehuo.workbooks.reading import RECORD, Refused, Table
from hehuo.workbooks.shapes import Column, Outcome, Problem, Reference, Row

__all__ = ["CHUNK", "Importer"]
MOST_PROBLEMS = 20_000
MASKED = re.compile(r"[*＊]|^\d{4}年$")
HIDDEN_BEFORE = "这是导出时隐藏过的内容，系统中没有对应的记录，不能导入。请填写完整内容。"


class Importer(Matching):
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
        self._display = Display(self.model, user)
        self._flawed: list[Row] = []

    # -- for ledgers to override ------------------------------------------
    @classmethod
    def open_rows(cls, rows: Any) -> Any:
        """Records that a workbook may still change."""
        return rows

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

    @classmethod
    def after_undo(cls, made: range, *, by: Any) -> None:
        """Inside the transaction that takes a batch back: raise `ValidationError` when others build on its new records."""

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
        elif item is not None and self.model.privacy.get(name) and self._display.hides(self.model, name):
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
        hidden = {name for _, name, _, _ in readers if self._display.hides(self.model, name)}
        told_by_words = {c.field for c in self.columns if isinstance(c.parse, Reference)}
        rows = []
        for number, cells in enumerate(table.rows, table.first):
            values: dict[str, Any] = {}
            kept: dict[str, str] = {}
            record, bad = self._record_of(table, cells, number)
            for place, name, reader, required in readers:
                raw = cells[place] if place < len(cells) else ""
                if raw == "" or raw is None or (type(raw) is str and raw.isspace()):
                    if required and record:  # an empty cell of a known record changes nothing
                        kept[name] = ""
                    elif required:
                        values[name] = None
                    continue
                may_be_hidden = name in hidden or (record is not None and name in told_by_words)
                if may_be_hidden and type(raw) is str and MASKED.search(raw):
                    kept[name] = raw
                    continue
                try:
                    if type(raw) is str and raw[0] == "#" and raw.startswith(parse.FORMULA_ERRORS):
                        raise parse.Wrong(f"公式出错（{raw}）。请改正公式，或把这一格粘贴为数值。")
                    values[name] = reader(raw)
                except parse.Wrong as problem:
                    self._problem(number, name, raw, str(problem))
                    bad = True
            if not any(value is not None for value in values.values()) and not bad and not any(kept.values()):
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
            (self._flawed if bad else rows).append(Row(number, values, kept=kept, flawed=bad, record=record))
            if number % 10_000 == 0:
                self.progress(10 + 40 * (number - table.first) // len(table.rows))
        return rows

    def _record_of(self, table: Table, cells: list[Any], number: int) -> tuple[int | None, bool]:
        """The record that a line of a prefilled workbook speaks of, and whether its number cannot be read."""
        place = table.place.get(RECORD)
        said = parse.code_text(cells[place]) if place is not None and place < len(cells) else ""
        if said and not said.isdecimal():
            self._problem(number, RECORD, said, UNKNOWN_RECORD)
            return None, True
        return int(said) if said else None, False

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
                if len(found) == 1:
                    row.values[column.field] = found[0]
                elif row.record:  # perhaps just what the record says already
                    row.unsure[column.field] = row.values.pop(column.field)
                else:
                    self._not_found(row, column, len(found), said)
                    lost.add(row.number)
        return [row for row in rows if row.number not in lost]

    # -- the whole check --------------------------------------------------------
    def check(self, table: Table) -> Outcome:
        """All errors, warnings and differences of a table; nothing is written."""
        self.outcome.warnings += [Problem(0, "", "", note) for note in table.notes]
        rows = self._parse(table)
        table.rows = []
        rows = self._put_back(self._resolve(rows))
        self.progress(55)
        blank = self.model()
        base = {name: getattr(blank, name) for _, names in self._checks for name in names}
        for row in rows:
            self.derive(row.values)
        same = self._untouched(rows)
        for row in rows:
            for name, message, is_error in self.check_row(row.values) if row.number not in same else ():
                self._problem(row.number, name, row.values.get(name), message, is_error)
        self._match(rows)
        for row in rows:
            if row.pk is None:
                self._check_constraints(row, base)
                for name, raw in row.kept.items():
                    self._problem(row.number, name, raw, HIDDEN_BEFORE)
        self.outcome.errors[:] = [problem for problem in self.outcome.errors if problem.row not in same]
        self.outcome.errors.sort(key=lambda problem: problem[0])
        self.outcome.new = [row for row in rows if row.pk is None]
        self.outcome.changed = [row for row in rows if row.pk and row.changed]
        self._show_differences()
        self.progress(70)
        return self.outcome
