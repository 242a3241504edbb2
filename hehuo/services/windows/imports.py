"""The catalogue of matters and the monthly hours from workbooks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from hehuo.residents.workbook_words import words
from hehuo.services.windows.models import (
    Department,
    ServiceItem,
    ServiceMaterial,
    ServiceWindow,
    WindowHours,
)
from hehuo.services.windows.services import save_window
from hehuo.workbooks import Column, Importer, Reference, parse
from hehuo.workbooks.entering import EnteringImporter

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


class WindowImporter(EnteringImporter):
    """服务窗口: one row a window."""

    model, save = ServiceWindow, staticmethod(save_window)
    key = ("name",)
    columns: ClassVar = (
        Column("name", "窗口名称", ("窗口", "名称"), required=True, parse=parse.text(40), example="综合窗口 1 号"),
        Column("kind", "形式", ("窗口形式", "窗口类型"), required=True, example=""),
        Column("department", "部门", ("进驻部门", "所属部门"), required=True, parse=DEPARTMENTS, example="人资社保"),
        Column("acts_health", "授权办理卫生计生事项", ("卫生计生",), example="否"),
        Column("acts_police", "授权办理公安事项", ("公安",), example="否"),
        Column("acts_civil", "授权办理民政事项", ("民政",), example="否"),
        Column("acts_labour", "授权办理人资社保事项", ("人资社保",), example="否"),
        Column("authority_no", "授权文件", ("授权文号",)),
        Column("hours_text", "公示的服务时间", ("服务时间", "开放时间"), required=True, parse=parse.text(60), example="工作日 9:00—17:00"),
        Column("staff_count", "派驻人员数", ("人员数", "窗口人数"), example="2"),
        Column("has_desks", "有桌椅", (), example="是"),
        Column("has_network", "有网络", (), example="是"),
        Column("has_queueing", "可排队或预约", ("排队叫号",), example="是"),
        Column("has_access", "有无障碍通道", ("无障碍通道",), example="是"),
        Column("has_privacy_line", "有一米线", ("一米线",), example="是"),
        Column("valid_from", "启用日期", ("设立日期",), required=True, example="2018-07-01"),
        Column("valid_to", "停用日期", ("撤销日期",), example=""),
    )  # fmt: skip


class MaterialImporter(EnteringImporter):
    """事项材料: one row a matter and paper."""

    model = ServiceMaterial
    key = ("item", "name")
    columns: ClassVar = (
        Column("item", "事项", ("事项名称", "服务事项"), required=True, parse=Reference(ServiceItem, "name"), example="城乡居民养老保险参保登记",
               note="先登记服务事项"),
        Column("name", "材料名称", ("材料", "申请材料"), required=True, parse=parse.text(80), example="居民身份证"),
        Column("form", "形式", ("材料形式",), required=True, example=""),
        Column("note", "说明", ("备注",), parse=parse.text(80), example="核验原件"),
    )  # fmt: skip
