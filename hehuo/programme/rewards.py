"""Amounts of 以奖代补: the city's table, and a capped pool shared out to the cent by largest remainder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Sum

from hehuo.programme.models import Campaign, RewardGrant, RewardScheme
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
    bands = [band for band in scheme.bands.all() if band.from_households <= households]
    if not bands:
        return 0
    band = max(bands, key=lambda b: b.from_households)
    return band.amount_fen * households if band.per_household else band.amount_fen


def scheme_in_force() -> RewardScheme | None:
    """The newest approved table that is not retired."""
    return (
        RewardScheme.objects.filter(approved_at__isnull=False, retired_on__isnull=True)
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
    amounts = share_out(left, table) if left is not None and sum(table) > left else table
    return [Line(*row) for row in zip(campaigns, sizes, table, amounts, strict=True)]


def grants() -> list[RewardGrant]:
    """All grants, newest first."""
    return list(
        RewardGrant.objects.select_related("campaign__unit__county", "scheme", "approved_by", "paid_by")
    )
