"""FD09, FD10 and FD11: what other looks say, what falls after the deadline, and sums that differ from their parts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, Sum

from hehuo.assessment.editions import current_edition
from hehuo.assessment.models import StandardEdition
from hehuo.assessment.scoring import city_scorecards
from hehuo.livelihood.models import AccuracyCheck
from hehuo.org.models import Settlement
from hehuo.programme.questions.hits import Field, Hit
from hehuo.records.models import Status
from hehuo.residents.models import Dwelling, Household, Membership

CHECKS_NEED, RIGHT_PERCENT = 5, 80
"""FD09 speaks when at least so many sampled checks found less than so many percent of the fields right."""
PEOPLE_APART, PERCENT_APART = 5, 1
"""FD11: people differ when by more than so many and by more than so many percent; a few births and late rows are no question."""
ABOVE_MOST, FALLS_BY, DAYS_AFTER = 2, 10, 45
"""FD10, percentage points: at most ABOVE_MOST over the threshold on the deadline, FALLS_BY below it DAYS_AFTER days later."""


def checks_that_differ(where: Field) -> Iterator[Hit]:
    """FD09: sampled calls and visits of the last quarter found another picture than the ledger."""
    rows = where.rows(AccuracyCheck).filter(checked_on__gte=where.since, checked_on__lte=where.today)
    told = rows.order_by().values("settlement_id", "book").annotate(
        n=Count("pk"), checked=Sum("fields_checked"), right=Sum("fields_right")
    )  # fmt: skip
    books = dict(AccuracyCheck.Book.choices)
    for row in sorted(told, key=lambda row: (row["settlement_id"], row["book"])):
        if row["n"] >= CHECKS_NEED and row["right"] * 100 < row["checked"] * RIGHT_PERCENT:
            yield Hit(
                row["settlement_id"],
                f"近三个月抽查“{books[row['book']]}”{row['n']} 次，核查 {row['checked']} 项，一致 {row['right']} 项。"
                "请说明登记与实际不一致的原因和更正办法。",
                None, f"抽查 {row['book']} {where.quarter}",
            )  # fmt: skip


def falls_after_the_deadline(where: Field) -> Iterator[Hit]:
    """FD10: a share just over its threshold at the end of a half-year, and far below it six weeks later."""
    deadline = _last_half_year(where.today - timedelta(days=DAYS_AFTER))
    later = deadline + timedelta(days=DAYS_AFTER)
    if not StandardEdition.objects.exclude(state="draft").exists() or later < where.since:
        return
    edition = current_edition(deadline)
    places: list[Settlement] = list(where.settlements.values())
    then, now = city_scorecards(places, edition, deadline), city_scorecards(places, edition, later)
    thresholds = _thresholds(edition)
    for place in places:
        after = {part.key: part for part in _parts(now[place.pk])}
        for part in _parts(then[place.pk]):
            full, fallen = thresholds.get(part.key), after.get(part.key)
            if full is None or fallen is None or not part.total or not fallen.total:
                continue
            first, second = Decimal(part.met * 100) / part.total, Decimal(fallen.met * 100) / fallen.total
            if full <= first <= full + ABOVE_MOST and second <= full - FALLS_BY:
                yield Hit(
                    place.pk,
                    f"“{part.title or part.key}”在 {deadline} 为 {part.met}/{part.total}，刚好达到 {full}%；{later} 为"
                    f" {fallen.met}/{fallen.total}。请说明变化的原因。",
                    None, f"{part.key} {deadline}",
                )  # fmt: skip


def totals_that_differ(where: Field) -> Iterator[Hit]:
    """FD11: what the settlement states against the sum of its registers, both as they are; plans are not counted here."""
    homes = dict(where.rows(Dwelling).order_by().values_list("settlement_id").annotate(n=Count("pk")))
    moved = where.rows(Household).filter(exited_on__isnull=True).exclude(household_class="local").order_by()
    stated = dict(moved.values_list("settlement_id").annotate(n=Sum("member_count_at_allocation")))
    there_then = Q(valid_from__lte=F("household__allocated_on")) & (
        Q(valid_to__isnull=True) | Q(valid_to__gt=F("household__allocated_on"))
    )
    members = Membership.objects.exclude(status=Status.VOID).filter(
        there_then, household__in=moved.values("pk")
    )
    people = dict(
        members.order_by().values_list("household__settlement_id").annotate(n=Count("person", distinct=True))
    )
    for pk, place in sorted(where.settlements.items()):
        total, found = place.dwellings_built, homes.get(pk, 0)
        if total and found and total != found:
            yield _apart(pk, "安置点基本情况填“套数”", total, "房屋台账", found, "合计 套数")
        total, found = stated.get(pk, 0), people.get(pk, 0)
        if found and abs(total - found) > max(PEOPLE_APART, total * PERCENT_APART // 100):
            yield _apart(
                pk, "各户填的核定搬迁人口合计", total, "分房时在册的家庭成员", found, "合计 核定人口"
            )


def _apart(settlement: int, what: str, total: int, parts: str, found: int, occasion: str) -> Hit:
    return Hit(
        settlement, f"{what} {total}，{parts}为 {found}，相差 {abs(total - found)}。请核对是哪一边需要更正。", None, occasion
    )  # fmt: skip


def _parts(card: Any) -> list[Any]:
    return [part for criterion in card.criteria() for part in criterion.parts]


def _thresholds(edition: StandardEdition) -> dict[str, Decimal]:
    """Full-points threshold in percent, by part, of every proportional rule that leaves room above it."""
    found = {}
    for section in edition.data["sections"]:
        for item in section["items"]:
            for sub in item["sub_criteria"]:
                for part in sub["rule"]["parts"]:
                    if part["kind"] == "ratio_linear" and Decimal(part["full_at"]) < 100:
                        found[part["key"]] = Decimal(part["full_at"])
    return found


def _last_half_year(day: date) -> date:
    """The last 30 June or 31 December that is not after `day`."""
    ends = (date(day.year, 12, 31), date(day.year, 6, 30), date(day.year - 1, 12, 31))
    return next(end for end in ends if end <= day)
