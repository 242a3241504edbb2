"""Steps of the desk ledgers: one service for a step with its facts, and pages that offer only what is legal now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

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
    """Set what the step finds out, take `event`, save once.

    `second_person` names what the author of the record may not do alone. Raises what the life cycle raises; then
    nothing is stored.
    """
    for name, value in facts.items():
        setattr(record, name, value)
    transition = lifecycle.apply(record, event, by=by, reason=reason)
    if second_person:
        demand_second_person(record, by, what=second_person)
    return save_record(record, by=by, action=transition.event[:30], reason=reason)


def asked(
    lifecycle: Lifecycle, event: str, hint: str, form: type[StepForm], work: Callable[..., Any]
) -> Step:
    """A step of a life cycle that asks for more than a reason; what the table refuses is said beside the button."""
    label = next(t.label for t in lifecycle.transitions if t.event == event)
    legal = {source for t in lifecycle.transitions if t.event == event for source in t.sources}

    def why_not(record: Any) -> str:
        state = getattr(record, lifecycle.state_field)
        return "" if state in legal else f"现在是“{lifecycle.states[state]}”，不能办理这一步。"

    return Step(event, label, hint, form, work, why_not)


class DeskLedger(SteppedLedger):
    """A stepped ledger whose page shows the steps that are legal in the present state, each once."""

    only_new: ClassVar[Sequence[str]] = ()

    def show_detail(self, request: Any, status: int = 200, **context: Any) -> Any:
        """Steps that ask have a form of their own; the life cycle offers the others."""
        events = {step.event for step in type(self).asking}
        self.asking = [step for step in type(self).asking if not step.why_not(self.object)]
        if self.lifecycle is not None:
            offers = self.lifecycle.offers(self.object, request.user)
            context["offers"] = [offer for offer in offers if offer.transition.event not in events]
        return super().show_detail(request, status, **context)

    def groups(self) -> dict[str, list[str]]:
        """What is fixed once entered (`only_new`) is not offered for change."""
        found = super().groups()
        if self.action == "update":
            return {t: [n for n in names if n not in self.only_new] for t, names in found.items()}
        return found
