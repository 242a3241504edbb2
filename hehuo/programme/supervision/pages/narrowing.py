"""What narrows a list of supervision: state, words, unit, county, item. The list, its pages and its workbook ask the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from hehuo.assessment.models import StandardEdition
from hehuo.org.models import Area, OrgUnit
from hehuo.org.scope import path_range
from hehuo.programme.supervision.pages.kinds import Kind

UNIT = {"tasks": "lead", "findings": "responsible"}
"""The unit that answers, by which a list can be narrowed."""
DOES = {"tasks": "牵头", "findings": "负责"}
SEARCHED = {
    "tasks": "title__icontains", "spot-checks": "title__icontains", "inspections": "settlement__name__icontains",
    "findings": "fact__icontains", "bulletins": "title__icontains",
}  # fmt: skip
NO_ITEM = 0
"""Asks for tasks that belong to no item of the edition."""


@dataclass(frozen=True)
class Asked:
    """What was asked for; what is no unit, county or item narrows nothing."""

    kind: Kind
    state: str = ""
    words: str = ""
    unit: OrgUnit | None = None
    county: Area | None = None
    item: int | None = None
    edition: StandardEdition | None = None

    @property
    def answering(self) -> str:
        """Whose tasks or problems of which item are listed, in words; '' for everybody's."""
        who = self.unit or self.county
        does = f"{who.name}{'各单位' if who is self.county else ''}{DOES[self.kind.slug]}" if who else ""
        item = ""
        if self.item is not None:
            item = f"第 {self.item} 项" if self.item else "不对应条目"
        return "、".join(word for word in (does, item) if word)

    @property
    def narrows(self) -> bool:
        """Whether anything but the state was asked."""
        return bool(self.words or self.answering)


def asked_of(request: HttpRequest, kind: Kind) -> Asked:
    """Read the address."""
    said = request.GET
    edition = None
    item = _number(said.get("item", "")) if kind.slug == "tasks" else None
    if item is not None:
        edition = StandardEdition.objects.defer("data").filter(code=said.get("edition", "")).first()
    county = None
    if kind.slug in UNIT and said.get("county"):
        county = Area.objects.filter(kind=Area.Kind.COUNTY, code=said["county"]).first()
    pk = _number(said.get("unit", "")) if kind.slug in UNIT else None
    unit = OrgUnit.objects.filter(pk=pk).first() if pk else None
    return Asked(kind, said.get("state", ""), said.get("q", "").strip(), unit, county, item, edition)


def late_of(kind: Kind) -> Q:
    """What is late today: the deadline, a stage, or the date of the step that is owed."""
    return kind.model.late_on(timezone.localdate())  # type: ignore[attr-defined, no-any-return]


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 10 else None


def narrowed(rows: Any, asked: Asked) -> Any:
    """The rows that were asked for."""
    kind = asked.kind
    unit = UNIT.get(kind.slug, "")
    if asked.state == "over":
        rows = rows.filter(late_of(kind))
    elif asked.state in kind.course.lifecycle.states:
        rows = rows.filter(state=asked.state)
    if asked.words:
        rows = rows.filter(**{SEARCHED[kind.slug]: asked.words})
    if asked.unit:
        rows = rows.filter(**{unit: asked.unit})
    if asked.county:
        rows = rows.filter(path_range(asked.county.path, f"{unit}__area__path"))
    if asked.item is not None:
        rows = rows.filter(_of_item(asked))
    return rows


def _of_item(asked: Asked) -> Q:
    if asked.item == NO_ITEM:
        elsewhere = Q(edition__isnull=True) | Q(item_no__isnull=True)
        return elsewhere | ~Q(edition=asked.edition) if asked.edition else elsewhere
    found = Q(item_no=asked.item)
    return found & Q(edition=asked.edition) if asked.edition else found
