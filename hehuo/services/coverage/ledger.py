"""入户覆盖, 学校医疗, 适龄儿童学位 (item 13)."""

from __future__ import annotations

from typing import Any

from hehuo.kit.asking import Step
from hehuo.kit.casework import CaseLedger
from hehuo.kit.ledger import LedgerView
from hehuo.kit.waiting import Waiting
from hehuo.records.writing import save_record
from hehuo.services.coverage.forms import ChangeForm
from hehuo.services.coverage.imports import AccessImporter, CoverageImporter, PlacementImporter
from hehuo.services.coverage.models import PublicServiceAccess, SchoolPlacement, UtilityCoverage
from hehuo.services.coverage.services import change_school, save_placement

SECTION, ITEM = "设施与维修", "第13项"


class UtilityCoverageLedger(LedgerView):
    """Lines into every dwelling."""

    model, slug, section, item, help = UtilityCoverage, "utility-coverage", SECTION, ITEM, "utility-coverage"
    purpose = "逐套登记水电路讯气和“广电云”是否通到家。看线路能不能用，不看开没开户。"
    columns = ("dwelling__building__number", "dwelling__unit_no", "dwelling__room_no", "service", "available", "connected", "since")  # fmt: skip
    filters = ("settlement", "service", "available", "since", "dwelling__building__grid")
    fields = ("dwelling", "service", "available", "connected", "since")
    search = ("dwelling__room_no",)
    importer = CoverageImporter


class PublicServiceLedger(LedgerView):
    """Schools and clinics that serve the settlement."""

    model, slug, section, item, help = (
        PublicServiceAccess,
        "public-services",
        SECTION,
        ITEM,
        "public-services",
    )
    purpose = "登记就近的学校、卫生室和医院，走路多久能到。"
    columns = ("name", "kind", "minutes", "distance_m", "seats", "staff_count", "opened_on", "closed_on")
    filters = ("settlement", "kind", "opened_on")
    fields = {
        "机构": ("kind", "name", "opened_on", "closed_on"),
        "距离": ("distance_m", "minutes"),
        "规模": ("staff_count", "seats"),
    }
    search = ("name",)
    importer = AccessImporter

    def perform_save(self, form: Any) -> PublicServiceAccess:
        """It happened when it began to serve."""
        access = self.entered(form)
        access.occurred_on = access.opened_on
        return save_record(access, by=self.request.user)


class SchoolPlacementLedger(CaseLedger):
    """School places of children."""

    model, slug, section, item, help = SchoolPlacement, "school-places", SECTION, ITEM, "school-places"
    purpose = "登记适龄儿童在哪里上学，没有学位的尽快落实。不登记成绩，不排名。"
    columns = ("person", "person__birth_date", "state", "school", "school_name", "valid_from", "valid_to")
    filters = ("settlement", "state", "valid_from", "school", "person")
    fields = ("person", "state", "school", "school_name", "basis", "valid_from", "valid_to")
    search = ("person__name", "person__name_initials", "school_name", "school__name")
    importer = PlacementImporter
    asking = (
        Step("change", "变更学位", "入学、转学、升学或延缓入学，从这一天起。", ChangeForm, change_school,
             lambda row: "这条记录已经结束。" if row.valid_to else ""),
    )  # fmt: skip
    waiting = (Waiting("还没有学位的儿童", {"state": "waiting"}),)

    def perform_save(self, form: Any) -> SchoolPlacement:
        """One place at a time."""
        return self.saved_by(save_placement, self.entered(form))
