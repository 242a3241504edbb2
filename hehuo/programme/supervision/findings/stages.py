"""长期整改的阶段: what a plan must say, which stage is next, and the date that the unit owes now (domain §3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from hehuo.org.workdays import Due
from hehuo.programme.models import Finding, FindingStage
from hehuo.programme.supervision.addresses import address_of
from hehuo.programme.supervision.people import ask_unit, unit_has_done
from hehuo.records.personal_data import kinds_in

LEAST, MOST = 2, 4
"""Stages of a plan."""
Planned = Sequence[tuple[str, date]]
LONG = Finding.Urgency.LONG


def in_stages(finding: Finding) -> bool:
    """Whether it is put right in stages."""
    return finding.urgency == LONG


def stages_of(finding: Finding) -> QuerySet[FindingStage]:
    """Stages in force, in order."""
    return finding.stages.filter(replaced_on__isnull=True).select_related("reported_by").order_by("number")


def next_stage(finding: Finding) -> FindingStage | None:
    """The first stage that is not done."""
    return stages_of(finding).filter(done_on__isnull=True).first()


def may_report_stage(finding: Finding) -> str:
    """There is a stage to report."""
    return "" if next_stage(finding) else "各阶段都已完成，请报告完成。"


def stages_are_done(finding: Finding) -> str:
    """The whole is reported after its stages."""
    stage = next_stage(finding) if in_stages(finding) else None
    return f"请先报告第 {stage.number} 阶段完成。" if stage else ""


def due_now(finding: Finding) -> Due:
    """The date of the next stage, else the deadline."""
    stage = next_stage(finding) if in_stages(finding) else None
    return Due(min(stage.due_on, finding.due_on) if stage else finding.due_on)


def plan_stages(finding: Finding, stages: Planned, until: date, day: date) -> None:
    """Write the stages of a new plan; what an earlier plan left undone is replaced. Raises `ValidationError`."""
    if not in_stages(finding):
        if stages:
            raise ValidationError("只有长期整改才分阶段，请去掉阶段目标。")
        return
    done = list(stages_of(finding).filter(done_on__isnull=False))
    _check(stages, until, day, least=1 if done else LEAST)
    finding.stages.filter(replaced_on__isnull=True, done_on__isnull=True).update(replaced_on=day)
    first = done[-1].number + 1 if done else 1
    FindingStage.objects.bulk_create(
        FindingStage(finding=finding, number=number, goal=goal.strip(), due_on=due)
        for number, (goal, due) in enumerate(stages, first)
    )


def _check(stages: Planned, until: date, day: date, least: int) -> None:
    if not least <= len(stages) <= MOST:
        raise ValidationError(f"长期整改要分 {least} 到 {MOST} 个阶段，每个阶段写明目标和时限。")
    before = day
    for number, (goal, due) in enumerate(stages, 1):
        if not goal.strip():
            raise ValidationError(f"请填写阶段 {number} 的目标。")
        if found := kinds_in(goal):
            raise ValidationError(f"阶段 {number} 的目标里有{'、'.join(found)}，请删去后再保存。")
        if due <= before:
            raise ValidationError(
                f"阶段 {number} 的时限应晚于{'今天' if number == 1 else '上一阶段'}，请改晚一些。"
            )
        before = due
    if before > until:
        raise ValidationError(
            f"最后一个阶段的时限晚于计划完成日期（{until}），请改早一些，或改计划完成日期。"
        )


def move_stages(finding: Finding, days: int) -> None:
    """An extension moves what is not done yet by as many days."""
    for stage in stages_of(finding).filter(done_on__isnull=True):
        stage.due_on = date.fromordinal(stage.due_on.toordinal() + days)
        stage.save(update_fields=["due_on"])


def ask_for_next(finding: Finding, *, by: Any, on: date) -> int:
    """What the unit was asked is done; it is asked for the next stage, or to report the whole."""
    unit_has_done([finding.responsible_id], finding, by=by, on=on)
    stage = next_stage(finding)
    text = (
        f"请完成第 {stage.number} 阶段整改：{stage.goal}"
        if stage
        else f"各阶段都已完成，请报告完成：{finding.fact}"
    )
    return ask_unit(
        finding.responsible, text[:190], finding, by=by, url=address_of(finding), due=due_now(finding).day
    )
