"""巡逻队伍, 巡逻路线, 巡逻台账 (item 6 “人防”)."""

from __future__ import annotations

from typing import Any

from django.urls import path

from hehuo.kit.asking import SteppedLedger
from hehuo.kit.filled_steps import filled
from hehuo.kit.ledger import Child, LedgerView
from hehuo.kit.waiting import Waiting
from hehuo.records.writing import save_record
from hehuo.safety.patrols.imports import PatrolImporter, RouteImporter, TeamImporter
from hehuo.safety.patrols.lifecycle import PATROL
from hehuo.safety.patrols.models import PatrolRecord, PatrolRoute, PatrolTeam
from hehuo.safety.patrols.services import STEPS
from hehuo.safety.rounds import MonthForm, plan_patrols


class PatrolTeamLedger(LedgerView):
    """Who patrols."""

    model, slug, section, item, help = PatrolTeam, "patrol-teams", "平安建设", "第6项", "patrols"
    purpose = "登记巡逻队伍和微型消防站。"
    columns = ("name", "kind", "members", "leader", "set_up_on", "disbanded_on")
    filters = ("settlement", "kind", "set_up_on")
    fields = ("name", "kind", "members", "leader", "set_up_on", "disbanded_on")
    search = ("name", "leader")
    importer = TeamImporter
    totals = ("members",)
    children = (
        Child(PatrolRoute, "team", ("name", "slot", "points", "times_a_week"), ledger="patrol-routes"),
    )


class PatrolRouteLedger(LedgerView):
    """Where and how often; the month plan follows from it."""

    model, slug, section, item, help = PatrolRoute, "patrol-routes", "平安建设", "第6项", "patrols"
    purpose = "登记巡逻路线、点位数和每周次数，每月的巡逻计划由此生成。"
    columns = ("name", "team", "slot", "points", "times_a_week", "valid_from", "valid_to")
    filters = ("settlement", "slot", "team")
    fields = ("team", "name", "slot", "points", "times_a_week", "valid_from", "valid_to")
    search = ("name",)
    importer = RouteImporter
    children = (Child(PatrolRecord, "route", ("planned_on", "state", "points_checked"), ledger="patrols"),)


class PatrolLedger(SteppedLedger):
    """Every planned patrol and what became of it."""

    model, slug, section, item, help = PatrolRecord, "patrols", "平安建设", "第6项", "patrols"
    purpose = "登记每次巡逻查了哪些点位、发现几处隐患。发现违法行为请拨打 110，这里只记“已报警”。"
    columns = (
        "planned_on", "route", "state", "started_at", "ended_at", "points_checked", "hazards_found", "called_110",
    )  # fmt: skip
    filters = ("settlement", "state", "planned_on", "called_110", "route")
    fields = {
        "计划": ("route", "planned_on"),
        "巡逻情况": (
            "started_at",
            "ended_at",
            "points_checked",
            "hazards_found",
            "called_110",
            "missed_reason",
        ),
    }
    search = ("route__name",)
    importer = PatrolImporter
    totals = ("points_checked", "hazards_found")
    ordering = ("-planned_on", "-id")
    lifecycle, steps = PATROL, STEPS
    asking = (
        filled(PATROL, STEPS, "walk", "巡完当场登记：几点到几点、查了几个点、发现几处隐患。",
               "started_at", "ended_at", "points_checked", "hazards_found", "called_110"),
    )  # fmt: skip
    waiting = (Waiting("待巡逻的班次", {"state": "planned"}, due="planned_on"),)

    @classmethod
    def get_urls(cls) -> list[Any]:
        """The usual addresses, and the month plan."""
        return [path(f"ledgers/{cls.slug}/plan/", plan_patrols, name=f"{cls.slug}-plan"), *super().get_urls()]

    @property
    def month_form(self) -> MonthForm:
        """What the month plan asks for."""
        form = MonthForm(user=self.request.user)
        for field in form.fields.values():
            field.widget.attrs["class"] = (
                "form-select" if field.widget.input_type == "select" else "form-control"
            )
        return form

    def perform_save(self, form: Any) -> PatrolRecord:
        """A patrol happened on its day."""
        patrol = self.entered(form)
        patrol.occurred_on = patrol.planned_on
        return save_record(patrol, by=self.request.user)
