"""Forms of the unit that puts a problem right: its plan, in stages where it takes long, and each stage when it is done."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from hehuo.evidence.queries import proofs_of
from hehuo.programme.forms import day_field
from hehuo.programme.supervision.findings.stages import LEAST, MOST, in_stages, stages_of
from hehuo.programme.supervision.pages.forms import ActForm, ReasonForm, text_area


class PlanForm(ActForm):
    """The plan of rectification."""

    person = forms.CharField(label="责任人", max_length=50)
    measures = text_area("整改措施")
    until = day_field("计划完成日期")

    def prepare(self) -> None:
        """A goal and a date for each stage of a long-term one; what an earlier plan said stands there to be changed."""
        self.numbers = range(1, MOST + 1) if in_stages(self.subject) else range(0)
        old = list(stages_of(self.subject).filter(done_on__isnull=True)) if self.numbers else []
        for number in self.numbers:
            must = number <= LEAST and not self.subject.reopened_times
            note = "" if must else "没有这一阶段的，空着。"
            stage = old[number - 1] if number <= len(old) else None
            self.fields[f"goal_{number}"] = forms.CharField(
                label=f"阶段 {number} 目标",
                max_length=200,
                required=must,
                help_text=note,
                initial=stage and stage.goal,
            )
            self.fields[f"due_{number}"] = day_field(
                f"阶段 {number} 时限", required=must, initial=stage and stage.due_on
            )
        self.order_fields([name for name in self.fields if name != "reason"])

    def clean(self) -> dict[str, Any]:
        """Stages as (goal, date); half a stage is refused by name."""
        data: dict[str, Any] = super().clean() or {}
        stages: list[tuple[str, date]] = []
        for number in self.numbers:
            goal, due = data.get(f"goal_{number}", ""), data.get(f"due_{number}")
            if goal and due:
                stages.append((goal, due))
            elif goal and f"due_{number}" not in self.errors:
                self.add_error(f"due_{number}", f"请填写阶段 {number} 的时限。")
            elif due and f"goal_{number}" not in self.errors:
                self.add_error(f"goal_{number}", f"请填写阶段 {number} 的目标。")
        data["stages"] = stages
        return data


class StageForm(ReasonForm):
    """A stage that is done, with what proves it."""

    evidence = forms.TypedMultipleChoiceField(
        label="这一阶段的印证", coerce=int, widget=forms.CheckboxSelectMultiple,
        help_text="没有可选的，请先回到问题页，在“印证”里上传照片或材料。",
        error_messages={"required": "请选择这一阶段的印证；还没有的，先在问题页的“印证”里上传。"},
    )  # fmt: skip
    reason = text_area("完成情况")

    def prepare(self) -> None:
        """Proofs that stand beside the problem."""
        self.fields["evidence"].choices = [(proof.pk, str(proof)) for proof in proofs_of(self.subject)]  # type: ignore[attr-defined]
