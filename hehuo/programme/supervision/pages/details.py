"""What the page of each kind shows beside state, steps and log."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from hehuo.programme.models import (
    Bulletin,
    Finding,
    Inspection,
    ResponsibilityTask,
    SpotCheck,
    VerificationQuery,
)
from hehuo.programme.models.supervision import sees_all
from hehuo.programme.supervision.bulletins.issued import as_issued
from hehuo.programme.supervision.bulletins.lifecycle import NAMED
from hehuo.programme.supervision.findings.papers import papers_about
from hehuo.programme.supervision.findings.stages import in_stages, stages_of
from hehuo.programme.supervision.pages.checks import check_detail
from hehuo.programme.supervision.tasks.progress import progress_of

Context = dict[str, Any]


def task_detail(task: ResponsibilityTask, user: Any) -> Context:
    """Units, deadline, progress as it is read today."""
    return {"progress": progress_of([task], timezone.localdate())[task.pk], "supports": task.supports.all()}


def finding_detail(finding: Finding, user: Any) -> Context:
    """What takes the points, and where the finding comes from."""
    return {
        "bulletins": Bulletin.objects.visible_to(user).filter(findings=finding), "papers": papers_about(finding, user),
        **stages_shown(finding),
        "from_inspection": Inspection.objects.visible_to(user).filter(pk=finding.inspection_id).first(),
        "from_query": VerificationQuery.objects.visible_to(user).filter(pk=finding.query_id).first(),
        "from_check": SpotCheck.objects.visible_to(user).filter(sites__findings=finding).first(),
    }  # fmt: skip


def stages_shown(finding: Finding) -> Context:
    """Stages of a long-term rectification, the one that is next marked."""
    stages = list(stages_of(finding)) if in_stages(finding) else []
    open_ones = [stage.pk for stage in stages if stage.done_on is None]
    for stage in stages:
        stage.is_next = stage.pk in open_ones[:1]  # type: ignore[attr-defined]
    return {"stages": stages, "stages_done": len(stages) - len(open_ones)}


def inspection_detail(inspection: Inspection, user: Any) -> Context:
    """Members and problems. Before the notice a unit sees neither facts nor problems."""
    own = sees_all(user) or inspection.members.filter(user=user).exists()
    found = inspection.findings.select_related("responsible")
    return {
        "members": inspection.members.select_related("user"), "shows_facts": own,
        "findings": found if own else Finding.objects.visible_to(user).filter(inspection=inspection),
    }  # fmt: skip


def bulletin_detail(bulletin: Bulletin, user: Any) -> Context:
    """Units with answers and receipts; listed problems as they went out, beside them how they stand now."""
    units = list(bulletin.units.select_related("unit", "replied_by", "read_by"))
    mine = sees_all(user)
    kept = as_issued(bulletin)
    findings = Finding.objects.visible_to(user).filter(bulletins=bulletin).select_related("settlement")
    words = kept.paragraphs if kept else bulletin.body.split("\n")
    return {
        "units": units if mine else [u for u in units if NAMED(user, bulletin)],
        "kept": kept, "findings": [] if kept else findings, "tasks": [] if kept else bulletin.tasks.select_related("lead"),
        "kept_problems": _now(kept.problems, findings) if kept else [],
        "kept_tasks": _now(kept.tasks, bulletin.tasks.all()) if kept else [],
        "correction": getattr(bulletin, "correction", None), "paragraphs": [line for line in words if line.strip()],
    }  # fmt: skip


def _now(lines: Any, rows: Any) -> list[tuple[Any, Any]]:
    """Lines as issued, each with its record today where the person may open it."""
    known = {row.pk: row for row in rows}
    return [(line, known.get(line.pk)) for line in lines]


DETAILS: dict[str, Callable[[Any, Any], Context]] = {
    "tasks": task_detail,
    "spot-checks": check_detail,
    "inspections": inspection_detail,
    "findings": finding_detail,
    "bulletins": bulletin_detail,
}
