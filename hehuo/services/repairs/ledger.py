"""报修台账 (item 13)."""

from __future__ import annotations

from typing import Any

from hehuo.kit.casework import CaseLedger, asked
from hehuo.kit.waiting import Waiting
from hehuo.services.repairs import forms, services
from hehuo.services.repairs.imports import RepairImporter
from hehuo.services.repairs.lifecycle import REPAIR
from hehuo.services.repairs.models import RepairTicket


class RepairLedger(CaseLedger):
    """Faults of facilities and their repair."""

    model, slug, section, item, help = RepairTicket, "repairs", "设施与维修", "第13项", "repairs"
    purpose = "登记设施报修，定级、派修、修好，由报修人或另一位网格员确认后办结。"
    columns = (
        "reported_on", "facility", "fault", "priority", "state", "repairer", "due_on", "closed_on", "reopened", "rating"
    )  # fmt: skip
    filters = (
        "settlement", "state", "priority", "reported_by", "reported_on", "due_on", "late", "facility"
    )  # fmt: skip
    fields = {
        "故障": ("facility", "fault", "effect"),
        "报修": ("reported_by", "reporter", "reported_on", "reported_time"),
    }
    facts = {
        "办理": ("state", "priority", "on_site_due", "fix_due", "repairer_kind", "repairer", "on_site_at"),
        "结果": ("fixed_at", "work_done", "late", "pause_reason", "paused_minutes", "confirmed_by", "closed_on", "reopened", "rating"),
    }  # fmt: skip
    search = ("fault", "facility__name", "repairer")
    ordering = ("-reported_on", "-id")
    importer = RepairImporter
    lifecycle, steps = REPAIR, services.STEPS
    asking = (
        asked(REPAIR, "triage", "危及安全的选一级，服务中断的选二级；期限从报修时起算。", forms.TriageForm, services.triage),
        asked(REPAIR, "assign", "质保期内由质保单位维修。", forms.AssignForm, services.assign),
        asked(REPAIR, "arrive", "维修人员到现场的时间。", forms.MomentForm, services.arrive),
        asked(REPAIR, "fix", "修好的时间和做了什么。", forms.FixForm, services.fix),
        asked(REPAIR, "pause", "等配件等原因暂停，累计最多 15 日。", forms.PauseForm, services.pause),
        asked(REPAIR, "resume", "期限按暂停的时间顺延。", forms.MomentForm, services.resume),
        asked(REPAIR, "confirm", "问过报修人，或由另一位网格员到现场看过。", forms.ConfirmForm, services.confirm),
        asked(REPAIR, "reopen", "报修人说没修好的，退回重修，最多两次。", forms.ReopenForm, services.reopen),
        asked(REPAIR, "rate", "由报修人打分，工作人员代为登记。", forms.RateForm, services.rate),
    )  # fmt: skip
    waiting = (
        Waiting("待定级的报修", {"state": "reported"}),
        Waiting("待派修的报修", {"state": "triaged"}, due="due_on"),
        Waiting("待到场的报修", {"state": "assigned"}, due="due_on"),
        Waiting("维修中的报修", {"state": "on_site"}, due="due_on"),
        Waiting("等配件的报修", {"state": "waiting"}, due="due_on"),
        Waiting("待确认的报修", {"state": "fixed"}, due="due_on"),
    )

    def perform_save(self, form: Any) -> RepairTicket:
        """A new report moves the state of the facility."""
        return self.saved_by(services.save_ticket, self.entered(form))
