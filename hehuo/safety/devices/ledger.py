"""物防设施, 技防设备, 在线记录, 维修单 (item 6 “物防、技防”)."""

from __future__ import annotations

from typing import Any

from hehuo.kit.asking import SteppedLedger
from hehuo.kit.filled_steps import filled
from hehuo.kit.ledger import Child, LedgerView
from hehuo.kit.waiting import Waiting
from hehuo.safety.devices.imports import AssetImporter, DeviceImporter, UptimeImporter
from hehuo.safety.devices.lifecycle import TICKET
from hehuo.safety.devices.models import DeviceUptime, MaintenanceTicket, PhysicalAsset, TechnicalDevice
from hehuo.safety.devices.services import STEPS, save_ticket, save_uptime


class PhysicalAssetLedger(LedgerView):
    """Required points and their condition."""

    model, slug, section, item, help = PhysicalAsset, "physical-assets", "平安建设", "第6项", "devices"
    purpose = "登记路灯、门禁、消火栓、消防通道等应设点位和完好情况。"
    columns = ("name", "kind", "place", "building", "condition", "next_check_on", "owner")
    filters = ("settlement", "kind", "condition", "required", "next_check_on", "building")
    fields = {
        "设施": ("kind", "name", "building", "place", "owner", "required"),
        "状况": ("condition", "installed_on", "next_check_on", "removed_on"),
    }
    search = ("name", "place")
    children = (
        Child(
            MaintenanceTicket, "asset", ("reported_on", "fault", "state", "due_on"), ledger="safety-tickets"
        ),
    )
    importer = AssetImporter


class TechnicalDeviceLedger(LedgerView):
    """Devices in public places; their status only."""

    model, slug, section, item, help = TechnicalDevice, "technical-devices", "平安建设", "第6项", "devices"
    purpose = "登记技防设备的位置、责任单位和在线状况。系统不接视频，不识别人脸和车牌。"
    card_title = "kind"
    columns = ("device_code", "kind", "place", "building", "owner", "condition", "installed_on")
    filters = ("settlement", "kind", "condition", "installed_on", "building")
    fields = {
        "设备": ("kind", "device_code", "building", "place", "owner", "sign_posted"),
        "状况": ("condition", "installed_on", "removed_on"),
    }
    search = ("device_code", "place")
    children = (
        Child(
            DeviceUptime,
            "device",
            ("starts_on", "ends_on", "minutes_due", "minutes_online"),
            ledger="device-uptimes",
        ),
        Child(
            MaintenanceTicket, "device", ("reported_on", "fault", "state", "due_on"), ledger="safety-tickets"
        ),
    )
    importer = DeviceImporter


class DeviceUptimeLedger(LedgerView):
    """Minutes due and online, from the platform's export."""

    model, slug, section, item, help = DeviceUptime, "device-uptimes", "平安建设", "第6项", "devices"
    purpose = "按日或按周导入设备平台的在线时长，在线率由此计算。"
    columns = ("starts_on", "ends_on", "device", "minutes_due", "minutes_online")
    filters = ("settlement", "starts_on", "device")
    fields = ("device", "starts_on", "ends_on", "minutes_due", "minutes_online")
    search = ("device__device_code",)
    totals = ("minutes_due", "minutes_online")
    ordering = ("-starts_on", "-id")
    importer = UptimeImporter

    def perform_save(self, form: Any) -> DeviceUptime:
        """Spans do not overlap."""
        uptime = self.entered(form)
        uptime.occurred_on = uptime.starts_on
        return save_uptime(uptime, by=self.request.user)


class SafetyTicketLedger(SteppedLedger):
    """Faults and their repair."""

    model, slug, section, item, help = MaintenanceTicket, "safety-tickets", "平安建设", "第6项", "devices"
    purpose = "登记物防、技防设施的故障和维修，修好后由报修人以外的人核查销号。"
    columns = ("reported_on", "asset", "device", "fault", "state", "repairer", "due_on", "fixed_on")
    filters = ("settlement", "state", "reported_on", "due_on", "asset", "device")
    fields = {
        "故障": ("asset", "device", "fault", "reported_on", "due_on"),
        "维修": ("repairer", "fixed_on"),
    }
    search = ("fault", "asset__name", "device__device_code")
    ordering = ("-reported_on", "-id")
    lifecycle, steps = TICKET, STEPS
    asking = (filled(TICKET, STEPS, "assign", "写明谁来修、哪天前修好。", "repairer", "due_on"),)
    waiting = (
        Waiting("待派修的安防报修", {"state": "reported"}, due="due_on"),
        Waiting("已派修、待登记修好的安防报修", {"state": "assigned"}, due="due_on"),
        Waiting("修好待核查的安防报修", {"state": "fixed"}, need="approve"),
    )

    def perform_save(self, form: Any) -> MaintenanceTicket:
        """The thing counts as faulty from now on."""
        ticket = self.entered(form)
        ticket.occurred_on = ticket.reported_on
        return save_ticket(ticket, by=self.request.user)
