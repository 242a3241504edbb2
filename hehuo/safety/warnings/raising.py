"""What raises a warning: rule cards over devices, assets, events and hazards; every warning says why in one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from hehuo.org.workdays import WorkCalendar
from hehuo.records.models import Source, Status
from hehuo.records.writing import save_record
from hehuo.safety.devices.models import DeviceUptime, PhysicalAsset
from hehuo.safety.hazards.models import SafetyHazard
from hehuo.safety.warnings.models import EarlyWarning, IncidentEvent, WarningRule
from hehuo.safety.warnings.services import rules_in_force

About, Watches = EarlyWarning.About, WarningRule.Source
OPEN = (EarlyWarning.State.RAISED, EarlyWarning.State.ACKNOWLEDGED, EarlyWarning.State.HANDLING)


@dataclass(frozen=True)
class Finding:
    """What a rule saw: the thing and the reason in words."""

    about: str
    place: str
    why: str
    asset_id: int | None = None
    device_id: int | None = None
    building_id: int | None = None

    @property
    def key(self) -> tuple:
        """The same thing again has the same key."""
        return (self.about, self.asset_id, self.device_id, self.building_id, self.place)


def _live(model: Any, settlement: Any) -> Any:
    return model.objects.filter(settlement=settlement).exclude(status=Status.VOID)


def offline_devices(rule: WarningRule, settlement: Any, on: date) -> Iterator[Finding]:
    """Devices that were not online at all for `threshold` days or more within the window."""
    since = on - timedelta(days=rule.window_days - 1)
    rows = _live(DeviceUptime, settlement).filter(starts_on__gte=since, ends_on__lte=on, minutes_due__gt=0)
    days: Counter = Counter()
    devices = {}
    for row in rows.select_related("device"):
        devices[row.device_id] = row.device
        if row.minutes_online == 0:
            days[row.device_id] += (row.ends_on - row.starts_on).days + 1
    for pk, offline in sorted(days.items()):
        if offline >= rule.threshold:
            device = devices[pk]
            why = f"{rule.window_days} 天内离线 {offline} 天，达到 {rule.threshold} 天。"
            yield Finding(About.EQUIPMENT, device.place, why, device_id=pk, building_id=device.building_id)


def unchecked_assets(rule: WarningRule, settlement: Any, on: date) -> Iterator[Finding]:
    """Required assets whose check is overdue by `threshold` days or more."""
    latest = on - timedelta(days=rule.threshold)
    rows = _live(PhysicalAsset, settlement).filter(
        required=True, removed_on__isnull=True, next_check_on__lte=latest
    )
    for asset in rows.order_by("id"):
        why = f"应于 {asset.next_check_on:%Y-%m-%d} 检查，已超期 {(on - asset.next_check_on).days} 天。"
        yield Finding(About.EQUIPMENT, asset.place, why, asset_id=asset.pk, building_id=asset.building_id)


def repeated_events(rule: WarningRule, settlement: Any, on: date) -> Iterator[Finding]:
    """The same kind of event in the same building `threshold` times or more; monthly police figures do not count."""
    since = on - timedelta(days=rule.window_days - 1)
    rows = _live(IncidentEvent, settlement).filter(
        happened_on__gte=since, happened_on__lte=on, building__isnull=False
    )
    rows = rows.exclude(kind__in=(IncidentEvent.Kind.POLICE, IncidentEvent.Kind.DISPUTE))
    rows = rows.exclude(result=IncidentEvent.Result.FALSE_REPORT)
    found = Counter((row.building_id, row.kind) for row in rows)
    names = dict(rows.values_list("building_id", "building__number"))
    for (building_id, kind), times in sorted(found.items()):
        if times >= rule.threshold:
            label = IncidentEvent.Kind(kind).label
            place = f"{names[building_id]}栋（{label}）"
            why = f"{rule.window_days} 天内{label} {times} 次，达到 {rule.threshold} 次。"
            yield Finding(About.EVENT_TYPE, place, why, building_id=building_id)


def overdue_hazards(rule: WarningRule, settlement: Any, on: date) -> Iterator[Finding]:
    """Hazards that are `threshold` days or more past their deadline."""
    latest = on - timedelta(days=rule.threshold)
    rows = _live(SafetyHazard, settlement).filter(due_on__lte=latest, closed_on__isnull=True)
    for hazard in rows.order_by("id"):
        why = f"{hazard.get_category_display()}隐患应于 {hazard.due_on:%Y-%m-%d} 整改，已逾期 {(on - hazard.due_on).days} 天。"
        yield Finding(About.PLACE, hazard.place, why, building_id=hazard.building_id)


WATCHERS = {
    Watches.OFFLINE: offline_devices,
    Watches.UNCHECKED: unchecked_assets,
    Watches.REPEATED: repeated_events,
    Watches.OVERDUE: overdue_hazards,
}
"""Weather notices are entered by people."""


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
        earlier = list(_live(EarlyWarning, settlement).filter(rule=rule))
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
