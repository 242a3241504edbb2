"""确定结果: the interval is computed and kept; recorded problems are confirmed (domain §3.2)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from hehuo.programme.models import Finding, SpotCheck
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.findings.steps.confirm_findings import confirm_findings
from hehuo.programme.supervision.spot_checks.lifecycle import CHECK
from hehuo.programme.supervision.spot_checks.results import result_of


@transaction.atomic
def finish_check(check: SpotCheck, *, by: Any, reason: str, at: datetime | None = None) -> SpotCheck:
    """Fix the result. Who recorded a problem does not confirm it."""
    act = begin(CHECK, check, "finish", by=by, at=at, reason=reason)
    row = act.subject
    found = Finding.objects.filter(site__check_of=row, state="recorded")
    if found.filter(created_by=by).exists():
        raise PermissionDenied("有的问题由您记录，请由另一位同事确定结果。")
    row.result, row.conclusion = result_of(row), act.reason
    confirmed = confirm_findings(found, by=by, at=act.moment)
    return act.finish(data={"city": row.result["city"], "findings": [f.pk for f in confirmed]})
