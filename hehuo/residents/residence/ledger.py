"""房屋台账, 入住台账, 两头住个案台账 (item 9)."""

from __future__ import annotations

from typing import Any

from hehuo.kit.asking import SteppedLedger
from hehuo.kit.filled_steps import filled
from hehuo.kit.ledger import Child
from hehuo.kit.waiting import Waiting
from hehuo.residents.residence import due, services
from hehuo.residents.residence.imports import DwellingImporter, OccupancyImporter
from hehuo.residents.residence.lifecycle import TWO_ENDS
from hehuo.residents.residence.models import Dwelling, DwellingAllocation, OccupancySpell, TwoEndsCase

HOME_SEARCH = (
    "household__head_name",
    "household__head_initials",
    "household__household_no",
    "household__phone",
)
"""How a household is looked for in ledgers about households."""


class DwellingLedger(SteppedLedger):
    """Flats."""

    model, slug, section, item, help = Dwelling, "dwellings", "居民", "第9项", "dwellings"
    purpose = "登记每一套安置房；一套房同一时间只分给一户。"
    columns = ("building", "unit_no", "room_no", "floor", "area_m2", "state", "keys_on")
    filters = ("settlement", "building__grid", "state", "keys_on", "building")
    fields = {"位置": ("building", "unit_no", "room_no", "floor"), "房屋": ("area_m2", "state", "keys_on")}
    search = ("room_no", "building__number")
    ordering = ("building_id", "unit_no", "room_no", "id")
    children = (
        Child(DwellingAllocation, "dwelling", ("household", "valid_from", "valid_to", "second_dwelling")),
    )
    importer = DwellingImporter

    def perform_save(self, form: Any) -> Dwelling:
        """The state agrees with the allocations."""
        return self.saved_by(services.save_dwelling, self.entered(form))


class OccupancyLedger(SteppedLedger):
    """Dated occupancy of households."""

    model, slug, section, item, help = OccupancySpell, "occupancy", "居民", "第9项", "occupancy"
    purpose = "登记每户的入住情况，92 天内至少核查一次；入住率从这里得出。"
    columns = (
        "household", "household__grid", "dwelling", "state", "valid_from", "valid_to", "checked_on", "check_mode", "reason",
    )  # fmt: skip
    filters = (
        "settlement", "household__grid", "state", "checked_on", "check_mode", "reason", "away_confirmed", "valid_from",
        "household",
    )  # fmt: skip
    fields = {
        "核查": ("household", "state", "valid_from", "checked_on", "check_mode", "away_confirmed"),
        "困难和帮扶": ("reason", "nights_old_house_90d", "help_plan"),
    }
    waiting = (Waiting("7 天内要再核查的入住（92 天有效）", name="check", rows=due.occupancy_to_check),)
    facts = {"起止": ("dwelling", "valid_to")}
    search = HOME_SEARCH
    ordering = ("-valid_from", "-id")
    importer = OccupancyImporter

    def get_queryset(self) -> Any:
        """With the building, which is part of a flat's name."""
        return super().get_queryset().select_related("dwelling__building")

    def groups(self) -> dict[str, list[str]]:
        """A spell stays with its household."""
        found = super().groups()
        if self.action == "update":
            found["核查"] = [name for name in found["核查"] if name != "household"]
        return found

    def perform_save(self, form: Any) -> OccupancySpell:
        """The same state renews the check, another one ends the spell before it."""
        spell = self.entered(form)
        return self.saved_by(services.correct_occupancy if spell.pk else services.enter_occupancy, spell)


class TwoEndsLedger(SteppedLedger):
    """Two-ends cases: a household that needs help to stay, never a penalty."""

    model, slug, section, item, help = TwoEndsCase, "two-ends", "居民", "第9项", "two-ends"
    purpose = "一户一案帮助两头住的家庭住稳，返住满 30 天回访后销号。"
    columns = (
        "household", "household__grid", "state", "found_on", "confirmed_on", "reason", "closed_on", "closing_check_on",
    )  # fmt: skip
    filters = (
        "settlement",
        "household__grid",
        "state",
        "reason",
        "found_on",
        "confirmed_on",
        "closed_on",
        "household",
    )
    fields = {"发现": ("household", "found_on", "reason"), "帮扶": ("plan",)}
    facts = {"办理": ("state", "confirmed_on", "closed_on", "closing_check_on")}
    search = HOME_SEARCH
    lifecycle, steps = TWO_ENDS, services.STEPS
    asking = (
        filled(TWO_ENDS, services.STEPS, "confirm", "两头住是要帮的困难，不是处罚。写明怎么帮。", "plan"),
    )
    waiting = (
        Waiting("待核实的两头住线索", {"state": "suspected"}),
        Waiting("帮扶中的两头住户", {"state": "open"}),
        Waiting("待回访的两头住户", {"state": "closed_pending"}),
    )

    def perform_save(self, form: Any) -> TwoEndsCase:
        """One running case a household."""
        return self.saved_by(services.enter_two_ends_case, self.entered(form))
