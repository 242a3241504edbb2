"""Measures that a plan picture can show: their cases lead to a door, and the reader may read every ledger behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.http import Http404

from hehuo.assessment.models import StandardEdition
from hehuo.assessment.standards import rules
from hehuo.measures import registry
from hehuo.org.rights import may_read_rows, sees_unmasked

TO_DOORS = {
    "residents.dwelling": "dwelling", "residents.household": "household", "property.oldhouse": "household_id",
    "residents.person": "person", "livelihood.employmentspell": "person_id", "livelihood.enrolment": "person_id",
}  # fmt: skip
"""Case of a measure → how its door is found. What people said in confidence or without a name is not here."""

DOORS, BLOCKS, OUTLINE = "doors", "blocks", "outline"


@dataclass(frozen=True)
class Offer:
    """A measure in the list of choices."""

    name: str
    code: str
    label: str
    unit: str


def detail_of(user: Any) -> str:
    """How much the reader sees: every door with its number, doors without number or place, or walls only.

    A room number is personal (P2): who reads residents masked must not learn from the picture who lives where.
    """
    if sees_unmasked(user, "C"):
        return DOORS
    return BLOCKS if may_read_rows(user, "C") else OUTLINE


def may_show(user: Any, name: str) -> bool:
    """Whether the reader may open the rows of every ledger that the measure reads, residents among them."""
    labels = registry.models_read(name) | {registry.measure(name).case, "residents.household"}
    return all(may_read_rows(user, getattr(apps.get_model(label), "domain", "A")) for label in labels)


def offers_of(edition: StandardEdition, user: Any) -> list[tuple[str, list[Offer]]]:
    """Items of the edition with the measures that this reader may see at doors, each measure once."""
    found: list[tuple[str, list[Offer]]] = []
    seen: set[str] = set()
    for section in edition.data["sections"]:
        for item in section["items"]:
            offers = []
            for sub in item["sub_criteria"]:
                for name in rules.measures_in(sub):
                    if name in seen or not _leads_to_doors(name) or not may_show(user, name):
                        continue
                    seen.add(name)
                    measure = registry.measure(name)
                    offers.append(Offer(name, sub["code"], measure.label, measure.unit))
            if offers:
                found.append((f"第{item['no']}项 {item['title']}", offers))
    return found


def _leads_to_doors(name: str) -> bool:
    return registry.exists(name) and registry.measure(name).case in TO_DOORS


def chosen(name: str, offers: list[tuple[str, list[Offer]]], user: Any) -> Offer | None:
    """The measure asked for; None without one. What the list does not offer is not found, or refused by right."""
    if not name:
        return None
    for _item, group in offers:
        for offer in group:
            if offer.name == name:
                return offer
    if _leads_to_doors(name) and not may_show(user, name):
        raise PermissionDenied("这项指标所依据的台账不对您的角色开放，请在评分表看合计。")
    raise Http404("这版标准里没有可以画在楼栋图上的这项指标，请从列表里选。")
