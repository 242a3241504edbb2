"""What the steps of a dividend run ask for."""

from __future__ import annotations

from django import forms

from hehuo.kit.asking import StepForm
from hehuo.property.dividends.models import DividendPayment


class MeetingForm(StepForm):
    """会议通过."""

    meeting_no = forms.CharField(label="会议决议编号", max_length=60)


class ReceiptForm(StepForm):
    """已兑付."""

    receipt = forms.ChoiceField(label="回执", choices=DividendPayment.Receipt.choices)


class FailureForm(StepForm):
    """兑付失败."""

    undelivered_reason = forms.ChoiceField(label="未兑付原因", choices=DividendPayment.Undelivered.choices)


class AnswerForm(StepForm):
    """答复异议."""

    answer = forms.CharField(label="答复", max_length=200)
