"""Pages of property: steps that ask have a form of their own, the life cycle offers the others, each with its reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.shortcuts import redirect

from hehuo.kit.asking import Step, StepForm, SteppedLedger
from hehuo.property.companies import HolderForm
from hehuo.records.lifecycle import Lifecycle, Offer


def asked(
    lifecycle: Lifecycle, event: str, hint: str, form: type[StepForm], work: Callable[..., Any]
) -> Step:
    """A step of a life cycle that asks for more than a reason."""
    label = next(t.label for t in lifecycle.transitions if t.event == event)
    return Step(event, label, hint, form, work)


class PropertyLedger(SteppedLedger):
    """A stepped ledger; `only_new` are fields that stay as they were first entered."""

    form_class = HolderForm
    only_new: ClassVar[Sequence[str]] = ()

    def offer_of(self, event: str) -> Offer | None:
        """The offer of one event from the present state."""
        offers = self.lifecycle.offers(self.object, self.request.user) if self.lifecycle else []
        return next((offer for offer in offers if offer.transition.event == event), None)

    def refusal(self, step: Step) -> str:
        """Also what the life cycle says: state, role, guard."""
        known = {t.event for t in self.lifecycle.transitions} if self.lifecycle else set()
        found = super().refusal(step)
        if found or step.event not in known:
            return found
        offer = self.offer_of(step.event)
        if offer is None:
            state = self.lifecycle.states[getattr(self.object, self.lifecycle.state_field)]  # type: ignore[union-attr]
            return f"现在是“{state}”，不能办理这一步。"
        return offer.why_not

    def show_detail(self, request: Any, status: int = 200, **context: Any) -> Any:
        """Each step once: with a form when it asks, else as a button of the life cycle."""
        events = {step.event for step in self.asking}
        if self.lifecycle is not None:
            offers = self.lifecycle.offers(self.object, request.user)
            hidden = [o for o in offers if o.transition.event in events and o.allowed]
            context["offers"] = [offer for offer in offers if offer not in hidden]
        return super().show_detail(request, status, **context)

    def step(self, request: Any) -> Any:
        """A step that asks is taken on its own page."""
        event = self.kwargs["event"]
        if event in {step.event for step in self.asking}:
            return redirect(self.url("ask", pk=self.object.pk, event=event))
        return super().step(request)

    def groups(self) -> dict[str, list[str]]:
        """What is fixed once entered is not offered for change."""
        found = super().groups()
        if self.action == "update":
            kept = {title: [n for n in names if n not in self.only_new] for title, names in found.items()}
            return {title: names for title, names in kept.items() if names}
        return found
