"""What the steps of a shift ask for."""

from __future__ import annotations

from typing import Any

from django import forms

from hehuo.kit.asking import StepForm
from hehuo.neighbourhood.duty.models import DutyPerson
from hehuo.neighbourhood.duty.queries import accounts_of
from hehuo.neighbourhood.duty.standing_in import concerns_about, serving_on

CLOCK = {"type": "time"}
SURE = "我已看过提醒，仍这样安排"


class CheckInForm(StepForm):
    """到岗."""

    at = forms.TimeField(label="签到时间", widget=forms.TimeInput(format="%H:%M", attrs=CLOCK))


class HandOverForm(StepForm):
    """交接."""

    at = forms.TimeField(label="签退时间", widget=forms.TimeInput(format="%H:%M", attrs=CLOCK))
    visits = forms.IntegerField(label="接待件数", min_value=0, initial=0)
    note = forms.CharField(label="交接事项", max_length=300, required=False)


class TakeOverForm(StepForm):
    """替岗和调班: who takes it, by the rules of the plan; a caution is read and confirmed before it is overruled."""

    standing_in = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = self.person_field()
        self.fields["on"].label = "登记日期"

    def person_field(self) -> forms.Field:
        """One of the colleagues, found by name."""
        return self.searching("person", self.rows_of(DutyPerson), "由谁来值")

    def clean(self) -> dict[str, Any]:
        """The box to tick is there only when something has to be confirmed."""
        cleaned = super().clean() or self.cleaned_data
        person, sure = cleaned.get("person"), self.data.get("sure") == "on"
        cleaned["sure"] = sure
        if person is None or person.pk == self.record.planned_id:
            return cleaned
        found = concerns_about(self.record, person, standing_in=self.standing_in)
        for text in found.refusals:
            self.add_error("person", text)
        if found.cautions and not found.refusals:
            self.fields["sure"] = forms.BooleanField(label=SURE, required=False)
            if not sure:
                self.add_error("sure", [*found.cautions, "确实要这样安排的，请勾选确认后再办理。"])
        return cleaned


class SwapForm(TakeOverForm):
    """申请调班."""


class SubstituteForm(TakeOverForm):
    """替岗."""

    standing_in = True


class OwnSwapForm(TakeOverForm):
    """申请调班 by whoever has the shift: a colleague of the same roster from a short list."""

    def person_field(self) -> forms.Field:
        """All who take part in the rota that day, whatever the role of whoever asks."""
        there = [p.pk for p in serving_on(self.record.settlement_id, self.record.duty_on)]
        rows = DutyPerson.objects.filter(pk__in=there).exclude(pk=self.record.planned_id)
        return forms.ModelChoiceField(rows, label="由谁来值", empty_label="请选择")


class AccountForm(StepForm):
    """绑定账号."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = AccountChoiceField(
            accounts_of(self.record.settlement), label="登录账号", required=False, empty_label="不绑定",
            help_text="只列出在这个安置点有岗位的账号。绑定后，本人首页会显示自己的班次。",
        )  # fmt: skip
        self.fields["account"] = field
        self.initial.setdefault("account", self.record.account_id)


class AccountChoiceField(forms.ModelChoiceField):
    """An account by name and user name: two people may have one name."""

    def label_from_instance(self, obj: Any) -> str:
        """王小红（qiyun-gongzuo）."""
        return f"{obj}（{obj.username}）"
