"""Workbooks of assets, devices and the uptime that a device platform exports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from hehuo.safety.devices.models import DeviceUptime, PhysicalAsset, TechnicalDevice
from hehuo.workbooks import Column, Importer, Reference, parse


class AssetImporter(Importer):
    """物防设施: one row a point."""

    model = PhysicalAsset
    key = ("kind", "name")
    columns: ClassVar = (
        Column("kind", "类型", ("设施类型", "物防类型", "设施类别"), required=True, example="消火栓"),
        Column("name", "编号或名称", ("设施编号", "设施名称", "编号", "名称"), required=True, example="XHS-01", parse=parse.text()),
        Column("place", "位置", ("安装位置", "所在位置", "点位"), required=True, example="3栋门口"),
        Column("owner", "管养单位", ("权属单位", "责任单位", "管理单位"), required=True, example="物业服务中心"),
        Column("required", "应设点位", ("是否应设", "是否必设"), example="是"),
        Column("condition", "状况", ("状态", "完好情况", "设施状态"), example="正常"),
        Column("installed_on", "安装日期", ("安装时间",), example="2018-07-01"),
        Column("next_check_on", "下次检查", ("下次检查日期", "下次检查时间", "应检日期"), required=True, example="2018-12-31"),
    )  # fmt: skip


class DeviceImporter(Importer):
    """技防设备: one row a device."""

    model = TechnicalDevice
    key = ("device_code",)
    columns: ClassVar = (
        Column("device_code", "设备编码", ("设备编号", "编码"), required=True, example="SP-0001", parse=parse.text()),
        Column("kind", "类型", ("设备类型", "技防类型"), required=True, example="烟感"),
        Column("place", "公共位置", ("安装位置", "位置", "点位"), required=True, example="2栋一层楼道"),
        Column("owner", "责任单位", ("管理单位", "权属单位"), required=True, example="派出所"),
        Column("sign_posted", "已设提示标识", ("是否设置标识", "提示标识"), example="是"),
        Column("condition", "状况", ("状态", "在线状态"), example="在线"),
        Column("installed_on", "启用日期", ("安装日期", "启用时间"), required=True, example="2018-07-01"),
    )  # fmt: skip


class UptimeImporter(Importer):
    """设备在线记录: one row a device and span."""

    model = DeviceUptime
    key = ("device", "starts_on")
    columns: ClassVar = (
        Column("device", "设备编码", ("设备编号", "编码"), required=True, parse=Reference(TechnicalDevice, "device_code"),
               example="SP-0001"),
        Column("starts_on", "起始日", ("开始日期", "起始日期", "统计开始"), required=True, example="2018-11-01"),
        Column("ends_on", "截止日（含）", ("结束日期", "截止日期", "统计结束"), required=True, example="2018-11-07"),
        Column("minutes_due", "应在线分钟", ("应在线时长（分钟）", "应在线时长"), required=True, example="10080"),
        Column("minutes_online", "实际在线分钟", ("在线时长（分钟）", "实际在线时长", "在线分钟"), required=True, example="10020"),
    )  # fmt: skip

    def derive(self, values: dict[str, Any]) -> None:
        """The row happened when its span began."""
        if values.get("starts_on"):
            values["occurred_on"] = values["starts_on"]

    def check_row(self, values: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
        """The minutes due fit into the span."""
        start, end, due = values.get("starts_on"), values.get("ends_on"), values.get("minutes_due")
        if start and end and due is not None and end >= start:
            longest = ((end - start).days + 1) * 1440
            if due > longest:
                yield "minutes_due", f"这段时间最多 {longest:,} 分钟，请核对起止日或分钟数。", True
