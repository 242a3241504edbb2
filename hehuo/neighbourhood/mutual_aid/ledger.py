"""互助组织, 互助服务, 照料看护日志, 看护儿童名册 (item 4)."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from hehuo.kit.casework import DatedLedger
from hehuo.kit.ledger import Child
from hehuo.neighbourhood.mutual_aid import services
from hehuo.neighbourhood.mutual_aid.imports import ActivityImporter, LogImporter, OrgImporter
from hehuo.neighbourhood.mutual_aid.models import CareChild, CareLog, MutualAidActivity, MutualAidOrg
from hehuo.neighbourhood.mutual_aid.queries import needs_of
from hehuo.org.scope import visible_settlements


class MutualAidOrgLedger(DatedLedger):
    """Organisations, above them what the population needs."""

    model, slug, section, item, help = MutualAidOrg, "mutual-aid-orgs", "居民自治", "第4项", "mutual-aid"
    purpose = "登记互助组织。应建哪几类，按住在这里的老人和小学生人数算。"
    card_title = "name"
    columns = (
        "kind",
        "name",
        "set_up_on",
        "registration",
        "lead",
        "members",
        "premises",
        "fire_checked_on",
        "ended_on",
    )
    filters = ("settlement", "kind", "registration", "set_up_on")
    fields = {
        "组织": ("kind", "name", "set_up_on", "registration", "lead", "members", "rules"),
        "场地和安全": ("premises", "fire_checked_on", "staff_checked"),
        "其他": ("funding", "ended_on"),
    }
    search = ("name", "lead")
    importer = OrgImporter
    totals = ("members",)
    children = (
        Child(
            MutualAidActivity,
            "org",
            ("served_on", "service", "households_served", "volunteers"),
            ledger="mutual-aid-activities",
        ),
        Child(CareLog, "org", ("day", "opened", "elders", "pupils", "staff_on_duty"), ledger="care-logs"),
    )
    happened = "set_up_on"

    def render(self, template: str, partial: str = "", status: int = 200, **context: Any) -> Any:
        """The list of one settlement begins with what its population needs."""
        if template == "list" and not partial:
            context["needs"] = self._needs()
        return super().render(template, partial, status, **context)

    def _needs(self) -> list[Any]:
        places = list(visible_settlements(self.request.user)[:2])
        return needs_of(places[0], timezone.localdate()) if len(places) == 1 else []


class MutualAidActivityLedger(DatedLedger):
    """What organisations did."""

    model, slug, section, item, help = (
        MutualAidActivity,
        "mutual-aid-activities",
        "居民自治",
        "第4项",
        "mutual-aid",
    )
    purpose = "登记互助组织每次做了什么、服务了几户。"
    columns = (
        "served_on",
        "org",
        "service",
        "households_served",
        "hours",
        "volunteers",
        "cost_fen",
        "feedback",
    )
    filters = ("settlement", "service", "served_on", "org")
    fields = (
        "org",
        "served_on",
        "service",
        "households_served",
        "hours",
        "volunteers",
        "cost_fen",
        "feedback",
    )
    search = ("org__name",)
    totals = ("households_served", "hours", "volunteers", "cost_fen")
    ordering = ("-served_on", "-id")
    importer = ActivityImporter
    happened, service = "served_on", services.save_activity


class CareLogLedger(DatedLedger):
    """Days of the care centres."""

    model, slug, section, item, help = CareLog, "care-logs", "居民自治", "第4项", "mutual-aid"
    purpose = "登记照料（看护）中心每天开没开、来了几人、几人在岗。不写被照料人的姓名。"
    columns = ("day", "org", "opened", "elders", "pupils", "staff_on_duty", "meals", "closed_why")
    filters = ("settlement", "opened", "day", "org")
    fields = {
        "当天": ("org", "day", "opened", "closed_why"),
        "人数": ("elders", "pupils", "staff_on_duty", "meals", "incidents"),
    }
    search = ("org__name",)
    totals = ("elders", "pupils", "meals")
    ordering = ("-day", "-id")
    importer = LogImporter
    happened, service = "day", services.save_log


class CareChildLedger(DatedLedger):
    """The closed roll."""

    model, slug, section, item, help = CareChild, "care-children", "居民自治", "第4项", "mutual-aid"
    purpose = "看护儿童名册，加密保存，逐项写明原因才能查看；导出时一律隐藏。"
    columns = ("org", "child", "valid_from", "valid_to")
    filters = ("settlement", "valid_from", "org")
    fields = {
        "儿童": ("org", "child", "allergy", "valid_from", "valid_to"),
        "监护和接送": ("guardian", "consented_on", "pick_up", "emergency_phone"),
    }
    happened, service = "valid_from", services.save_child
