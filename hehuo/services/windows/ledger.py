"""服务窗口, 窗口到岗, 事项目录, 事项材料, 便民服务制度 (item 15)."""

from __future__ import annotations

from typing import Any

from hehuo.kit.asking import Step
from hehuo.kit.casework import CaseLedger
from hehuo.kit.ledger import Child, LedgerView
from hehuo.records.writing import save_record
from hehuo.services.windows import services
from hehuo.services.windows.forms import ReviseForm
from hehuo.services.windows.imports import HoursImporter, ItemImporter, MaterialImporter, WindowImporter
from hehuo.services.windows.models import (
    ServiceItem,
    ServiceMaterial,
    ServiceRule,
    ServiceWindow,
    WindowHours,
)

SECTION, ITEM = "政务服务", "第15项"


class ServiceWindowLedger(LedgerView):
    """Windows with hours, equipment and staff."""

    model, slug, section, item, help = ServiceWindow, "service-windows", SECTION, ITEM, "service-windows"
    purpose = "登记便民服务窗口：谁的窗口、能办哪些部门的事、什么时间有人、设施齐不齐。"
    columns = ("name", "kind", "department", "hours_text", "staff_count", "valid_from", "valid_to")
    filters = ("settlement", "kind", "department", "valid_from")
    fields = {
        "窗口": ("name", "kind", "department", "hours_text", "staff_count", "valid_from", "valid_to"),
        "授权": ("acts_health", "acts_police", "acts_civil", "acts_labour", "authority_no"),
        "设施": ("has_desks", "has_network", "has_queueing", "has_access", "has_privacy_line"),
    }
    search = ("name",)
    importer = WindowImporter
    children = (
        Child(WindowHours, "window", ("starts_on", "ends_on", "hours_announced", "hours_staffed"), ledger="window-hours"),
    )  # fmt: skip

    def perform_save(self, form: Any) -> ServiceWindow:
        """A department's own window acts for it."""
        return services.save_window(self.entered(form), by=self.request.user)


class WindowHoursLedger(LedgerView):
    """Hours announced and staffed, by window and month."""

    model, slug, section, item, help = WindowHours, "window-hours", SECTION, ITEM, "service-windows"
    purpose = "每月登记一次窗口公示的小时数和有人值守的小时数。按窗口登记，不记个人考勤。"
    columns = ("window", "starts_on", "ends_on", "hours_announced", "hours_staffed")
    filters = ("settlement", "starts_on", "window")
    fields = ("window", "starts_on", "ends_on", "hours_announced", "hours_staffed")
    search = ("window__name",)
    totals = ("hours_announced", "hours_staffed")
    ordering = ("-starts_on", "-id")
    importer = HoursImporter

    def perform_save(self, form: Any) -> WindowHours:
        """Spans of a window do not overlap."""
        return services.save_hours(self.entered(form), by=self.request.user)


class ServiceItemLedger(CaseLedger):
    """The catalogue of matters."""

    model, slug, section, item, help = ServiceItem, "service-items", SECTION, ITEM, "service-items"
    purpose = "公布在本社区能办的事、要带的材料、几个工作日办好。改时限请办理“修订”，旧办件不受影响。"
    columns = ("name", "department", "mode", "legal_days", "promised_days", "fee_fen", "version_no", "valid_from", "valid_to")  # fmt: skip
    filters = ("settlement", "department", "mode", "valid_from", "valid_to")
    fields = {
        "事项": ("name", "department", "mode", "basis", "fee_fen"),
        "时限": ("legal_days", "promised_days", "valid_from", "valid_to"),
    }
    search = ("name",)
    children = (Child(ServiceMaterial, "item", ("name", "form", "note"), ledger="service-materials"),)
    importer = ItemImporter
    only_new = ("legal_days", "promised_days")
    asking = (
        Step("revise", "修订", "时限或材料变了，从这一天起用新的一版；材料会照抄过去，再逐项修改。", ReviseForm,
             services.revise_item, lambda record: "这一版已停用。" if record.valid_to else ""),
    )  # fmt: skip

    def perform_save(self, form: Any) -> ServiceItem:
        """A version happened on its first day."""
        item = self.entered(form)
        item.occurred_on = item.valid_from
        return save_record(item, by=self.request.user)


class ServiceMaterialLedger(LedgerView):
    """Documents that matters ask for."""

    model, slug, section, item, help = ServiceMaterial, "service-materials", SECTION, ITEM, "service-items"
    purpose = "登记每个事项要带的材料。能联网核查的写明不用提供。"
    columns = ("item", "name", "form", "note")
    filters = ("settlement", "form", "item")
    fields = ("item", "name", "form", "note")
    search = ("name", "item__name")
    importer = MaterialImporter
    ordering = ("item_id", "id")


class ServiceRuleLedger(LedgerView):
    """The five rules of service."""

    model, slug, section, item, help = ServiceRule, "service-rules", SECTION, ITEM, "service-rules"
    purpose = "登记首问负责、一次性告知、限时办结、帮办代办、投诉评价五项制度的内容和施行日期。"
    columns = ("kind", "valid_from", "valid_to", "published_on")
    filters = ("settlement", "kind", "valid_from", "published_on")
    fields = ("kind", "text", "valid_from", "valid_to", "published_on")
    search = ("text",)
