"""What the oracle and the scorecard do not agree about."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from hehuo.assessment.models import StandardEdition
from hehuo.assessment.scoring import city_scorecards
from hehuo.org.models import Settlement
from tests.oracle.books import read_all
from tests.oracle.judge import EDITIONS, judge


def disagreements(folder: Path, day: date, edition: str = "LPS-2018") -> tuple[int, list[str]]:
    """How many criteria were compared, and each difference in words; points that open problems take are left out."""
    places = list(Settlement.objects.order_by("code"))
    cards = city_scorecards(places, StandardEdition.objects.get(code=edition), day)
    wanted = judge(read_all(folder), day, [place.code for place in places], edition)
    compared, different = 0, []
    for place in places:
        for one in cards[place.pk].criteria():
            if one.code in EDITIONS[edition]:
                compared += 1
                counted = sum((p.points for p in one.parts), Decimal(0))
                found = (f"{counted:.2f}", one.met, one.total)
                if found != wanted[place.code][one.code]:
                    different.append(
                        f"{place.code} {one.code}: scorecard {found}, oracle {wanted[place.code][one.code]}"
                    )
    return compared, different
