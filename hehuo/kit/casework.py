"""Ledgers whose records are worked through step by step: each legal step stands on the page once, as a form or as a button."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.shortcuts import redirect

from hehuo.kit.asking import Step, StepForm, SteppedLedger
from hehuo.records.lifecycle import Lifecycle, Offer
from hehuo.records.writing import save_record


def asked(
    lifecycle: Lifecycle, event: str, hint: str, form: type[StepForm], work: Callable[..., Any]
) -> Step:
    """A step of a life cycle that asks for more than a reason; the table's own words are its label."""
    label = next(t.label for t in lifecycle.transitions if t.event == event)
    return Step(event, label, hint, form, work)


class CaseLedger(SteppedLedger):
    """A stepped ledger with a life cycle.

    `elsewhere` are events that only the page of another record (or another step) takes; `only_new` fields that stay as
    they were first entered.
    """

    elsewhere: ClassVar[Sequence[str]] = ()
    only_new: ClassVar[Sequence[str]] = ()

    def offer_of(self, event: str) -> Offer | None:
        """The offer of one event from the present state."""
        offers = self.lifecycle.offers(self.object, self.request.user) if self.lifecycle else []
        return next((offer for offer in offers if offer.transition.event == event), None)

    def refusal(self, step: Step) -> str:
        """Also what the life cycle says: state, role, guard."""
        found = super().refusal(step)
        if (
            found
            or step.refused
            or self.lifecycle is None
            or step.event not in {t.event for t in self.lifecycle.transitions}
        ):
            return found
        offer = self.offer_of(step.event)
        if offer is None:
            state = self.lifecycle.states[getattr(self.object, self.lifecycle.state_field)]
            return f"现在是“{state}”，不能办理这一步。"
        return offer.why_not

    def show_detail(self, request: Any, status: int = 200, **context: Any) -> Any:
        """Steps that ask have a form of their own; what cannot be done now stays as a button with the reason."""
        events = {step.event for step in self.asking}
        if self.lifecycle is not None:
            context["offers"] = [
                offer
                for offer in self.lifecycle.offers(self.object, request.user)
                if offer.transition.event not in self.elsewhere
                and not (offer.allowed and offer.transition.event in events)
            ]
        return super().show_detail(request, status, **context)

    def step(self, request: Any) -> Any:
        """A step that asks is taken on its own page, never without its answers."""
        event = self.kwargs["event"]
        if event in {step.event for step in self.asking}:
            return redirect(self.url("ask", pk=self.object.pk, event=event))
        if event in self.elsewhere:
            return self._do(request, "", self._refuse)
        return super().step(request)

    @staticmethod
    def _refuse() -> None:
        raise ValidationError("这一步不能直接办理，请在页面上方点开相应的事项。")

    def groups(self) -> dict[str, list[str]]:
        """What is fixed once entered is not offered for change."""
        found = super().groups()
        if self.action != "update":
            return found
        kept = {title: [n for n in names if n not in self.only_new] for title, names in found.items()}
        return {title: names for title, names in kept.items() if names}


class DatedLedger(CaseLedger):
    """A ledger whose records happened on the day of their own date field, stored by its service if it has one."""

    happened: ClassVar[str] = ""
    service: ClassVar[Callable[..., Any] | None] = None

    def perform_save(self, form: Any) -> Any:
        """The day of the record is the day of the fact."""
        record = self.entered(form)
        if self.happened and getattr(record, self.happened):
            record.occurred_on = getattr(record, self.happened)
        return self.saved_by(type(self).service or save_record, record)
