"""设施, 设施巡检 (item 13)."""

from __future__ import annotations

from typing import Any

from hehuo.kit.asking import Step, StepForm
from hehuo.kit.casework import CaseLedger, asked
from hehuo.kit.ledger import Child
from hehuo.kit.waiting import Waiting
from hehuo.services.facilities import services, views
from hehuo.services.facilities.forms import InspectForm, StopForm
from hehuo.services.facilities.imports import FacilityImporter, InspectionImporter
from hehuo.services.facilities.lifecycle import INSPECTION
from hehuo.services.facilities.models import Facility, FacilityInspection, FacilityOutage
from hehuo.services.repairs.models import RepairTicket

SECTION = "设施与维修"


def _works(facility: Facility) -> str:
    return "" if facility.state != Facility.State.NORMAL else "这处设施现在正常，不用办理。"


def _out_of_use(facility: Facility) -> str:
    return "这处设施已撤除。" if facility.closed_on else ""


class FacilityLedger(CaseLedger):
    """Facilities of a settlement, own or shared."""

    model, slug, section, item, help = Facility, "facilities", SECTION, "第13项", "facilities"
    purpose = "登记水电路讯气等基础设施和公共服务设施，谁管、好不好用、哪天坏过。"
    columns = ("name", "kind", "place", "state", "ownership", "operator", "opened_on", "warranty_to")
    filters = ("settlement", "kind", "state", "ownership", "opened_on", "warranty_to", "building")
    fields = {
        "设施": ("kind", "name", "ownership", "building", "place", "capacity", "opened_on", "closed_on"),
        "管养": ("owner", "operator", "check_cycle_days", "warranty_by", "warranty_to"),
        "燃气替代": ("substitute", "decision_no"),
    }
    facts = {"状况": ("state",)}
    search = ("name", "place", "operator")
    children = (
        Child(RepairTicket, "facility", ("reported_on", "fault", "state", "priority", "due_on", "closed_on", "rating"),
              ledger="repairs"),
        Child(FacilityOutage, "facility", ("kind", "reason", "valid_from", "valid_to")),
        Child(FacilityInspection, "facility", ("planned_on", "done_on", "result", "finding"), ledger="facility-inspections"),
    )  # fmt: skip
    importer = FacilityImporter
    asking = (
        Step("stop", "登记停用（降级）", "不能正常使用的，从这一天起登记。", StopForm, services.stop_facility, _out_of_use),
        Step("restore", "登记恢复使用", "从这一天起恢复正常；有报修单的在报修单上办结。", StepForm, services.restore_facility, _works),
    )  # fmt: skip
    waiting = (Waiting("停用中的设施", {"state": "stopped"}),)

    @classmethod
    def get_urls(cls) -> list[Any]:
        """The usual addresses, the QR code and the page that it opens."""
        return [*views.URLS, *super().get_urls()]

    def perform_save(self, form: Any) -> Facility:
        """A facility happened when it was opened."""
        facility = self.entered(form)
        facility.occurred_on = facility.opened_on
        return services.save_facility(facility, by=self.request.user)


class InspectionLedger(CaseLedger):
    """Planned looks at facilities."""

    model, slug, section, item, help = (
        FacilityInspection,
        "facility-inspections",
        SECTION,
        "第13项",
        "facility-inspections",
    )
    purpose = "按设施的巡检周期安排巡检，看了登记结果；有问题的自动生成报修单。"
    columns = (
        "facility",
        "facility__place",
        "planned_on",
        "done_on",
        "state",
        "result",
        "finding",
        "inspector",
    )
    filters = ("settlement", "state", "result", "planned_on", "facility")
    fields = ("facility", "planned_on")
    facts = {"巡检": ("state", "done_on", "result", "finding", "inspector", "ticket")}
    search = ("facility__name", "finding")
    ordering = ("-planned_on", "-id")
    importer = InspectionImporter
    lifecycle, steps = INSPECTION, services.STEPS
    asking = (asked(INSPECTION, "inspect", "到现场看过以后登记。", InspectForm, services.record_inspection),)
    assigned = ("inspector",)
    waiting = (Waiting("待办的设施巡检", {"state": "planned"}, due="planned_on"),)

    def perform_save(self, form: Any) -> FacilityInspection:
        """A plan happens on its day."""
        inspection = self.entered(form)
        inspection.occurred_on = inspection.planned_on
        return self.saved_by(services.save_record, inspection)
