"""Sums over sources, projects and spending that add up: by source, by item and by settlement, to the fen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Sum

from hehuo.evidence.models import Proof
from hehuo.org.models import Settlement
from hehuo.programme.models import FundProject, FundSource, FundSpending
from hehuo.records.models import Status


@dataclass
class Money:
    """Received, budgeted, spent; what is left of either."""

    received: int = 0
    budget: int = 0
    spent: int = 0

    @property
    def balance(self) -> int:
        """Fen received and not spent."""
        return self.received - self.spent

    @property
    def short(self) -> int:
        """Fen by which budgets exceed what has been received."""
        return max(0, self.budget - self.received)


@dataclass
class Overview:
    """The money of some settlements, three ways; every way has the same totals."""

    places: dict[Settlement, Money] = field(default_factory=dict)
    kinds: dict[str, Money] = field(default_factory=dict)
    items: dict[int, dict[int, Money]] = field(default_factory=dict)
    without_voucher: int = 0

    @property
    def total(self) -> Money:
        """Everything."""
        return added(self.places.values())

    def item_total(self, no: int) -> Money:
        """One item over all settlements."""
        return added(self.items.get(no, {}).values())


def added(rows: Iterable[Money]) -> Money:
    """The sum of some money."""
    found = Money()
    for row in rows:
        found.received += row.received
        found.budget += row.budget
        found.spent += row.spent
    return found


def overview_of(settlements: Sequence[Settlement], year: int | None = None) -> Overview:
    """Sources, budgets and spending of live rows; a year means received, begun and paid in that year. Five queries."""
    by_pk = {place.pk: place for place in settlements}
    found = Overview(
        {place: Money() for place in settlements}, {kind: Money() for kind in FundSource.Kind.values}
    )
    for place, kind, n in _sums(FundSource, by_pk, "received_on", year, "kind"):
        found.places[by_pk[place]].received += n
        found.kinds[kind].received += n
    for place, item, n in _sums(FundProject, by_pk, "starts_on", year, "item_no", "budget_fen"):
        found.places[by_pk[place]].budget += n
        found.items.setdefault(item, {}).setdefault(place, Money()).budget += n
    for place, item, n in _sums(FundSpending, by_pk, "paid_on", year, "project__item_no"):
        found.places[by_pk[place]].spent += n
        found.items.setdefault(item, {}).setdefault(place, Money()).spent += n
    for _place, kind, n in _sums(FundSpending, by_pk, "paid_on", year, "fund__kind"):
        found.kinds[kind].spent += n
    found.items = dict(sorted(found.items.items()))
    found.without_voucher = without_voucher(by_pk, year).count()
    return found


def without_voucher(settlement_ids: Iterable[int], year: int | None = None) -> QuerySet[FundSpending]:
    """Payments to which no file is attached yet; a file that was rejected is none."""
    proofs = Proof.objects.filter(
        record_model=FundSpending._meta.label_lower, record_id=OuterRef("pk"), file__isnull=False, counts=True
    ).exclude(status=Status.VOID)
    return _live(FundSpending, settlement_ids, "paid_on", year).filter(~Exists(proofs))


def overspent(spending_ids: Iterable[int]) -> list[str]:
    """What is wrong with payments that were written in one go: budgets and sources exceeded, money spent before it came."""
    rows = FundSpending.objects.filter(pk__in=list(spending_ids)).exclude(status=Status.VOID)
    found = [
        f"凭证 {row.voucher_no}：支付日期早于资金到账日期"
        for row in rows.filter(paid_on__lt=F("fund__received_on"))
    ]
    for link, whole, words in (
        ("project", "budget_fen", "超出项目预算"),
        ("fund", "amount_fen", "超出资金余额"),
    ):
        touched = rows.values_list(f"{link}_id")
        sums = (
            FundSpending.objects.filter(**{f"{link}__in": touched})
            .exclude(status=Status.VOID)
            .order_by()
            .values_list(f"{link}_id", f"{link}__{whole}")
            .annotate(n=Sum("amount_fen"))
        )
        over = {pk: n - limit for pk, limit, n in sums if n > limit}
        model = FundProject if link == "project" else FundSource
        found += [
            f"{record}：{words} {over[record.pk] / 100:,.2f} 元"
            for record in model.objects.filter(pk__in=over)
        ]
    return found


def _live(model: Any, settlement_ids: Iterable[int], day: str, year: int | None) -> QuerySet[Any]:
    rows = model.objects.filter(settlement__in=list(settlement_ids)).exclude(status=Status.VOID).order_by()
    return rows.filter(**{f"{day}__year": year}) if year else rows


def _sums(
    model: Any, settlement_ids: Iterable[int], day: str, year: int | None, by: str, amount: str = "amount_fen"
) -> Iterable[tuple[int, Any, int]]:
    rows = _live(model, settlement_ids, day, year)
    return rows.values_list("settlement_id", by).annotate(n=Sum(amount))


def years_of(settlement_ids: Iterable[int]) -> list[int]:
    """Years in which money came or went, newest first."""
    ids = list(settlement_ids)
    found = {day.year for day in FundSource.objects.filter(settlement__in=ids).dates("received_on", "year")}
    found |= {day.year for day in FundSpending.objects.filter(settlement__in=ids).dates("paid_on", "year")}
    return sorted(found, reverse=True)
