"""预警规则, 预警台账, 事件台账, 演练 (item 6)."""

from __future__ import annotations

from typing import Any

from django.urls import path

from hehuo.kit.asking import SteppedLedger
from hehuo.kit.filled_steps import filled
from hehuo.kit.ledger import Child, LedgerView
from hehuo.kit.waiting import Waiting
from hehuo.safety.rounds import PlaceForm, look_for_warnings
from hehuo.safety.warnings.imports import DrillImporter, IncidentImporter
from hehuo.safety.warnings.lifecycle import WARNING
from hehuo.safety.warnings.models import Drill, EarlyWarning, IncidentEvent, WarningRule
from hehuo.safety.warnings.services import STEPS, save_warning


class WarningLedger(SteppedLedger):
    """Warnings about places, things, kinds of event, environment."""

    model, slug, section, item, help = EarlyWarning, "warnings", "平安建设", "第6项", "warnings"
    purpose = "场所、设施、事件和环境的预警，签收、处置、解除、复盘都留记录。预警对象不是人。"
    columns = (
        "issued_on",
        "level",
        "about",
        "place",
        "why",
        "state",
        "ack_due_on",
        "close_due_on",
        "closed_on",
    )
    filters = ("settlement", "state", "level", "about", "issued_on", "rule")
    fields = {
        "预警": ("rule", "about", "level", "place", "building", "asset", "device", "why"),
        "时限": ("issued_on", "ack_due_on", "close_due_on"),
        "处置": ("action",),
    }
    search = ("place", "why")
    ordering = ("-issued_on", "-id")
    lifecycle, steps = WARNING, STEPS
    asking = (
        filled(WARNING, STEPS, "handle", "写明怎样处置。", "action"),
        filled(WARNING, STEPS, "resolve", "写明做了什么、现场怎样了。", "action"),
    )
    waiting = (
        Waiting("待签收的预警", {"state": "raised"}, due="ack_due_on"),
        Waiting("待处置的预警", {"state": "ack"}, due="close_due_on"),
        Waiting("处置中的预警", {"state": "handling"}, due="close_due_on"),
        Waiting("已解除、待复盘的预警", {"state": "resolved"}),
        Waiting("误报、待复盘的预警", {"state": "false_alarm"}),
    )

    def perform_save(self, form: Any) -> EarlyWarning:
        """The rule is in force, the object fits."""
        warning = self.entered(form)
        warning.occurred_on = warning.issued_on
        return save_warning(warning, by=self.request.user)

    @classmethod
    def get_urls(cls) -> list[Any]:
        """The usual addresses, and the look at all rule cards."""
        return [
            path(f"ledgers/{cls.slug}/look/", look_for_warnings, name=f"{cls.slug}-look"),
            *super().get_urls(),
        ]

    @property
    def place_form(self) -> PlaceForm:
        """Which settlement is looked at."""
        form = PlaceForm(user=self.request.user)
        form.fields["settlement"].widget.attrs["class"] = "form-select"
        return form


class WarningRuleLedger(LedgerView):
    """Rule cards that people can read."""

    model, slug, section, item, help = WarningRule, "warning-rules", "平安建设", "第6项", "warnings"
    purpose = "一张规则卡写清看什么、几天内达到几次、几天内签收和办结。"
    columns = (
        "name",
        "watches",
        "window_days",
        "threshold",
        "quiet_days",
        "level",
        "ack_days",
        "close_days",
        "valid_from",
    )
    filters = ("settlement", "watches", "level")
    fields = {
        "规则": ("name", "watches", "window_days", "threshold", "quiet_days", "level"),
        "时限": ("ack_days", "close_days"),
        "依据": ("basis", "valid_from", "valid_to"),
    }
    search = ("name",)
    children = (Child(EarlyWarning, "rule", ("issued_on", "place", "why", "state"), ledger="warnings"),)


class IncidentLedger(LedgerView):
    """What happened where."""

    model, slug, section, item, help = IncidentEvent, "incidents", "平安建设", "第6项", "warnings"
    purpose = "登记火情、漏水、停电等事件。警情只登记公安提供的月度件数，如实登记不扣分。"
    columns = ("happened_on", "kind", "place", "building", "response_minutes", "result", "count")
    filters = ("settlement", "kind", "result", "happened_on", "building")
    fields = ("kind", "building", "place", "happened_on", "response_minutes", "result", "count")
    search = ("place",)
    importer = IncidentImporter
    totals = ("count",)
    ordering = ("-happened_on", "-id")


class DrillLedger(LedgerView):
    """Drills."""

    model, slug, section, item, help = Drill, "drills", "平安建设", "第6项", "warnings"
    purpose = "登记消防、防汛等应急演练和发现的问题。"
    columns = ("held_on", "kind", "participants", "minutes", "problems")
    filters = ("settlement", "kind", "held_on")
    fields = ("kind", "held_on", "participants", "minutes", "problems")
    search = ("problems",)
    importer = DrillImporter
    totals = ("participants",)
    ordering = ("-held_on", "-id")
