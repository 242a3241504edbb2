"""Chosen steps become tasks: one notice for the role that does it, asked once while it is open."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from hehuo.desk.planner.deeds import Deed
from hehuo.notices.models import Notice
from hehuo.notices.services import notify
from hehuo.org.models import Settlement

LONGEST = 200


@transaction.atomic
def ask_for(deeds: Iterable[Deed], settlement: Settlement, *, by: Any) -> list[Notice]:
    """Ask the owner of every chosen step; a step that is already asked for stays as it was asked."""
    return [
        notify(
            f"{deed.title}：请办成 {deed.cases} {deed.unit}（{settlement.name}）。{deed.remedy}"[:LONGEST],
            by=by,
            to_role=deed.owner,
            settlement=settlement,
            url=deed.url,
            due_on=deed.by,
            key=f"planner:{settlement.pk}:{deed.measure}",
        )
        for deed in deeds
        if deed.cases > 0
    ]
