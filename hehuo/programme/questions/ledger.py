"""核实问题单: the questions to a unit, its answers, and what a person concluded."""

from __future__ import annotations

from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.urls import reverse

from hehuo.kit.asking import SteppedLedger
from hehuo.kit.forms import RecordForm
from hehuo.kit.waiting import Waiting
from hehuo.org.workdays import add_working_days
from hehuo.programme.models import Finding, QuestionState, VerificationQuery
from hehuo.programme.models.questions import name_targets
from hehuo.programme.questions.lifecycle import QUESTION, answers_questions, asks_questions
from hehuo.programme.questions.registering import REGISTER, registers
from hehuo.programme.questions.rules import RULES
from hehuo.programme.questions.services import DAYS_TO_ANSWER, STEPS, ask_question
from hehuo.programme.supervision.addresses import address_of
from hehuo.records.writing import save_record


class QuestionForm(RecordForm):
    """Asked by hand: what the question is about comes with the link from the record."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("target_model", "target_id"):
            self.fields[name].widget = forms.HiddenInput()
        self.fields["target_id"].required = False
        self.fields["question"].widget.attrs["placeholder"] = "请写明哪条记录、哪里需要说明"

    def clean_target_id(self) -> int:
        """0: the question is about the unit."""
        return self.cleaned_data.get("target_id") or 0


class QuestionLedger(SteppedLedger):
    """Questions; asked by rules and by county and city staff, answered by the unit."""

    model, slug, section, item, help = VerificationQuery, "questions", "监督", "", "questions"
    purpose = "只提问题，不先下结论：单位说明情况，由人判断。问题对事不对人，不问居民。"
    columns = ("rule_code", ("target", "所问记录"), "question", "state", "due_on", "answered_on")
    filters = ("settlement", "state", "rule_code", "due_on")
    fields = {"问题": ("rule_code", "question", "target_model", "target_id")}
    facts = {
        "办理": (
            "due_on",
            "state",
            "answer",
            "answered_on",
            "answered_by",
            "conclusion",
            "concluded_on",
            "concluded_by",
        )
    }
    search = ("question", "answer")
    ordering = ("state", "due_on", "id")
    form_class = QuestionForm
    lifecycle, steps = QUESTION, STEPS
    asking = (REGISTER,)
    waiting = (
        Waiting("待答复的核实问题", {"state": "open"}, need="answer", due="due_on"),
        Waiting("待下结论的核实问题", {"state": "answered"}),
    )

    rules = RULES

    @classmethod
    def allowed(cls, need: str) -> Any:
        """County and city supervisors ask, the unit answers; nobody “verifies” or “returns” a question."""
        own = {"write": asks_questions, "answer": answers_questions, "approve": lambda user: False}
        return own.get(need) or super().allowed(need)

    def may(self) -> dict[str, bool]:
        """A question ends with a conclusion; who asked by mistake may take it back until it is answered."""
        return super().may() | {"void": self.object is not None and self._own_and_open()}

    def _own_and_open(self) -> bool:
        return self.object.state == QuestionState.OPEN and self.object.created_by_id == self.request.user.pk

    def void(self, request: Any) -> Any:
        """Only an open question, by who asked it."""
        if not self._own_and_open():
            raise PermissionDenied("问题单由结论办结，不作废；问错了的，由提问人在单位答复以前作废。")
        return super().void(request)

    def refusal(self, step: Any) -> str:
        """Registering is for the city's office and its inspectors."""
        return super().refusal(step) or (
            "" if registers(self.request.user) else "由市指挥部办公室或市级督查人员登记。"
        )

    def after_step(self, shown: Any) -> Any:
        """To the problem that the question has become."""
        return redirect(address_of(shown)) if isinstance(shown, Finding) else super().after_step(shown)

    def groups(self) -> dict[str, list[str]]:
        """On the page of a question the record is shown as a link instead of its keys."""
        found = super().groups()
        if self.action in ("detail", "unmask"):
            found["问题"] = [name for name in found["问题"] if not name.startswith("target_")]
        return found

    def before_showing(self, rows: list[Any]) -> None:
        """What a page of questions is about, one query for each ledger."""
        name_targets(rows)

    def show_detail(self, request: Any, status: int = 200, **context: Any) -> Any:
        """With the rule in words, and the record that is asked about."""
        rule = next((rule for rule in RULES if rule.signal == self.object.rule_code), None)
        found = Finding.objects.visible_to(request.user).filter(query=self.object)
        return super().show_detail(
            request, status=status, rule=rule, target_url=self.target_url(), registered=found, **context
        )

    def target_url(self) -> str:
        """The page of the record, where there is a ledger page for it and the user may read it."""
        if not self.object.target_model:
            return ""
        model: Any = apps.get_model(self.object.target_model)
        if not model.objects.visible_to(self.request.user).filter(pk=self.object.target_id).exists():
            return ""
        return reverse("record", args=[self.object.target_model, self.object.target_id])

    def perform_save(self, form: Any) -> VerificationQuery:
        """A new question gets its deadline and goes to the unit; an edited one keeps both."""
        record = self.entered(form)
        if record.pk:
            if record.state != "open":
                raise ValidationError("单位已经答复，不能再改问题；请另提一个问题。")
            return save_record(record, by=self.request.user)
        record.due_on = add_working_days(record.occurred_on, DAYS_TO_ANSWER).day
        record.clean()
        model = record.target_model
        about = _record(model, record.target_id) if model else None
        return ask_question(
            record.settlement, record.rule_code, record.question, by=self.request.user, about=about,
            occasion="" if about else f"人工 {VerificationQuery.objects.count() + 1}",
        )  # fmt: skip


def _record(label: str, pk: int) -> Any:
    model: Any = apps.get_model(label)
    return model.objects.get(pk=pk)
