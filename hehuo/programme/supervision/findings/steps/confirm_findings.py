"""确认问题: taken together with the inspection or the spot check, by the second person (domain §3.3 “inspector ×2”)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from hehuo.programme.models import Finding
from hehuo.programme.supervision.course import Act
from hehuo.programme.supervision.findings.lifecycle import FINDING


@transaction.atomic
def confirm_findings(findings: Iterable[Finding], *, by: Any, at: datetime | None = None) -> list[Finding]:
    """Confirm recorded problems; the calling step has checked the person."""
    moment, done = at or timezone.now(), []
    for finding in findings:
        row = Finding.objects.select_for_update(of=("self",)).get(pk=finding.pk)
        done.append(Act(FINDING, row, "confirm", by, moment).finish())
    return done
