"""Warnings, step by step."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from hehuo.records.models import Status
from hehuo.records.writing import save_record
from hehuo.safety.stepping import take_step
from hehuo.safety.warnings.lifecycle import WARNING
from hehuo.safety.warnings.models import EarlyWarning, WarningRule


def save_warning(warning: EarlyWarning, *, by: Any) -> EarlyWarning:
    """Enter a warning by hand (weather notice): its rule is in force that day, its object fits what it is about."""
    rule = warning.rule
    if warning.issued_on < rule.valid_from or (rule.valid_to and warning.issued_on >= rule.valid_to):
        raise ValidationError({"rule": "这条规则在发出日期没有启用，请换一条规则或核对日期。"})
    if warning.about == EarlyWarning.About.EQUIPMENT and not (warning.asset_id or warning.device_id):
        raise ValidationError({"about": "对象是设施设备的，请选择物防设施或技防设备。"})
    return save_record(warning, by=by)


def rules_in_force(settlement: Any, on: Any) -> list[WarningRule]:
    """Rule cards of a settlement that apply on a day."""
    rows = WarningRule.objects.filter(settlement=settlement, valid_from__lte=on).exclude(status=Status.VOID)
    return [rule for rule in rows if rule.valid_to is None or rule.valid_to > on]


def acknowledge_warning(warning: EarlyWarning, *, by: Any, reason: str = "") -> EarlyWarning:
    """Somebody has taken it."""
    return take_step(WARNING, warning, "acknowledge", by=by, reason=reason, taken="acknowledged_on")


def handle_warning(warning: EarlyWarning, *, by: Any, reason: str = "") -> EarlyWarning:
    """Work has begun."""
    return take_step(WARNING, warning, "handle", by=by, reason=reason)


def resolve_warning(warning: EarlyWarning, *, by: Any, reason: str = "") -> EarlyWarning:
    """The cause is gone."""
    return take_step(WARNING, warning, "resolve", by=by, reason=reason, closed="closed_on")


def report_false_alarm(warning: EarlyWarning, *, by: Any, reason: str) -> EarlyWarning:
    """There was nothing; the reason helps to mend the rule."""
    return take_step(
        WARNING, warning, "false_alarm", by=by, reason=reason, taken="acknowledged_on", closed="closed_on"
    )


def review_warning(warning: EarlyWarning, *, by: Any, reason: str) -> EarlyWarning:
    """Look back: was the rule right."""
    return take_step(WARNING, warning, "review", by=by, reason=reason)


STEPS = {
    "acknowledge": acknowledge_warning,
    "handle": handle_warning,
    "resolve": resolve_warning,
    "false_alarm": report_false_alarm,
    "review": review_warning,
}
