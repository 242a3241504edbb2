"""Forms of the steps of an application."""

from django import forms

from hehuo.kit.asking import StepForm
from hehuo.kit.forms import YuanField
from hehuo.services.startups.models import StartupApplication


class GrantForm(StepForm):
    """登记批准."""

    granted_fen = YuanField(label="批准金额（元）")


class PayForm(StepForm):
    """登记拨付."""

    paid_fen = YuanField(label="拨付金额（元）")


class FollowForm(StepForm):
    """登记回访."""

    outcome = forms.ChoiceField(label="经营情况", choices=StartupApplication.Outcome.choices)
    jobs = forms.IntegerField(label="带动就业人数", min_value=0, max_value=9999, initial=0)
    needs = forms.CharField(label="需要的帮助", max_length=100, required=False)
