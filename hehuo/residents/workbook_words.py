"""Words that county workbooks use: other heads for the same column, other names for the same choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hehuo.residents.households.models import Household
from hehuo.workbooks import Column, Importer, Reference, parse
from hehuo.workbooks.shapes import Row

HOUSEHOLD_HEADS = ("户编号", "户号", "家庭编码", "户编码", "家庭户编号", "搬迁户编号", "户籍编号")
HEAD_HEADS = ("户主", "户主名称", "户主姓名（代表人）", "户主名字", "户代表")
ID_HEADS = (
    "身份证号", "身份证号码", "身份号码", "证件号码", "公民身份证号码", "身份证", "居民身份证号码", "居民身份证号", "公民身份证号", "证件号",
)  # fmt: skip
BIRTH_HEADS = ("出生年月", "出生年月日", "出生时间", "生日")
PHONE_HEADS = ("联系方式", "手机号", "手机号码", "电话号码", "电话", "联系电话号码", "移动电话")


def household_column(*, required: bool = True) -> Column:
    """The household of a row, told by its number."""
    return Column(
        "household", "家庭编号", HOUSEHOLD_HEADS, required=required, parse=Reference(Household, "household_no"),
        example="H0001", note="先导入户台账",
    )  # fmt: skip


def words(choices: Sequence[tuple[Any, Any]], also: Mapping[Any, Sequence[str]]) -> parse.Parser:
    """A choice by code, by label, or by the other names that people use for it."""
    named = {parse.code_text(word): code for code, others in also.items() for word in others}
    known = parse.choice(choices)

    def read(value: Any) -> Any:
        found = named.get(parse.code_text(value))
        return known(value) if found is None else found

    return read


class HomeImporter(Importer):
    """An importer that also looks at rows once it is known which of them are in the ledger already."""

    def check_known(self, row: Row) -> None:
        """Override: call `self.refuse` for what an import must not change in a record."""

    def refuse(self, row: Row, name: str, message: str) -> None:
        """One error of a row."""
        column = self._by_field.get(name)
        key = column is not None and isinstance(column.parse, Reference)
        self._problem(row.number, name, "" if key else row.values.get(name), message)

    def _match(self, rows: list[Row]) -> None:
        super()._match(rows)
        for row in rows:
            if row.pk:
                self.check_known(row)
