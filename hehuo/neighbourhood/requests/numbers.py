"""Numbers of requests: SJ-区划-日期-流水, e.g. SJ-520221-20181105-0003 (domain §3.5)."""

from __future__ import annotations

from datetime import date

from hehuo.neighbourhood.requests.models import ResidentRequest
from hehuo.org.models import Area, Settlement

DIGITS = 4


def prefix_of(division: str, day: date) -> str:
    """What all numbers of a division and day begin with."""
    return f"SJ-{division}-{day:%Y%m%d}-"


def next_number(settlement: Settlement, day: date) -> str:
    """The next free number; settlements of one division share the series, one writer at a time."""
    list(Area.objects.select_for_update().filter(pk=settlement.county_id))
    prefix = prefix_of(settlement.division_code, day)
    taken = ResidentRequest.objects.filter(request_no__startswith=prefix).order_by("-request_no")
    last = taken.values_list("request_no", flat=True).first()
    return f"{prefix}{int(last.rsplit('-', 1)[1]) + 1 if last else 1:0{DIGITS}d}"
