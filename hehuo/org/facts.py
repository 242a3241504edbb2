"""Facts that every installation starts with: divisions, the upper area tree, units with their successors."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.db.models import Q

from hehuo.org.models import AdministrativeDivision, Area, OrgUnit

DATA = Path(__file__).parent / "data"
TO_CONFIRM = "须市里确认"


@lru_cache(maxsize=8)
def _read(name: str) -> Any:
    return yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))


def county_facts() -> list[dict[str, str]]:
    """The five launching units: code, names, slug."""
    return list(_read("areas")["counties"])


def printed_city_units() -> list[str]:
    """The 27 city units exactly as printed in the annex."""
    return [unit["name"] for unit in _read("units") if unit.get("printed")]


@transaction.atomic
def load_facts() -> None:
    """Bring facts into the database; running it again changes nothing."""
    _load_divisions()
    city = _load_areas()
    _load_city_units(city)
    _load_county_units()


def _load_divisions() -> None:
    entries = _read("divisions")
    for entry in entries:
        AdministrativeDivision.objects.update_or_create(
            code=entry["code"],
            valid_from=entry["from"],
            defaults={
                "name": entry["name"],
                "level": entry["level"],
                "national": entry.get("national", True),
                "valid_to": entry.get("to"),
                "note": entry.get("note", ""),
            },
        )
    for entry in entries:
        if "successor" in entry:
            after = AdministrativeDivision.objects.get(code=entry["successor"])
            AdministrativeDivision.objects.filter(code=entry["code"], valid_from=entry["from"]).update(
                successor=after
            )


def _load_areas() -> Area:
    facts = _read("areas")
    city = Area.objects.filter(code=facts["city"]["code"]).first()
    if city is None:
        city = Area.add_root(kind=Area.Kind.CITY, name=facts["city"]["name"], code=facts["city"]["code"])
    for county in facts["counties"]:
        if not Area.objects.filter(code=county["code"]).exists():
            city = Area.objects.get(pk=city.pk)
            city.add_child(kind=Area.Kind.COUNTY, name=county["name"], code=county["code"])
    return city


def _load_city_units(city: Area) -> None:
    entries = _read("units")
    for entry in entries:
        note = entry.get("note", "")
        if entry.get("confirm"):
            note = f"{note}；{TO_CONFIRM}" if note else TO_CONFIRM
        OrgUnit.objects.update_or_create(
            code=entry["code"],
            defaults={
                "name": entry["name"], "level": entry.get("level", OrgUnit.Level.CITY), "area": city, "note": note,
                "valid_from": entry.get("from"), "valid_to": entry.get("to"),
            },
        )  # fmt: skip
    for entry in entries:
        if "successor" in entry:
            OrgUnit.objects.filter(code=entry["code"]).update(
                successor=OrgUnit.objects.get(code=entry["successor"])
            )


def _load_county_units() -> None:
    for county in county_facts():
        area = Area.objects.get(code=county["code"])
        base = {"level": OrgUnit.Level.COUNTY, "area": area}
        slug = county["slug"]
        government, _ = OrgUnit.objects.update_or_create(
            code=f"{slug}-government", defaults={**base, "name": county["government"]}
        )
        OrgUnit.objects.update_or_create(code=f"{slug}-hq", defaults={**base, "name": county["hq"]})
        if "government_now" in county:
            now, _ = OrgUnit.objects.update_or_create(
                code=f"{slug}-government-now", defaults={**base, "name": county["government_now"]}
            )
            OrgUnit.objects.filter(pk=government.pk).update(successor=now)


def division_on(code: str, day: date) -> AdministrativeDivision | None:
    """The division that answers for `code` on `day`: itself, or who came after it by then."""
    known = AdministrativeDivision.objects.filter(code=code).order_by("valid_from")
    division = (
        known.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day).first()
        or known.last()
    )
    while division and division.valid_to and division.valid_to <= day and division.successor_id:
        division = division.successor
    return division
