"""记录问题 on the fact sheet (domain §3.3)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from hehuo.programme.models import Finding, Inspection
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.findings.steps.record_finding import Facts, record_finding
from hehuo.programme.supervision.inspections.lifecycle import INSPECTION


@transaction.atomic
def add_finding(inspection: Inspection, facts: Facts, *, by: Any, at: datetime | None = None) -> Finding:
    """Record a problem with the points that it takes."""
    act = begin(INSPECTION, inspection, "add_finding", by=by, at=at)
    row = act.subject
    finding = record_finding(
        row.settlement, row.edition, facts, by=by, kind=row.kind, inspection=row, at=act.moment, demo=row.demo
    )
    act.finish(data={"finding": finding.pk, "criterion": finding.criterion})
    return finding
