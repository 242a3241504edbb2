"""Steps that ask for what they need of the record itself: one form instead of “修改” first and a button afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.db import models

from hehuo.kit.asking import Step, StepForm
from hehuo.kit.forms import field_for
from hehuo.records.lifecycle import Lifecycle
from hehuo.records.writing import save_record


class RecordStepForm(StepForm):
    """Fields of the record, filled with what is known; the step's own `wanted` names them."""

    wanted: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["on"]
        for name in self.wanted:
            db_field = self.record._meta.get_field(name)
            field = field_for(db_field)
            field.required = not isinstance(db_field, models.BooleanField)
            if db_field.choices and not isinstance(field, forms.MultiValueField):
                field.choices = [("", "请选择"), *((v, label) for v, label in db_field.choices if v != "")]
            self.fields[name] = field
            self.initial.setdefault(name, getattr(self.record, name))


def filled(
    lifecycle: Lifecycle, steps: Mapping[str, Callable[..., Any]], event: str, hint: str, *names: str
) -> Step:
    """The step `event` with a form of the fields `names`, which its guard demands.

    The step is offered to those who may take it, whether the fields are filled already or not; then the ledger's own
    service takes it, or the life cycle alone.
    """
    transition = next(t for t in lifecycle.transitions if t.event == event)

    def work(record: Any, *, by: Any, **values: Any) -> Any:
        for name, value in values.items():
            setattr(record, name, value)
        if event in steps:
            return steps[event](record, by=by, reason="")
        lifecycle.apply(record, event, by=by)
        return save_record(record, by=by, action=event[:30])

    def refused(record: Any, user: Any) -> str:
        offer = next((o for o in lifecycle.offers(record, user) if o.transition.event == event), None)
        if offer is None:
            return f"现在是“{lifecycle.states[getattr(record, lifecycle.state_field)]}”，不能办理这一步。"
        return "" if offer.transition.may(user, record) else offer.why_not

    form = type(f"{event.title()}Form", (RecordStepForm,), {"wanted": names})
    return Step(event, transition.label, hint, form, work, refused=refused)
