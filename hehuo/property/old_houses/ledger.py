"""旧房拆除复垦台账 (item 9)."""

from __future__ import annotations

from typing import Any

from hehuo.kit.asking import SteppedLedger
from hehuo.kit.filled_steps import filled
from hehuo.kit.waiting import Waiting
from hehuo.property.old_houses.imports import OldHouseImporter
from hehuo.property.old_houses.lifecycle import OLD_HOUSE
from hehuo.property.old_houses.models import OldHouse
from hehuo.property.old_houses.services import STEPS, record_old_house


class OldHouseLedger(SteppedLedger):
    """Old houses, from the agreement to the accepted field."""

    model, slug, section, item, help = OldHouse, "old-houses", "资产", "第9项", "old-houses"
    purpose = "登记每户旧房的协议、拆除、核验、复垦和免拆认定，旧房拆除率和复垦率从这里得出。"
    columns = (
        "household", "has_old_house", "state", "exemption", "due_on", "demolished_on", "site_checked_on", "reclaim_kind",
        "reclaim_area_m2", "accepted_on",
    )  # fmt: skip
    filters = (
        "settlement", "household__grid", "state", "has_old_house", "exemption", "due_on", "demolished_on", "site_checked_on",
        "reclaim_kind", "accepted_on", "quota_linked", "household",
    )  # fmt: skip
    fields = {
        "旧房": ("household", "has_old_house", "place", "structure", "area_m2"),
        "协议": ("agreement_no", "signed_on", "due_on"),
        "免拆": ("exemption", "exemption_doc_no", "exemption_certified_on"),
        "拆除": ("demolished_on", "demolished_area_m2", "demolition_mode", "site_checked_on", "checked_by_name"),
        "奖励": ("award_fen", "award_paid_on"),
        "复垦复绿": (
            "reclaim_kind", "reclaim_area_m2", "reclaim_due_on", "reclaim_done_on", "accepted_on", "accept_no", "quota_linked",
        ),
    }  # fmt: skip
    facts = {"办理": ("state", "dispute")}
    search = (
        "household__head_name", "household__head_initials", "household__household_no", "household__phone", "agreement_no",
        "place",
    )  # fmt: skip
    totals = ("reclaim_area_m2",)
    importer = OldHouseImporter
    lifecycle, steps = OLD_HOUSE, STEPS
    asking = (
        filled(
            OLD_HOUSE,
            STEPS,
            "sign",
            "双方签字的协议编号、签订日期和拆除期限。",
            "agreement_no",
            "signed_on",
            "due_on",
        ),
        filled(OLD_HOUSE, STEPS, "exempt", "免拆要有认定文件。", "exemption", "exemption_doc_no"),
        filled(OLD_HOUSE, STEPS, "pay_award", "奖励金额以兑付凭证为准。", "award_fen", "award_paid_on"),
        filled(
            OLD_HOUSE, STEPS, "reclaim", "复垦还是复绿、什么时候前完成。", "reclaim_kind", "reclaim_due_on"
        ),
    )
    waiting = (
        Waiting("待签拆除协议的旧房", {"state": "identified"}),
        Waiting("已签协议、待拆除的旧房", {"state": "agreement_signed"}, due="due_on"),
        Waiting("到期应拆的旧房", {"state": "due"}, due="due_on"),
        Waiting("待现场核验的旧房", {"state": "demolished"}, need="approve"),
        Waiting("已核验、待兑现奖励的旧房", {"state": "site_checked"}),
        Waiting("已兑现奖励、待复垦复绿的旧房", {"state": "award_paid"}),
        Waiting("有争议的旧房", {"state": "disputed"}),
        Waiting("待验收复垦的旧房", {"state": "reclaiming"}, need="approve", due="reclaim_due_on"),
    )

    def perform_save(self, form: Any) -> OldHouse:
        """Dates in order; checked, certified and accepted dates only by a second person with that right."""
        return self.saved_by(record_old_house, self.entered(form))
