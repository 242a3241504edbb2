"""What may be shown of an honour roll. Nothing else of an election leaves this room."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from hehuo.culture.honours.models import HonourRollEntry

WHERE = {"board": "on_board", "site": "on_site", "media": "in_media"}
HANGING = (("board", "社区展板"), ("site", "社区网站"), ("media", "媒体"))


def entries_shown(settlement: Any, on: date, where: str = "board") -> QuerySet[HonourRollEntry]:
    """Entries that may be seen on a day in one place; a withdrawn one is gone at once.

    `where` is ``board``, ``site`` or ``media``. Show `display_name` and the honour only.
    """
    rows = HonourRollEntry.objects.live().filter(
        settlement=settlement, state=HonourRollEntry.State.SHOWN, shown_from__lte=on, shown_to__gte=on, **{WHERE[where]: True}
    )  # fmt: skip
    return rows.select_related("nomination__election", "photo").order_by(
        "nomination__election__honour", "display_name"
    )
