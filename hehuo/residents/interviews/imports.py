"""Interviews from the sheets of a sampling round."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from hehuo.residents.interviews.models import COVENANTS_MOST, Interview
from hehuo.workbooks import Column, Importer


class InterviewImporter(Importer):
    """抽样访问: every row is one interview; nobody can be told from it, so a sheet is imported once."""

    model = Interview
    key = ("batch_name", "sheet_no")
    columns: ClassVar = (
        Column("batch_name", "抽样批次", ("批次", "访问批次"), required=True, example="2018年11月县级抽样"),
        Column("sheet_no", "问卷号", ("序号", "编号"), required=True, example="1", note="批次内的序号，不是姓名和电话"),
        Column("draw", "抽取方式", ("抽样方式",), required=True, example="随机抽取"),
        Column("asker", "访问人", ("访问单位",), required=True, example="县级人员"),
        Column("asked_on", "访问日期", ("访问时间",), required=True, example="2018-11-12"),
        Column("refused", "拒绝访问", ("是否拒访",), example="否"),
        Column("age_band", "年龄段", ("年龄",), example="36至59岁"),
        Column("covenants_named", "能说出的约定条数", ("知晓条数",), example="3"),
        Column("feels_safe", "觉得安全吗", ("安全感",), example="安全"),
        Column("satisfied", "对社区工作满意吗", ("满意度",), example="满意"),
    )  # fmt: skip

    def derive(self, values: dict[str, Any]) -> None:
        """An interview happened on its day."""
        if values.get("asked_on"):
            values["occurred_on"] = values["asked_on"]

    def check_row(self, values: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
        """A refusal has no answers, an interview has an age."""
        answers = [
            n for n in ("covenants_named", "feels_safe", "satisfied") if values.get(n) not in (None, "")
        ]
        if values.get("refused") and answers:
            yield answers[0], "拒绝访问的不填回答。", True
        if not values.get("refused") and not values.get("age_band"):
            yield "age_band", "请填写年龄段。", True
        if (values.get("covenants_named") or 0) > COVENANTS_MOST:
            yield "covenants_named", f"最多填 {COVENANTS_MOST}。", True
