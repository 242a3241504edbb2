"""户台账: who has been relocated, with the steps from the flat to the keys and on."""

from __future__ import annotations

from typing import Any

from hehuo.kit.asking import Step, SteppedLedger
from hehuo.kit.ledger import Child
from hehuo.residents.households import forms, services
from hehuo.residents.households.imports import HouseholdImporter
from hehuo.residents.households.models import Household, HouseholdLineage
from hehuo.residents.people.models import Membership, Person
from hehuo.residents.people.services import change_head
from hehuo.residents.residence.models import DwellingAllocation, Move, OccupancySpell

DATES = ("allocated_on", "keys_on", "moved_in_on")


def _gone(household: Household) -> str:
    return f"这户已于 {household.exited_on} 销户，不能办理。" if household.exited_on else ""


def _before_keys(household: Household) -> str:
    if household.keys_on:
        return f"这户已于 {household.keys_on} 交钥匙。"
    return _gone(household) or ("" if household.dwelling_id else "还没有分房，不能交钥匙。")


def _before_move_in(household: Household) -> str:
    if household.moved_in_on:
        return f"这户已于 {household.moved_in_on} 入住。"
    return _gone(household) or ("" if household.keys_on else "还没有交钥匙，请先办理。")


def _has_flat(household: Household) -> str:
    return _gone(household) or ("" if household.dwelling_id else "这户还没有住房，请办理“分房”。")


def _large_or_none(household: Household) -> str:
    large = household.member_count_at_allocation >= services.LARGE_HOUSEHOLD
    return _gone(household) or ("这户已有住房，请办理“调房”。" if household.dwelling_id and not large else "")


STEPS = (
    Step("allocate", "分房", "选一套还没有分出去的房。一户一套，八人以上的户可以分第二套。", forms.AllocateForm,
         services.allocate_dwelling, _large_or_none),
    Step("keys", "交钥匙", "从交钥匙当天起，这户计入入住率的户数。", forms.DayForm, services.hand_over_keys, _before_keys),
    Step("move-in", "登记入住", "填写实际搬进来的日期。", forms.DayForm, services.record_move_in, _before_move_in),
    Step("change-dwelling", "调房", "原房腾退，新房分给这户，首次分房时间不变。", forms.ChangeDwellingForm,
         services.change_dwelling, _has_flat),
    Step("split", "分户", "分出的成员另立一户，暂住原房；原户和新户的来历都会保留。", forms.SplitForm, services.split_household, _gone),
    Step("merge", "并户", "这户的成员转入另一户，本户随即销户，来历保留。", forms.MergeForm, services.merge_households, _gone),
    Step("head", "变更户主", "户主只是联系人，不影响任何待遇。", forms.HeadForm, change_head, _gone),
    Step("exit", "销户", "全户死亡、迁出或不符合条件时办理；住房腾退，成员关系在同一天结束。", forms.ExitForm,
         services.exit_household, _gone),
)  # fmt: skip


class HouseholdLedger(SteppedLedger):
    """Households, from allocation to exit."""

    model, slug, section, item, help = Household, "households", "居民", "第9项", "households"
    purpose = "登记每一户搬迁家庭，是入住率、就业和各项按户统计的底数。"
    card_title = "head_name"
    columns = (
        "household_no", "head_name", "household_class", "grid", "dwelling", "member_count_at_allocation", "keys_on",
        "moved_in_on",
    )  # fmt: skip
    filters = (
        "settlement",
        "grid",
        "household_class",
        "hukou_moved",
        "exit_reason",
        "keys_on",
        "moved_in_on",
    )
    fields = {
        "户": (
            "household_no",
            "head_name",
            "household_class",
            "member_count_at_allocation",
            "phone",
            "grid",
            "national_no",
        ),
        "迁出地": ("origin_place", "origin_address", "origin_division", "origin_type"),
        "手续": ("planned_move_in_on", "hukou_moved", "property_cert"),
    }
    facts = {
        "分房入住": ("dwelling", *DATES),
        "销户": ("exited_on", "exit_reason"),
        "核对": ("question",),
    }
    search = ("head_name", "head_initials", "household_no", "national_no", "phone")
    totals = ("member_count_at_allocation",)
    children = (
        Child(Person, "household", ("name", "relation", "sex", "birth_date", "labour_class", "deceased_on"), ledger="people"),
        Child(Membership, "household", ("person", "relation", "valid_from", "valid_to", "end_reason")),
        Child(DwellingAllocation, "household", ("dwelling", "valid_from", "valid_to", "second_dwelling")),
        Child(OccupancySpell, "household", ("state", "valid_from", "valid_to", "checked_on", "check_mode"), ledger="occupancy"),
        Child(Move, "household", ("kind", "moved_on", "from_dwelling", "to_dwelling", "reason")),
        Child(HouseholdLineage, "successor", ("kind", "predecessor", "occurred_on")),
        Child(HouseholdLineage, "predecessor", ("kind", "successor", "occurred_on")),
    )  # fmt: skip
    importer = HouseholdImporter
    asking = STEPS

    def get_queryset(self) -> Any:
        """With the building, which is part of a flat's name."""
        return super().get_queryset().select_related("dwelling__building")

    def show_detail(self, request: Any, status: int = 200, **context: Any) -> Any:
        """The page of a household; where it came from only when it came from somewhere."""
        self.children = [  # type: ignore[misc]
            child
            for child in self.children
            if child.model is not HouseholdLineage
            or child.model.objects.live().filter(**{child.link: self.object}).exists()
        ]
        return super().show_detail(request, status=status, **context)

    def groups(self) -> dict[str, list[str]]:
        """A date that a step has written can be put right in the form."""
        found = super().groups()
        written = [name for name in DATES if self.object and getattr(self.object, name)]
        if self.action == "update" and written:
            found["更正日期"] = written
        if self.action in ("detail", "unmask"):
            found["迁出地"] = ["origin_words" if n == "origin_type" else n for n in found["迁出地"]]
        return found

    def perform_save(self, form: Any) -> Household:
        """Numbers and names without blanks; corrected dates reach the rows that hang on them."""
        return self.saved_by(services.save_household, self.entered(form))
