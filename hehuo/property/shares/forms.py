"""What the steps of a share contract ask for."""

from __future__ import annotations

from typing import Any

from django import forms

from hehuo.kit.asking import StepForm
from hehuo.property.forms import ParcelsForm
from hehuo.property.shares.models import Shareholder


class ContributionForm(ParcelsForm):
    """签入地块: assets of the holder's household."""

    def household(self) -> int | None:
        """The holder's household."""
        return self.record.shareholder.household_id


class MoveForm(StepForm):
    """转让, 继承."""

    shares = forms.DecimalField(label="股份（股）", max_digits=11, decimal_places=2, min_value=0)
    note = forms.CharField(label="依据", max_length=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = (
            self.rows_of(Shareholder)
            .filter(company_id=self.record.company_id)
            .exclude(pk=self.record.shareholder_id)
        )
        self.fields["to_holder"] = self.searching("to_holder", rows, "转给哪位股东")
        self.fields["to_holder"].help_text = "新股东请先在股东名册登记"


class ExitForm(StepForm):
    """退股."""

    note = forms.CharField(label="依据", max_length=120, required=False)
