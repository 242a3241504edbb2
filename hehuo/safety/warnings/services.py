"""Warnings, step by step."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from hehuo.org.workdays import WorkCalendar
from hehuo.records.models import Source
from hehuo.records.writing import save_record
from hehuo.safety.stepping import take_step
from hehuo.safety.warnings.lifecycle import WARNING
from hehuo.safety.warnings.models import EarlyWarning, WarningRule
from hehuo.safety.warnings.raising import OPEN, WATCHERS, Finding, rules_in_force


def save_warning(warning: EarlyWarning, *, by: Any) -> EarlyWarning:
    """Enter a warning by hand (weather notice): its rule is in force that day, its object fits what it is about."""
    rule = warning.rule
    if warning.issued_on < rule.valid_from or (rule.valid_to and warning.issued_on >= rule.valid_to):
        raise ValidationError({"rule": "这条规则在发出日期没有启用，请换一条规则或核对日期。"})
    if warning.about == EarlyWarning.About.EQUIPMENT and not (warning.asset_id or warning.device_id):
        raise ValidationError({"about": "对象是设施设备的，请选择物防设施或技防设备。"})
    return save_record(warning, by=by)


def _is_quiet(rule: WarningRule, finding: Finding, earlier: list[EarlyWarning], on: date) -> bool:
    """The same thing is being dealt with, or was warned about within the quiet days."""
    for warning in earlier:
        known = (warning.about, warning.asset_id, warning.device_id, warning.building_id, warning.place)
        if known == finding.key and (
            warning.state in OPEN or (on - warning.issued_on).days < rule.quiet_days
        ):
            return True
    return False


@transaction.atomic
def raise_warnings(settlement: Any, *, on: date, by: Any) -> list[EarlyWarning]:
    """Look at every rule card in force and raise what is due; running it twice raises nothing twice."""
    calendar, raised = WorkCalendar(), []
    for rule in rules_in_force(settlement, on):
        watcher = WATCHERS.get(rule.watches)
        if watcher is None:
            continue
        earlier = list(EarlyWarning.objects.live().filter(settlement=settlement, rule=rule))
        for finding in watcher(rule, settlement, on):
            if _is_quiet(rule, finding, earlier, on):
                continue
            ack_due = calendar.add_working_days(on, rule.ack_days).day
            warning = EarlyWarning(
                settlement=settlement, rule=rule, about=finding.about, asset_id=finding.asset_id,
                device_id=finding.device_id, building_id=finding.building_id, place=finding.place, level=rule.level,
                why=finding.why, issued_on=on, occurred_on=on, source=Source.SYSTEM, ack_due_on=ack_due,
                close_due_on=max(ack_due, calendar.add_working_days(on, rule.close_days).day),
            )  # fmt: skip
            raised.append(save_record(warning, by=by))
    return raised


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
