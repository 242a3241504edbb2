"""直接联系群众 (item 3)."""

from __future__ import annotations

from hehuo.kit.casework import DatedLedger
from hehuo.neighbourhood.deputies import services
from hehuo.neighbourhood.deputies.imports import ContactImporter
from hehuo.neighbourhood.deputies.models import DeputyContact


class DeputyContactLedger(DatedLedger):
    """Contacts of delegates, deputies, members and cadres with residents."""

    model, slug, section, item = DeputyContact, "deputy-contacts", "居民自治", "第3项"
    purpose = "登记代表委员和党员干部联系群众的情况；群众反映的问题转成诉求。"
    columns = ("contacted_on", "deputy", "deputy_role", "mode", "household", "result", "request")
    filters = ("settlement", "deputy_role", "mode", "contacted_on")
    fields = {
        "联系": ("deputy", "deputy_role", "contacted_on", "mode", "building", "household"),
        "情况": ("result", "request"),
    }
    search = ("deputy",)
    ordering = ("-contacted_on", "-id")
    importer = ContactImporter
    happened, service = "contacted_on", services.save_contact
