"""A draft from a record: with the addressees, the publicity and the links of its kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from hehuo.org.models import Area
from hehuo.reports.addressees import Place, code_of_place, places_of
from hehuo.reports.kinds import Kind
from hehuo.reports.models import IssuedDocument, State
from hehuo.reports.paper import Paper
from hehuo.reports.workflow import draft

GONE = (State.DROPPED, State.WITHDRAWN)
"""Papers that no longer stand for what they listed."""


def paper_about(findings: Sequence[Any]) -> IssuedDocument | None:
    """A paper that stands and lists one of these problems."""
    rows = IssuedDocument.objects.filter(findings__in=findings).exclude(state__in=GONE)
    return rows.order_by("pk").first()


@transaction.atomic
def draft_of(kind: Kind, subject: Any, paper: Paper, *, area: Area, by: Any) -> tuple[IssuedDocument, bool]:
    """The draft, and whether it is new: problems that stand in a paper already are not written twice."""
    standing = paper_about([subject]) if kind.about else None
    if standing is not None:
        return standing, False
    findings = list(kind.about(subject)) if kind.about else []
    main, copies = kind.sent_to(subject) if kind.sent_to else (_county_of(subject), [])
    made = draft(
        paper, area=area, by=by, subject=subject, recipients=_below(area, main), copies=_below(area, copies),
        is_public=kind.public,
    )  # fmt: skip
    made.findings.set(findings)
    return made, True


def _county_of(subject: Any) -> Sequence[Place]:
    county = getattr(getattr(subject, "unit", None), "county", None)
    return [county] if county else []


def _below(area: Area, places: Sequence[Place]) -> list[Place]:
    """Those that this headquarters writes to."""
    return places_of(area, [code_of_place(place) for place in places])
