"""What raises a warning: rule cards over devices, assets, events and hazards; every warning says why in one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hehuo.records.models import Status
from hehuo.safety.devices.models import DeviceUptime, PhysicalAsset
from hehuo.safety.hazards.models import SafetyHazard
from hehuo.safety.warnings.models import EarlyWarning, IncidentEvent, WarningRule

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


def rules_in_force(settlement: Any, on: Any) -> list[WarningRule]:
    """Rule cards of a settlement that apply on a day."""
    rows = WarningRule.objects.filter(settlement=settlement, valid_from__lte=on).exclude(status=Status.VOID)
    return [rule for rule in rows if rule.valid_to is None or rule.valid_to > on]
