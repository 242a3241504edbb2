"""What the oracle and the scorecard do not agree about."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from hehuo.assessment.models import StandardEdition
from hehuo.assessment.scoring import city_scorecards
from hehuo.org.models import Settlement
from tests.oracle.books import read_all
from tests.oracle.judge import RULES, judge

EDITION = "LPS-2018"


def disagreements(folder: Path, day: date) -> tuple[int, list[str]]:
    """How many criteria were compared, and each difference in words; points that people judge are left out."""
    places = list(Settlement.objects.order_by("code"))
    cards = city_scorecards(places, StandardEdition.objects.get(code=EDITION), day)
    wanted = judge(read_all(folder), day, [place.code for place in places])
    compared, different = 0, []
    for place in places:
        for one in cards[place.pk].criteria():
            if one.code in RULES:
                compared += 1
                counted = sum((p.points for p in one.parts if p.kind != "judged"), Decimal(0))
                found = (f"{counted:.2f}", one.met, one.total)
                if found != wanted[place.code][one.code]:
                    different.append(
                        f"{place.code} {one.code}: scorecard {found}, oracle {wanted[place.code][one.code]}"
                    )
    return compared, different
