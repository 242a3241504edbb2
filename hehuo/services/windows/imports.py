"""The catalogue of matters and the monthly hours from workbooks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from hehuo.residents.workbook_words import words
from hehuo.services.windows.models import Department, ServiceItem, ServiceWindow, WindowHours
from hehuo.workbooks import Column, Importer, Reference

DEPARTMENTS = words(Department.choices, {
    "health": ("卫健", "卫生健康"), "labour": ("人社", "人力资源社会保障", "社保"), "police": ("公安局", "派出所"), "civil": ("民政局",),
})  # fmt: skip
MODES = words(ServiceItem.Mode.choices, {"instant": ("即办",), "promised": ("承诺",), "upward": ("上报",)})


class ItemImporter(Importer):
    """事项目录: the same matter and first day is the same version."""

    model = ServiceItem
    key = ("name", "valid_from")
    columns: ClassVar = (
        Column("name", "事项", ("事项名称", "服务事项", "办理事项"), required=True, example="城乡居民养老保险参保登记"),
        Column("department", "部门", ("实施部门", "责任部门"), required=True, parse=DEPARTMENTS, example="人资社保"),
        Column("mode", "方式", ("办件类型", "办理方式"), required=True, parse=MODES, example="承诺件"),
        Column("legal_days", "法定时限（工作日）", ("法定时限", "法定办结时限"), required=True, example="20"),
        Column("promised_days", "承诺时限（工作日）", ("承诺时限", "承诺办结时限"), required=True, example="5"),
        Column("fee_fen", "收费（元）", ("收费", "收费标准"), example="0"),
        Column("basis", "依据", ("设定依据",)),
        Column("valid_from", "启用日期", ("施行日期",), required=True, example="2018-07-01"),
    )  # fmt: skip

    def derive(self, values: dict[str, Any]) -> None:
        """The row happened on its first day."""
        if values.get("valid_from"):
            values["occurred_on"] = values["valid_from"]

    def check_row(self, values: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
        """A promise is not longer than the law."""
        legal, promised = values.get("legal_days"), values.get("promised_days")
        if legal is not None and promised is not None and promised > legal:
            yield "promised_days", "承诺时限不能长于法定时限。", True


class HoursImporter(Importer):
    """窗口到岗: one row a window and span."""

    model = WindowHours
    key = ("window", "starts_on")
    columns: ClassVar = (
        Column("window", "窗口", ("窗口名称",), required=True, parse=Reference(ServiceWindow, "name"), example="综合服务窗口"),
        Column("starts_on", "起", ("开始日期", "月份起"), required=True, example="2018-11-01"),
        Column("ends_on", "止", ("结束日期", "月份止"), required=True, example="2018-11-30"),
        Column("hours_announced", "公示小时数", ("应到小时",), required=True, example="176"),
        Column("hours_staffed", "有人值守小时数", ("实到小时",), required=True, example="170"),
    )  # fmt: skip

    def derive(self, values: dict[str, Any]) -> None:
        """A span happened when it ended."""
        if values.get("ends_on"):
            values["occurred_on"] = values["ends_on"]
