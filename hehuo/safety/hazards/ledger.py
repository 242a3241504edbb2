"""隐患台账 (item 6)."""

from __future__ import annotations

from typing import Any

from hehuo.kit.asking import SteppedLedger
from hehuo.kit.filled_steps import filled
from hehuo.kit.waiting import Waiting
from hehuo.records.writing import save_record
from hehuo.safety.hazards.imports import HazardImporter
from hehuo.safety.hazards.lifecycle import HAZARD
from hehuo.safety.hazards.models import SafetyHazard
from hehuo.safety.hazards.services import STEPS


class HazardLedger(SteppedLedger):
    """Hazards of places and things."""

    model, slug, section, item, help = SafetyHazard, "hazards", "平安建设", "第6项", "hazards"
    purpose = "登记发现的安全隐患，限期整改，由另一人复查销号。"
    columns = (
        "found_on",
        "level",
        "category",
        "place",
        "building",
        "state",
        "responsible",
        "due_on",
        "rectified_on",
    )
    filters = ("settlement", "state", "level", "category", "found_by", "due_on", "building")
    fields = {
        "隐患": ("category", "level", "building", "place", "situation", "found_by", "found_on"),
        "整改": ("due_on", "responsible", "rectified_on"),
    }
    search = ("place", "situation", "responsible")
    ordering = ("-found_on", "-id")
    importer = HazardImporter
    lifecycle, steps = HAZARD, STEPS
    asking = (filled(HAZARD, STEPS, "start", "写明谁来整改、哪天前改好。", "responsible", "due_on"),)
    waiting = (
        Waiting("待复查销号的隐患", {"state": "rectified"}, need="approve", due="due_on"),
        Waiting("整改中的隐患", {"state": "rectifying"}, due="due_on"),
        Waiting("待下达整改的隐患", {"state": "found"}, due="due_on"),
    )

    def perform_save(self, form: Any) -> SafetyHazard:
        """A hazard happened when it was found."""
        hazard = self.entered(form)
        hazard.occurred_on = hazard.found_on
        return save_record(hazard, by=self.request.user)
