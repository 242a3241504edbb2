"""商业网点台账 (item 16)."""

from __future__ import annotations

from typing import Any

from hehuo.kit.ledger import Child, LedgerView
from hehuo.records.writing import save_record
from hehuo.services.shops.imports import ShopImporter
from hehuo.services.shops.models import BusinessEntity
from hehuo.services.startups.models import StartupApplication


class ShopLedger(LedgerView):
    """Shops near home."""

    model, slug, section, item, help = BusinessEntity, "shops", "内外互融互通", "第16项", "shops"
    purpose = "登记超市、便利店、菜店、电商和快递点，走路多久能到，能不能买到菜。"
    columns = (
        "name",
        "kind",
        "place",
        "walk_minutes",
        "sells_food",
        "operator_group",
        "opened_on",
        "closed_on",
    )
    filters = ("settlement", "kind", "sells_food", "operator_group", "opened_on", "closed_on")
    fields = {
        "网点": ("name", "kind", "uscc", "place", "opened_on", "closed_on"),
        "就近": ("walk_minutes", "sells_food"),
        "经营者和政策": ("operator_group", "used_fund", "used_subsidy", "used_loan", "used_rent"),
    }
    search = ("name", "name_initials", "uscc")
    children = (
        Child(StartupApplication, "business", ("policy", "applied_on", "state", "outcome"), ledger="startup-applications"),
    )  # fmt: skip
    importer = ShopImporter

    def perform_save(self, form: Any) -> BusinessEntity:
        """A shop happened when it was opened."""
        shop = self.entered(form)
        shop.occurred_on = shop.opened_on
        return save_record(shop, by=self.request.user)
