"""Forms of people: what the ID number already says need not be typed."""

from __future__ import annotations

from typing import Any

from django import forms

from hehuo.kit.asking import StepForm
from hehuo.kit.forms import RecordForm
from hehuo.residents.households.models import Household
from hehuo.residents.people.models import Person, ResidenceSpell
from hehuo.residents.people.queries import relation_choices
from hehuo.residents.people.services import ENDINGS

FROM_NUMBER = "有身份号码时可不填，按号码填写"


class PersonForm(RecordForm):
    """A person as typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("sex", "birth_date"):
            if name in self.fields:
                self.fields[name].required = False
                self.fields[name].help_text = self.fields[name].help_text or FROM_NUMBER
        if "relation" in self.fields:
            self.fields["relation"] = forms.ChoiceField(
                label=self.fields["relation"].label, choices=relation_choices(), initial="其他"
            )
        if "no_id_reason" in self.fields:
            self.fields["no_id_reason"].help_text = "没有身份号码时选择"
        if "education" in self.fields:
            self.fields["education"].help_text = "文化程度和在校生状况只填一项"

    class Meta:
        model = Person
        fields = ("settlement",)


class JoinForm(StepForm):
    """转入户."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = self.rows_of(Household).filter(exited_on__isnull=True)
        self.fields["household"] = self.searching("household", rows, "转入哪一户")
        self.fields["relation"] = forms.ChoiceField(
            label="与户主关系", choices=relation_choices(), initial="其他"
        )


class LeaveForm(StepForm):
    """死亡、婚嫁、迁出."""

    kind = forms.ChoiceField(label="变动原因", choices=list(ENDINGS.items()))
    note = forms.CharField(label="说明", max_length=40, required=False)


class RelationForm(StepForm):
    """与户主关系."""

    relation = forms.ChoiceField(label="与户主关系", choices=relation_choices(without="户主"))


class ResidenceForm(StepForm):
    """居住状态, told by a visit."""

    state = forms.ChoiceField(label="居住状态", choices=ResidenceSpell.State.choices)
