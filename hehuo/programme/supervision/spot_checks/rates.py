"""How many of the sampled records agree with proof and place: rate, n and 95 % interval (domain §6.7).

Wilson's score interval for a proportion of n checked records: with p = x/n and z = 1.960,
centre (p + z²/2n) / (1 + z²/n), reach z·√(p(1 − p)/n + z²/4n²) / (1 + z²/n). A ledger that was checked as a whole has no
uncertainty. Bounds are cut outward to 0.1 %. Over several sites the drawn records are put together unweighted, so the
rate speaks of the checked sites, not of the city.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Count, Func, IntegerField

from hehuo.programme.models import SpotCheck, SpotFrame, SpotRecord
from hehuo.programme.supervision.spot_checks.estimate import NORMAL_95
from hehuo.programme.supervision.spot_checks.rules import HOUSEHOLDS, ledger_models

TENTH, HUNDRED = Decimal("0.1"), Decimal(100)
METHOD = (
    "相符率为核对过的记录中相符的比例；95% 区间用威尔逊（Wilson）记分法，z = 1.960，向外取到 0.1%；"
    "整本台账全部核对的没有抽样误差。几个抽查点合在一起时不加权，只说明抽到的点。"
)


class _Length(Func):
    """How many entries a JSON list has."""

    function, output_field = "json_array_length", IntegerField()

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, function="jsonb_array_length", **more)


@dataclass(frozen=True)
class Rate:
    """A ledger's agreement: size of the ledger, drawn, checked, and how it was found."""

    ledger: str
    frame: int
    drawn: int
    right: int
    wrong: int
    no_proof: int

    @property
    def checked(self) -> int:
        """n."""
        return self.right + self.wrong + self.no_proof

    @property
    def percent(self) -> Decimal | None:
        """Share of agreeing records, to 0.1 %."""
        if not self.checked:
            return None
        return (HUNDRED * self.right / self.checked).quantize(TENTH, ROUND_HALF_UP)

    @property
    def interval(self) -> tuple[Decimal, Decimal] | None:
        """95 %, in percent."""
        return wilson(self.right, self.checked, whole=self.checked == self.frame)


def wilson(right: int, count: int, *, whole: bool = False) -> tuple[Decimal, Decimal] | None:
    """The interval for `right` of `count`, in percent; None without any."""
    if not count:
        return None
    share = Decimal(right) / count
    if whole:
        return (HUNDRED * share).quantize(TENTH, ROUND_FLOOR), (HUNDRED * share).quantize(
            TENTH, ROUND_CEILING
        )
    z2 = NORMAL_95**2
    below = 1 + z2 / count
    centre = (share + z2 / (2 * count)) / below
    reach = NORMAL_95 * (share * (1 - share) / count + z2 / (4 * count * count)).sqrt() / below
    low = max(Decimal(0), (HUNDRED * (centre - reach)).quantize(TENTH, ROUND_FLOOR))
    high = min(HUNDRED, (HUNDRED * (centre + reach)).quantize(TENTH, ROUND_CEILING))
    return (Decimal("0.0") if right == 0 else low), (Decimal("100.0") if right == count else high)


def rates_of(
    check: SpotCheck, site_ids: Iterable[int] | None = None
) -> tuple[list[Rate], dict[int, list[Rate]]]:
    """Rates of each ledger over all sites, and by site; three queries."""
    words = {label: str(model._meta.verbose_name) for label, model in ledger_models().items()}
    sites = list(check.sites.values_list("pk", flat=True) if site_ids is None else site_ids)
    frames = SpotFrame.objects.filter(site__in=sites).exclude(source=HOUSEHOLDS)
    size = {
        (f["site"], f["source"]): f["size"]
        for f in frames.annotate(size=_Length("ids")).order_by().values("site", "source", "size")
    }
    found: dict[tuple[int, str], dict[str, int]] = {}
    rows = SpotRecord.objects.filter(site__in=sites).order_by().values_list("site", "source", "verdict")
    for site, source, verdict, count in rows.annotate(n=Count("pk")):
        found.setdefault((site, source), {})[verdict] = count
    by_site: dict[int, list[Rate]] = {}
    for (site, source), counts in sorted(found.items()):
        by_site.setdefault(site, []).append(
            _rate(words.get(source, source), size.get((site, source), 0), counts)
        )
    names = sorted({rate.ledger for rates in by_site.values() for rate in rates})
    return [_together(name, by_site) for name in names], by_site


def _rate(name: str, size: int, counts: dict[str, int]) -> Rate:
    kinds = (counts.get(v, 0) for v in ("right", "wrong", "no_proof"))
    return Rate(name, size, sum(counts.values()), *kinds)


def _together(name: str, by_site: dict[int, list[Rate]]) -> Rate:
    rows = [rate for rates in by_site.values() for rate in rates if rate.ledger == name]
    sums = (sum(getattr(r, part) for r in rows) for part in ("frame", "drawn", "right", "wrong", "no_proof"))
    return Rate(name, *sums)
