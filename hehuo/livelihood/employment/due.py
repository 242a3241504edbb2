"""What comes round by the calendar in the employment ledgers: confirmations, visits, monthly duty (item 12; domain §3.8)."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from hehuo.livelihood.employment.models import PublicWelfareAssignment, RetentionFollowup
from hehuo.measures.parameters import definitions_at
from hehuo.residents.people.queries import running_at

AHEAD_DAYS = 7
VISIT_DAYS = (7, 30, 90, 180)
LATEST_DAYS = 200
"""A visit that was missed so long ago is not asked for any more."""
ON_DUTY = (
    PublicWelfareAssignment.State.ON_DUTY, PublicWelfareAssignment.State.PAID, PublicWelfareAssignment.State.RENEWED,
)  # fmt: skip


def _gone(today: date) -> Q:
    return Q(person__deceased_on__lte=today) | Q(person__left_on__lte=today)


def spells_to_confirm(today: date) -> Q:
    """Running spells whose confirmation has run out or runs out within a week."""
    days = int(definitions_at([], today)["confirmation_days"])  # type: ignore[arg-type]
    return running_at(today) & Q(confirmed_on__lte=today - timedelta(days - AHEAD_DAYS)) & ~_gone(today)


def spells_of_people_gone(today: date) -> Q:
    """Running spells of people who have died or left: somebody should end them."""
    return running_at(today) & _gone(today)


def followups(today: date) -> Q:
    """Spells from a recommendation with a visit that is due and not recorded."""
    wanted = Q()
    for day in VISIT_DAYS:
        told = RetentionFollowup.objects.live().filter(spell=OuterRef("pk"), day=day)
        wanted |= Q(valid_from__lte=today - timedelta(day)) & ~Q(Exists(told))
    recent = Q(recommendation__isnull=False, valid_from__gte=today - timedelta(LATEST_DAYS))
    return running_at(today) & recent & wanted


def duty_to_record(today: date) -> Q:
    """People on public-welfare posts without attendance and subsidy of the month before."""
    before = (today.replace(day=1) - timedelta(1)).replace(day=1)
    return Q(state__in=ON_DUTY) & (Q(last_duty_month__isnull=True) | Q(last_duty_month__lt=before))
