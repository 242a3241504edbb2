"""What the steps of a case, a rating and a link ask for."""

from __future__ import annotations

from typing import Any

from django import forms

from hehuo.kit.asking import StepForm
from hehuo.kit.forms import RecordForm
from hehuo.org.models import User
from hehuo.services.service_cases.models import CasePause, OneTimeNotice, ServiceCase, ServiceRating
from hehuo.services.service_cases.queries import colleagues_at

BLANK = [("", "请选择")]


def _day(label: str) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))


class DayForm(StepForm):
    """Only the day."""


class NoticeForm(StepForm):
    """一次性告知: ticked from the materials of the matter, so that nothing is asked for that is not on the list."""

    channel = forms.ChoiceField(label="告知方式", choices=OneTimeNotice.Channel.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = self.record.item.materials.live().values_list("name", flat=True)
        self.fields["missing"] = forms.MultipleChoiceField(
            label="缺少的材料", choices=[(name, name) for name in names], widget=forms.CheckboxSelectMultiple,
            help_text="请一次说全，只能告知一次。",
        )  # fmt: skip


class ForwardForm(StepForm):
    """上报（转办）."""

    unit = forms.CharField(label="上报（转办）单位", max_length=60)


class JoinForm(StepForm):
    """联合办理."""

    units = forms.CharField(label="联合办理单位", max_length=120, help_text="几个单位的，用顿号分开。")


class PauseForm(StepForm):
    """暂停计时."""

    ground = forms.ChoiceField(label="暂停原因", choices=CasePause.Ground.choices)


class DecideForm(StepForm):
    """办结."""

    result = forms.ChoiceField(
        label="结果", choices=[c for c in ServiceCase.Result.choices if c[0] != ServiceCase.Result.WITHDRAWN]
    )
    result_reason = forms.CharField(
        label="理由", max_length=200, required=False, help_text="不予或退件时必填。"
    )
    explanation = forms.CharField(
        label="超期说明", max_length=200, required=False, help_text="超过期限时必填：向申请人说明原因并致歉。"
    )


class DeliverForm(StepForm):
    """送达."""

    delivery = forms.ChoiceField(label="送达方式", choices=ServiceCase.Delivery.choices)


class RateForm(StepForm):
    """登记评价, as the applicant says."""

    level = forms.ChoiceField(label="评价", choices=ServiceRating.Level.choices)
    cause = forms.ChoiceField(
        label="原因", choices=[*BLANK, *ServiceRating.Cause.choices], required=False, help_text="差评时选择。"
    )
    words = forms.CharField(label="评价内容", max_length=200, required=False)


class HandOverForm(StepForm):
    """转交同事."""

    colleague = forms.ModelChoiceField(User.objects.none(), label="请哪位同事接手", empty_label="请选择")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = colleagues_at(self.record.settlement).exclude(pk=self.record.owner_id)
        self.fields["colleague"].queryset = rows  # type: ignore[attr-defined]


class AnswerForm(StepForm):
    """登记整改答复."""

    answer = forms.CharField(label="整改情况", max_length=200)


class SecondForm(StepForm):
    """登记追评."""

    level = forms.ChoiceField(label="追评", choices=ServiceRating.Level.choices)


class NextForm(StepForm):
    """What is done next about a right, and until when."""

    next_action = forms.CharField(label="下一步", max_length=120)
    due_on = _day("办理期限")


class CaseForm(RecordForm):
    """A case as taken in."""

    def clean(self) -> Any:
        """Whoever acts for somebody is named."""
        cleaned = super().clean()
        agency, name = cleaned.get("agency"), cleaned.get("agent_name")
        if agency == ServiceCase.Agency.AGENT and not name:
            self.add_error("agent_name", "代办的请填写代办人。")
        return cleaned

    class Meta:
        model = ServiceCase
        fields = ("settlement",)
