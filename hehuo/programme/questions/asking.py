"""All rules over all settlements: what is new is asked, what was asked before stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from hehuo.org.models import Settlement
from hehuo.org.workdays import WorkCalendar
from hehuo.programme.models import VerificationQuery
from hehuo.programme.questions.hits import Field, Hit
from hehuo.programme.questions.rules import RULES
from hehuo.programme.questions.services import ask_question
from hehuo.records.models import Status

MOST_AT_ONCE = 20
"""Questions a settlement gets from one rule in one night; the rest follow when these are answered: units also have work to do."""


def hits_of(settlements: Sequence[Settlement], on: date | None = None) -> list[tuple[str, Hit]]:
    """Everything that the rules see on a day, by code; nothing is asked."""
    where = Field({place.pk: place for place in settlements}, on or timezone.localdate())
    return [(rule.signal.value, hit) for rule in RULES if rule.find for hit in rule.find(where)]


@transaction.atomic
def ask_new_questions(settlements: Sequence[Settlement], on: date | None = None) -> list[VerificationQuery]:
    """Ask what was not asked before; returns the new questions."""
    today, calendar = on or timezone.localdate(), WorkCalendar()
    places = {place.pk: place for place in settlements}
    rows = VerificationQuery.objects.exclude(status=Status.VOID).filter(settlement__in=places)
    known = set(rows.values_list("rule_code", "settlement_id", "target_model", "target_id", "occasion"))
    open_ones: dict[tuple[str, int], int] = {}
    for code, settlement in rows.filter(state="open").values_list("rule_code", "settlement_id"):
        open_ones[code, settlement] = open_ones.get((code, settlement), 0) + 1
    asked = []
    for code, hit in hits_of(settlements, today):
        heap = (code, hit.settlement_id)
        if (code, *hit.key) in known or open_ones.get(heap, 0) >= MOST_AT_ONCE:
            continue
        known.add((code, *hit.key))
        open_ones[heap] = open_ones.get(heap, 0) + 1
        asked.append(
            ask_question(
                places[hit.settlement_id], code, hit.question, by=None, about=hit.about, occasion=hit.occasion,
                on=today, calendar=calendar,
            )
        )  # fmt: skip
    return asked
