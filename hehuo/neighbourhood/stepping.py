"""Steps of the neighbourhood's life cycles: one service for a step with its facts, pages that offer what is legal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.kit.asking import Step, StepForm, SteppedLedger
from hehuo.records.lifecycle import Lifecycle
from hehuo.records.models import LedgerRecord
from hehuo.records.writing import save_record
from hehuo.residents.predicates import demand_second_person


@transaction.atomic
def take_step(
    lifecycle: Lifecycle, record: LedgerRecord, event: str, *, by: Any, reason: str = "", second_person: str = "",
    **facts: Any,
) -> Any:  # fmt: skip
    """Take `event`, set what the step finds out, save once.

    `second_person` names what the author of the record may not do alone. Raises what the life cycle and the model
    raise; then nothing is stored.
    """
    transition = lifecycle.apply(record, event, by=by, reason=reason)
    if second_person:
        demand_second_person(record, by, what=second_person)
    for name, value in facts.items():
        setattr(record, name, value)
    return save_record(record, by=by, action=transition.event[:30], reason=reason)


def not_before(day: date, earlier: date | None, what: str) -> None:
    """Steps happen in their order. Raises `ValidationError`."""
    if earlier is not None and day < earlier:
        raise ValidationError(f"日期不能早于{what}（{earlier:%Y-%m-%d}）。")


def asked(
    lifecycle: Lifecycle, event: str, hint: str, form: type[StepForm], work: Callable[..., Any]
) -> Step:
    """A step of a life cycle that asks for more than a reason."""
    label = next(t.label for t in lifecycle.transitions if t.event == event)
    legal = {source for t in lifecycle.transitions if t.event == event for source in t.sources}

    def why_not(record: Any) -> str:
        state = getattr(record, lifecycle.state_field)
        return "" if state in legal else f"现在是“{lifecycle.states[state]}”，不能办理这一步。"

    return Step(event, label, hint, form, work, why_not)


class CaseLedger(SteppedLedger):
    """A stepped ledger with a life cycle: each legal step is offered once, as a form or as a button."""

    inner: ClassVar[Sequence[str]] = ()
    """Events that only another step takes."""

    def _events_that_ask(self) -> set[str]:
        return {step.event for step in type(self).asking} | set(self.inner)

    def show_detail(self, request: Any, status: int = 200, **context: Any) -> Any:
        """Steps that ask have a form of their own; the life cycle offers the others."""
        if self.lifecycle is not None:
            offers = self.lifecycle.offers(self.object, request.user)
            open_ = {offer.transition.event for offer in offers if offer.allowed}
            known = {t.event for t in self.lifecycle.transitions}
            self.asking = [
                step
                for step in type(self).asking
                if not step.why_not(self.object) and (step.event in open_ or step.event not in known)
            ]
            taken = self._events_that_ask()
            context["offers"] = [offer for offer in offers if offer.transition.event not in taken]
        return super().show_detail(request, status, **context)

    def step(self, request: Any) -> Any:
        """A step that asks is taken on its own page, never without its answers."""
        if self.kwargs["event"] in self._events_that_ask():
            messages.error(request, "这一步不能直接办理，请在页面上方点开相应的事项。")
            return self.back()
        return super().step(request)


class DatedLedger(CaseLedger):
    """A ledger whose records happened on the day of their own date field."""

    happened: ClassVar[str] = ""
    service: ClassVar[Callable[..., Any] | None] = None
    only_new: ClassVar[Sequence[str]] = ()

    def groups(self) -> dict[str, list[str]]:
        """What is fixed once entered (`only_new`) is not offered for change."""
        found = super().groups()
        if self.action == "update":
            return {t: [n for n in names if n not in self.only_new] for t, names in found.items()}
        return found

    def perform_save(self, form: Any) -> Any:
        """By the ledger's service if it has one; the day of the record is the day of the fact."""
        record = self.entered(form)
        record.occurred_on = getattr(record, self.happened)
        return self.saved_by(type(self).service or save_record, record)
