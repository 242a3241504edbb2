"""文体活动 (item 8)."""

from __future__ import annotations

from typing import Any

from hehuo.culture.activities.imports import ActivityImporter
from hehuo.culture.activities.models import CulturalActivity
from hehuo.culture.activities.services import save_activity
from hehuo.culture.gathering_pages import PEOPLE, WHEN, WHERE, GatheringLedger, rows_of_event
from hehuo.kit.waiting import Waiting


class ActivityLedger(GatheringLedger):
    """Activities."""

    model, slug, section, item, help = CulturalActivity, "activities", "教育和文化", "第8项", "activities"
    purpose = "登记每次文体活动：什么活动、谁主办、来了多少人、新老居民是否一起参加。"
    columns = (
        "held_on", "title", "kind", "organiser", "venue", "headcount_declared", "headcount_checked", "mix", "instructor",
    )  # fmt: skip
    filters = (
        "settlement", "held_on", "kind", "organiser", "mix", "has_materials", "has_sign_in", "venue", "instructor",
    )  # fmt: skip
    fields = {
        "活动": ("title", "kind", "organiser", "instructor", "budget_fen"),
        "时间地点": (*WHEN, *WHERE),
        "人数": (*PEOPLE, "mix"),
        "资料": ("has_materials", "has_pictures"),
    }
    search = ("title",)
    totals = ("headcount_declared", "budget_fen")
    children = rows_of_event("activity")
    waiting = (Waiting("待核实的文体活动", {"status": "submitted"}, need="approve"),)
    importer = ActivityImporter

    def perform_save(self, form: Any) -> CulturalActivity:
        """With an instructor who is in office."""
        return self.saved_by(save_activity, self.entered(form))
