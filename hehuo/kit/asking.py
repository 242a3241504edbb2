"""Ledgers with facts that only steps change, and with steps that ask for more than a reason (a date, a flat, people)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone

from hehuo.kit.choices import SearchChoiceField
from hehuo.kit.forms import ASKED
from hehuo.kit.ledger import LedgerView
from hehuo.org.rights import requires
from hehuo.org.scope import in_own_area
from hehuo.records.choices import open_to
from hehuo.records.models import Status


class StepForm(forms.Form):
    """What a step asks for. `record` is the record of the page, `user` who takes the step."""

    on = forms.DateField(label="日期", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))

    def __init__(self, *args: Any, record: Any, user: Any, choices_url: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record, self.user, self.choices_url = record, user, choices_url
        self.initial.setdefault("on", timezone.localdate())

    def clean_on(self) -> Any:
        """A step is told after it has been taken."""
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError("日期不能晚于今天。")
        return day

    def searching(self, name: str, rows: Any, label: str) -> SearchChoiceField:
        """A field that finds one of `rows` inside the user's area and the record's settlement."""
        rows = rows.filter(settlement_id=self.record.settlement_id)
        field = SearchChoiceField(rows, user=self.user, url=f"{self.choices_url}?field={name}", label=label)
        picked = self.data.get(name) if self.is_bound else None
        field.offer(rows.filter(pk=picked) if str(picked or "").isdigit() else [])
        return field

    def rows_of(self, model: Any) -> Any:
        """Live rows of a ledger that the user may pick."""
        return open_to(self.user, model).exclude(status=Status.VOID)


@dataclass(frozen=True)
class Step:
    """One step of a page: `work(record, by=…, **cleaned)` takes it; `why_not(record)` says why it cannot be taken now.

    A step that fills what its guard demands says itself whether it is `refused(record, user)`; no button stands beside it.
    """

    event: str
    label: str
    hint: str
    form: type[StepForm]
    work: Callable[..., Any]
    why_not: Callable[[Any], str] = lambda record: ""
    refused: Callable[[Any, Any], str] | None = None


class SteppedLedger(LedgerView):
    """A ledger with `facts` (shown, never typed) and `asking` steps beside the kit's own."""

    facts: ClassVar[Mapping[str, Sequence[str]]] = {}
    asking: ClassVar[Sequence[Step]] = ()

    def groups(self) -> dict[str, list[str]]:
        """The typed groups; on the page of a record also the facts: where a case stands, what it is about, what was done."""
        found = super().groups()
        if self.action in ("detail", "unmask"):
            facts = {title: list(names) for title, names in self.facts.items()}
            stand = dict(list(facts.items())[:1]) if self.lifecycle else {}
            return stand | found | facts
        return found

    def saved_by(self, service: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """What a service stores for the form; a refusal for lack of rights is told in the form too."""
        try:
            return service(*args, by=self.request.user, **kwargs)
        except PermissionDenied as problem:
            raise ValidationError(str(problem)) from problem

    # -- steps ---------------------------------------------------------------
    @classmethod
    def get_urls(cls) -> list[Any]:
        """The kit's addresses and `…/ask/<step>/`, open to those who may write in this ledger's domain."""
        asked = requires(cls.allowed("write"))(cls.as_view(action="ask"))
        more = [path(f"ledgers/{cls.slug}/<int:pk>/ask/<slug:event>/", asked, name=f"{cls.slug}-ask")]
        return [*super().get_urls(), *(more if cls.asking else [])]

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if self.action != "ask":
            return super().dispatch(request, *args, **kwargs)
        self.object = self.get_object()
        taken = next((step for step in self.asking if step.event == kwargs["event"]), None)
        if taken is None:
            raise Http404
        self.taken = taken
        return self.show_choices(request) if request.GET.get("field") else self.ask(request)

    def get_form(self, data: Any = None, files: Any = None) -> Any:
        """The ledger's form, or that of the step that is asked for."""
        if self.action != "ask":
            return super().get_form(data, files)
        address = self.url("ask", pk=self.object.pk, event=self.taken.event)
        form = self.taken.form(data, record=self.object, user=self.request.user, choices_url=address)
        for field in form.fields.values():
            field.error_messages["required"] = ASKED
        return form

    def refusal(self, step: Step) -> str:
        """Why this user cannot take a step now, or ''."""
        if self.object.status == Status.VOID:
            return "这条记录已作废，不能办理。"
        if not in_own_area(self.request.user, self.object):
            return "这条记录不在您负责的范围内。"
        return step.refused(self.object, self.request.user) if step.refused else step.why_not(self.object)

    def ask(self, request: Any) -> Any:
        """The form of a step, and taking it."""
        step = self.taken
        refusal = self.refusal(step)
        if refusal:
            messages.error(request, refusal)
            return self.back()
        form = self.get_form(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                with transaction.atomic():
                    shown = step.work(self.object, by=request.user, **form.cleaned_data)
            except (ValidationError, PermissionDenied) as problem:
                found = problem if isinstance(problem, ValidationError) else ValidationError(str(problem))
                self.show_problem(form, found)
            else:
                messages.success(request, f"已办理：{step.label}。")
                return self.after_step(shown)
        return self.render_step(form)

    def after_step(self, shown: Any) -> Any:
        """To the record that the step has made, when it is of this ledger; else back to the page."""
        if isinstance(shown, self.model):
            return redirect(self.url("detail", pk=shown.pk))
        return self.back()

    def render_step(self, form: Any) -> Any:
        """The page that asks."""
        name = self.display.object(self.object)
        response = self.render("step", form=form, step=self.taken, subject=name)
        response.template_name = "kit/step.html"
        return response

    def show_detail(self, request: Any, status: int = 200, **context: Any) -> Any:
        """The kit's page with the asking steps offered, each with the reason when it cannot be taken."""
        steps = [(step, self.refusal(step)) for step in self.asking]
        asked = {step.event for step, why_not in steps if step.refused and not why_not}
        if asked:
            offers = context.get("offers") or self.lifecycle.offers(self.object, request.user)
            context["offers"] = [offer for offer in offers if offer.transition.event not in asked]
        return super().show_detail(request, status=status, asking=steps, **context)
