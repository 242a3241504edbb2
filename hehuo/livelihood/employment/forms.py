"""The form of a spell: a wage in words of the ledger, an employer picked or written."""

from __future__ import annotations

from typing import Any

from hehuo.kit.forms import RecordForm
from hehuo.livelihood.employment.models import EmploymentSpell


class SpellForm(RecordForm):
    """What is typed about a person's work."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["employer"].help_text = "单位已登记的请选择，没有登记的在下一格填写名称"
        self.fields["valid_to"].help_text = "还在岗的不填"

    class Meta:
        model = EmploymentSpell
        fields = ("settlement",)
