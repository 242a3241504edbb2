"""Amounts of 以奖代补: the city's table, and a capped pool shared out to the cent by largest remainder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum
from django.utils import timezone

from hehuo.org.models import CreationUnit
from hehuo.programme.models import Campaign, RewardBand, RewardGrant, RewardScheme
from hehuo.programme.states import State


def share_out(pool: int, weights: Sequence[int]) -> list[int]:
    """Split `pool` by `weights` into whole fen that add up to `pool` exactly; ties go to the earlier one."""
    if pool < 0 or any(weight < 0 for weight in weights):
        raise ValueError("金额和权重不能为负。")
    total = sum(weights)
    if not total:
        return [0] * len(weights)
    shares = [pool * weight // total for weight in weights]
    rests = sorted(range(len(weights)), key=lambda i: (-(pool * weights[i] % total), i))
    for index in rests[: pool - sum(shares)]:
        shares[index] += 1
    return shares


def table_amount(scheme: RewardScheme, households: int) -> int:
    """Amount of the table for a size; “以上” includes the number (domain §0.1 no. 4)."""
    band = band_of(scheme, households)
    if band is None:
        return 0
    return band.amount_fen * households if band.per_household else band.amount_fen


def band_of(scheme: RewardScheme, households: int) -> RewardBand | None:
    """The line of the table for a size; None below the first."""
    bands = [band for band in scheme.bands.all() if band.from_households <= households]
    return max(bands, key=lambda b: b.from_households, default=None)


def scheme_in_force(day: date | None = None) -> RewardScheme | None:
    """The newest approved table that holds on a day (default today): not retired, within its validity."""
    on = day or timezone.localdate()
    return (
        RewardScheme.objects.filter(
            Q(retired_on__isnull=True) | Q(retired_on__gt=on),
            Q(valid_from__isnull=True) | Q(valid_from__lte=on),
            Q(valid_to__isnull=True) | Q(valid_to__gte=on),
            approved_at__isnull=False,
        )
        .order_by("-version")
        .first()
    )


@dataclass(frozen=True)
class Line:
    """A unit in the preview of a table."""

    campaign: Campaign
    households: int
    table_fen: int
    amount_fen: int


def left_in(scheme: RewardScheme) -> int | None:
    """What is left of the budget; None without a cap."""
    if scheme.budget_fen is None:
        return None
    spent = scheme.grants.aggregate(spent=Sum("amount_fen"))["spent"] or 0
    return max(0, scheme.budget_fen - spent)


def preview(scheme: RewardScheme) -> list[Line]:
    """Amounts for every confirmed unit without a grant, in order of confirmation; within what is left of the budget."""
    waiting = (
        Campaign.objects.filter(state=State.CONFIRMED, grant__isnull=True)
        .select_related("unit__county", "population")
        .order_by("id")
    )
    campaigns = list(waiting)
    sizes = [campaign.population.households for campaign in campaigns]
    table = [table_amount(scheme, size) for size in sizes]
    left = left_in(scheme)
    return [Line(*row) for row in zip(campaigns, sizes, table, within(left, table), strict=True)]


def within(left: int | None, table: Sequence[int]) -> list[int]:
    """Amounts of the table, shared out exactly when the money that is left is not enough."""
    return share_out(left, table) if left is not None and sum(table) > left else list(table)


@dataclass(frozen=True)
class BandLine:
    """A band of a table in a simulation: units that fall into it and what they get."""

    band: RewardBand | None
    units: int
    households: int
    table_fen: int


@dataclass(frozen=True)
class Simulation:
    """What a table would cost if every given unit were rewarded; `short_fen` is what the budget lacks."""

    lines: list[tuple[CreationUnit, int, int, int]]
    bands: list[BandLine]
    table_fen: int
    amount_fen: int
    left_fen: int | None

    @property
    def short_fen(self) -> int:
        """By how much the table exceeds what is left."""
        return self.table_fen - self.amount_fen


def simulate(scheme: RewardScheme, units: Sequence[tuple[CreationUnit, int]]) -> Simulation:
    """All units with their households under a table, drafted or approved; writes nothing."""
    table = [table_amount(scheme, size) for _unit, size in units]
    left = left_in(scheme)
    amounts = within(left, table)
    found: dict[RewardBand | None, list[int]] = {band: [] for band in scheme.bands.all()}
    for number, (_unit, size) in enumerate(units):
        found.setdefault(band_of(scheme, size), []).append(number)
    bands = [
        BandLine(band, len(ns), sum(units[n][1] for n in ns), sum(table[n] for n in ns))
        for band, ns in found.items()
    ]
    lines = [(*row, table[n], amounts[n]) for n, row in enumerate(units)]
    return Simulation(lines, bands, sum(table), sum(amounts), left)


def grants() -> list[RewardGrant]:
    """All grants, newest first."""
    return list(
        RewardGrant.objects.select_related(
            "campaign__unit__county", "scheme", "approved_by", "cleared_by", "paid_by", "clawback"
        )
    )


def returned_fen(given: Sequence[RewardGrant]) -> int:
    """Fen that came back of these grants."""
    backs = [grant.clawback for grant in given if hasattr(grant, "clawback")]
    return sum(back.decided_fen or 0 for back in backs if back.returned_on)
