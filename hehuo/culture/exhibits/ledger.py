"""乡愁馆藏品 (item 7)."""

from __future__ import annotations

from hehuo.culture.exhibits import services
from hehuo.culture.exhibits.imports import ExhibitImporter
from hehuo.culture.exhibits.models import HomesicknessExhibit
from hehuo.kit.asking import Step, StepForm
from hehuo.kit.casework import DatedLedger


class ExhibitLedger(DatedLedger):
    """Pieces in the hall of memories."""

    model, slug, section, item, help = HomesicknessExhibit, "exhibits", "教育和文化", "第7项", "exhibits"
    purpose = "登记乡愁馆里的老物件：谁捐的、有什么故事；姓名和故事只在本人书面同意后展示。"
    columns = (
        "name",
        "kind",
        "way",
        "venue",
        "home_place",
        "received_on",
        "shows_donor",
        "shows_story",
        "left_on",
    )
    filters = ("settlement", "kind", "way", "shows_donor", "shows_story", "received_on", "venue")
    fields = {
        "藏品": ("venue", "name", "kind", "home_place", "story"),
        "来源": ("way", "donor", "received_on"),
        "同意": ("consent_no", "consented_on", "shows_donor", "shows_story"),
    }
    facts = {"展示": ("label", "withdrawn_on", "left_on")}
    search = ("name", "home_place")
    ordering = ("-received_on", "-id")
    importer = ExhibitImporter
    asking = (
        Step("withdraw", "登记撤回同意", "捐赠人随时可以撤回，姓名和故事马上不再展示，旧的展签请当天换下。", StepForm, services.withdraw_consent, services.cannot_withdraw),
        Step("give_back", "登记归还（撤展）", "借展的还给出借人，或不再展出。", StepForm, services.give_back, services.cannot_give_back),
    )  # fmt: skip
    happened, service = "received_on", services.save_exhibit
