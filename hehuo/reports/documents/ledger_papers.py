"""What papers from ledger records share: rows that the person may open with full detail, newest first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q

from hehuo.org.rights import sees_unmasked
from hehuo.records.models import LedgerRecord, Status

MOST = 200


def chooser(
    model: type[LedgerRecord], wanted: Q, *related: str, full: bool = True
) -> tuple[Callable[[Any], list[Any]], Callable[[Any, int], Any]]:
    """`choices` and `find` of a kind made from a ledger; `full` papers need unmasked rights in the ledger's domain."""

    def rows(user: Any) -> Any:
        if full and not sees_unmasked(user, model.domain):
            return model.objects.none()
        return (
            model.objects.visible_to(user)
            .exclude(status=Status.VOID)
            .filter(wanted)
            .select_related("settlement", *related)
        )

    def choices(user: Any) -> list[Any]:
        return list(rows(user).order_by("-pk")[:MOST])

    def find(user: Any, pk: int) -> Any:
        return rows(user).filter(pk=pk).first()

    return choices, find
