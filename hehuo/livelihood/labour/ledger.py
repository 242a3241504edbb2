"""劳动力信息台账 and 台账抽查 (item 11)."""

from __future__ import annotations

from typing import Any

from hehuo.kit.ledger import LedgerView
from hehuo.kit.waiting import Waiting
from hehuo.livelihood.labour import due
from hehuo.livelihood.labour.imports import LabourImporter
from hehuo.livelihood.labour.models import AccuracyCheck, LabourProfile
from hehuo.livelihood.labour.services import check_accuracy, save_profile
from hehuo.livelihood.pages import PEOPLE_SEARCH
from hehuo.records.writing import save_record


class LabourLedger(LedgerView):
    """One row a person and month."""

    model, slug, section, item, help = LabourProfile, "labour", "就业", "第11项", "labour"
    purpose = "按月登记每名 16 周岁以上人员的劳动和就业情况，是培训、就业各项统计的底数。"
    columns = (
        "person", "person__household__household_no", "snapshot_month", "labour_class", "employment_status",
        "employment_type", "work_place", "months_this_year", "employer_name", "confirmed_on", "confirm_mode",
    )  # fmt: skip
    filters = (
        "settlement", "snapshot_month", "labour_class", "employment_status", "employment_type", "work_place",
        "industry", "contract", "insurance", "place_wish", "unemployed_reason", "confirmed_on", "person",
    )  # fmt: skip
    fields = {
        "人员和月份": ("person", "snapshot_month", "labour_class"),
        "就业": (
            "employment_status", "employment_type", "work_place", "employer_name", "job_title", "industry", "contract",
            "insurance", "started_on", "months_this_year", "wage_band", "unemployed_reason",
        ),
        "意愿和技能": ("job_wish", "wage_wish_yuan", "place_wish", "training_wish", "skills", "cert_level"),
        "核实": ("confirmed_on", "confirm_mode", "confirmed_by"),
    }  # fmt: skip
    search = PEOPLE_SEARCH
    ordering = ("-snapshot_month", "-id")
    importer = LabourImporter
    waiting = (
        Waiting("7 天内要再核实的劳动力信息（31 天有效）", name="confirm", rows=due.profiles_to_confirm),
    )

    def perform_save(self, form: Any) -> LabourProfile:
        """The rules of a labour row; the person's own class follows the newest month."""
        profile = self.entered(form)
        profile.occurred_on = profile.occurred_on if profile.pk else profile.snapshot_month
        return save_profile(profile, by=self.request.user)


class AccuracyCheckLedger(LedgerView):
    """Sampled checks of the labour and the employment ledger."""

    model, slug, section, item, help = AccuracyCheck, "labour-checks", "就业", "第11、12项", "labour-checks"
    purpose = "每季度抽 30 人以上，电话或入户核对台账，写明核对几项、几项一致。"
    columns = ("person", "book", "checked_on", "fields_checked", "fields_right", "mode")
    filters = ("settlement", "book", "checked_on", "mode")
    fields = ("person", "book", "checked_on", "mode", "fields_checked", "fields_right")
    search = PEOPLE_SEARCH
    totals = ("fields_checked", "fields_right")

    def perform_save(self, form: Any) -> AccuracyCheck:
        """Not in the future, at least one field."""
        check = self.entered(form)
        check_accuracy(check)
        check.occurred_on = check.checked_on
        return save_record(check, by=self.request.user)
