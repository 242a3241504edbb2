"""A grid worker's day: whom to visit and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from hehuo.livelihood.models import LabourProfile
from hehuo.records.display import Display
from hehuo.records.models import Status
from hehuo.residents.models import Household, OccupancySpell, Person

CHECK_DAYS, CONFIRM_DAYS = 92, 31
SHOWN = 20


@dataclass
class Visit:
    """A household and the reasons to knock at its door."""

    household: Household
    name: str
    place: str
    url: str
    record_url: str = ""
    reasons: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Round:
    """The list of a grid worker: the first households, and how many there are by reason."""

    visits: list[Visit]
    unchecked: int
    unconfirmed: int


def _unchecked(user: Any):
    """Open occupancy rows whose last check is older than 92 days, or that were never checked."""
    since = timezone.localdate() - timedelta(days=CHECK_DAYS)
    rows = OccupancySpell.objects.visible_to(user).filter(valid_to__isnull=True).exclude(status=Status.VOID)
    rows = rows.filter(household__exited_on__isnull=True)
    return rows.filter(Q(checked_on__isnull=True) | Q(checked_on__lt=since)).order_by("checked_on", "pk")


def _unconfirmed(user: Any):
    """People in the labour ledger without a confirmation in the last 31 days."""
    since = timezone.localdate() - timedelta(days=CONFIRM_DAYS)
    profiles = LabourProfile.objects.exclude(status=Status.VOID).filter(person=OuterRef("pk"))
    people = (
        Person.objects.visible_to(user)
        .exclude(status=Status.VOID)
        .filter(deceased_on__isnull=True, left_on__isnull=True)
    )
    return people.filter(
        Exists(profiles), ~Exists(profiles.filter(confirmed_on__gte=since)), household__isnull=False
    )


def visits_for(user: Any) -> Round:
    """Whom to visit: overdue checks first, then households with labour information to confirm."""
    spells, people = _unchecked(user), _unconfirmed(user)
    unchecked, unconfirmed = spells.count(), people.count()
    found: dict[int, Visit] = {}
    shown = Display(Household, user)
    for spell in spells.select_related("household__dwelling__building")[:SHOWN]:
        visit = found.setdefault(spell.household_id, _visit(spell.household, shown))
        last = f"上次 {spell.checked_on:%Y年%-m月%-d日}" if spell.checked_on else "还没有核查过"
        visit.reasons.append(f"入住核查已超过 {CHECK_DAYS} 天（{last}）")
    for person in people.select_related("household__dwelling__building").order_by("household_id", "pk")[
        :SHOWN
    ]:
        if person.household_id in found or len(found) < SHOWN:
            visit = found.setdefault(person.household_id, _visit(person.household, shown))
            visit.reasons.append(f"{Display(Person, user).object(person)}的劳动力信息本月待核实")
    return Round(list(found.values()), unchecked, unconfirmed)


def _visit(household: Household, shown: Display) -> Visit:
    return Visit(
        household,
        shown.object(household),
        str(household.dwelling or ""),
        _url("households-detail", household.pk),
        f"{reverse('visits-create')}?household={household.pk}&visited_on={timezone.localdate()}",
    )


def _url(name: str, pk: int) -> str:
    try:
        return reverse(name, kwargs={"pk": pk})
    except NoReverseMatch:
        return ""
