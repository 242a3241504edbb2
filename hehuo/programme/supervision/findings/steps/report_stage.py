"""报告阶段完成: a stage of a long-term rectification is done, with what proves it (domain §3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.evidence.queries import proofs_of
from hehuo.programme.models import Finding
from hehuo.programme.supervision.course import begin
from hehuo.programme.supervision.findings.lifecycle import FINDING
from hehuo.programme.supervision.findings.stages import ask_for_next, due_now, next_stage
from hehuo.programme.supervision.ladder.asking import climbed


@transaction.atomic
def report_stage(
    finding: Finding, *, by: Any, reason: str, evidence: Sequence[int], at: datetime | None = None
) -> Finding:
    """Report the next stage with proofs of the problem; the unit then owes the stage after it. Raises `ValidationError`."""
    act = begin(FINDING, finding, "report_stage", by=by, at=at, reason=reason)
    row, stage = act.subject, next_stage(act.subject)
    shown = proofs_of(row).filter(pk__in=[int(pk) for pk in evidence])
    if not shown:
        raise ValidationError("请选择这一阶段的印证；还没有的，先在问题页的“印证”里上传照片或材料。")
    late = act.day > stage.due_on
    stage.done_on, stage.report, stage.reported_by = act.day, act.reason, by
    stage.evidence = [{"proof": proof.pk, "title": str(proof)} for proof in shown]
    stage.save()
    row.leave_ladder(act.day)
    climbed(row, by=by, on=act.day)
    act.finish(data={"stage": stage.number, "late": late}, due=due_now(row))
    ask_for_next(row, by=by, on=act.day)
    return row
