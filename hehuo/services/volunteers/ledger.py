"""公益志愿活动台账 (item 16)."""

from __future__ import annotations

from typing import Any

from hehuo.kit.casework import CaseLedger, asked
from hehuo.kit.ledger import Child
from hehuo.kit.waiting import Waiting
from hehuo.services.volunteers import forms, services
from hehuo.services.volunteers.imports import ActivityImporter
from hehuo.services.volunteers.lifecycle import ACTIVITY
from hehuo.services.volunteers.models import ActivityConfirmation, VolunteerActivity


class VolunteerLedger(CaseLedger):
    """Activities open to old and new neighbours."""

    model, slug, section, item = VolunteerActivity, "volunteer-activities", "内外互融互通", "第16项"
    help = "volunteer-activities"
    purpose = "登记工会、团委、妇联、志愿队等的公益活动，新老居民各来了多少人。不记名单，不排名次。"
    columns = ("held_on", "title", "organiser", "kind", "state", "relocated_count", "local_count", "volunteers", "hours")  # fmt: skip
    filters = ("settlement", "state", "organiser", "held_on", "open_to_all")
    fields = ("title", "organiser", "kind", "held_on", "place", "open_to_all")
    facts = {"举办": ("state", "relocated_count", "local_count", "volunteers", "hours", "feedback")}
    search = ("title", "kind", "place")
    totals = ("relocated_count", "local_count", "volunteers")
    ordering = ("-held_on", "-id")
    children = (Child(ActivityConfirmation, "activity", ("asked_on", "asked", "confirmed")),)
    importer = ActivityImporter
    lifecycle, steps = ACTIVITY, services.STEPS
    asking = (
        asked(ACTIVITY, "hold", "办完以后登记人数，只记数不记名。", forms.HoldForm, services.hold),
        asked(ACTIVITY, "confirm", "由登记人以外的同事随机问几位参加的群众，只记人数。", forms.ConfirmForm, services.confirm),
    )  # fmt: skip
    waiting = (
        Waiting("待登记举办情况的公益活动", {"state": "planned"}, due="held_on"),
        Waiting("已举办、待参加群众确认的公益活动", {"state": "held"}),
    )

    def perform_save(self, form: Any) -> VolunteerActivity:
        """A plan happens on its day."""
        return self.saved_by(services.save_activity, self.entered(form))
