"""Steps of this context: one service for a step with its facts, and pages that offer each legal step once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django import forms
from django.db import transaction
from django.shortcuts import redirect

from hehuo.kit.asking import Step, StepForm, SteppedLedger
from hehuo.kit.forms import RecordForm
from hehuo.records.lifecycle import Lifecycle
from hehuo.records.models import LedgerRecord
from hehuo.records.writing import save_record
from hehuo.residents.predicates import demand_second_person


@transaction.atomic
def take_step(
    lifecycle: Lifecycle, record: LedgerRecord, event: str, *, by: Any, reason: str = "", second_person: str = "", **facts: Any
) -> Any:  # fmt: skip
    """Take `event` and set `facts` on the record, saved once.

    `second_person` names what the author of the record may not do alone. Raises what the life cycle raises.
    """
    transition = lifecycle.apply(record, event, by=by, reason=reason)
    if second_person:
        demand_second_person(record, by, what=second_person)
    for name, value in facts.items():
        setattr(record, name, value)
    return save_record(record, by=by, action=transition.event, reason=reason)


def asked(
    lifecycle: Lifecycle, event: str, hint: str, form: type[StepForm], work: Callable[..., Any]
) -> Step:
    """A step of a life cycle that asks for more than a reason; what the table refuses is said beside the button."""
    steps = [t for t in lifecycle.transitions if t.event == event]

    def why_not(record: Any) -> str:
        state = getattr(record, lifecycle.state_field)
        step = next((t for t in steps if state in t.sources), None)
        return step.guard(record) if step else f"现在是“{lifecycle.states[state]}”，不能办理这一步。"

    return Step(event, steps[0].label, hint, form, work, why_not)


class ClockForm(RecordForm):
    """Times of day have the browser's clock."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.TimeField):
                field.widget.input_type, field.widget.format = "time", "%H:%M"


class SteppingLedger(SteppedLedger):
    """A stepped ledger whose page shows the steps that are legal in the present state, each once.

    `elsewhere` names events that the page of another record takes; `dated` the date on which a row happened.
    """

    elsewhere: ClassVar[Sequence[str]] = ()
    dated: ClassVar[str] = ""
    form_class = ClockForm

    def perform_save(self, form: Any) -> Any:
        """A row happened on its own date."""
        record = self.entered(form)
        if self.dated and getattr(record, self.dated):
            record.occurred_on = getattr(record, self.dated)
        return save_record(record, by=self.request.user)

    def show_detail(self, request: Any, status: int = 200, **context: Any) -> Any:
        """Steps that ask have a form of their own; the life cycle offers the others."""
        hidden = {*self.elsewhere, *(step.event for step in self.asking)}
        if self.lifecycle is not None:
            offers = self.lifecycle.offers(self.object, request.user)
            context["offers"] = [offer for offer in offers if offer.transition.event not in hidden]
        return super().show_detail(request, status, **context)

    def step(self, request: Any) -> Any:
        """A step that asks is taken on its own page."""
        event = self.kwargs["event"]
        if any(step.event == event for step in self.asking):
            return redirect(self.url("ask", pk=self.object.pk, event=event))
        return super().step(request)
