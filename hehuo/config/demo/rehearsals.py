"""推演 of the demo city: last year's end under a stricter line, kept so that the page has something to open."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

from django.utils import timezone

from hehuo.assessment.editions import current_edition
from hehuo.config.demo.campaigns_walk import clock_at
from hehuo.org.models import User
from hehuo.programme.models import RewardScheme
from hehuo.programme.rehearsal_runs import ask_rehearsal, work_out


def write_rehearsal(today: date) -> int:
    """One rehearsal, worked out on the day; how many rows."""
    edition, scheme = current_edition(), RewardScheme.objects.order_by("version").first()
    asked = {
        "as_of": date(today.year - 1, 12, 31), "as_known": False, "base": edition, "edition": edition,
        "total": Decimal("85.0"), "section_min": None, "base_scheme": scheme, "scheme": scheme,
    }  # fmt: skip
    with clock_at(timezone.make_aware(datetime.combine(today, time(8, 40)))):
        run = ask_rehearsal(asked, by=User.objects.get(username="shi-bangong"), demo=True)
        work_out(run.pk)
    return 1
