"""Tables of `safety`, gathered for Django."""

from .devices.models import DeviceUptime, MaintenanceTicket, PhysicalAsset, TechnicalDevice
from .hazards.models import SafetyHazard
from .patrols.models import PatrolRecord, PatrolRoute, PatrolTeam
from .police_rooms.models import PoliceRoom, PoliceService
from .warnings.models import Drill, EarlyWarning, IncidentEvent, WarningRule

__all__ = [
    "DeviceUptime",
    "Drill",
    "EarlyWarning",
    "IncidentEvent",
    "MaintenanceTicket",
    "PatrolRecord",
    "PatrolRoute",
    "PatrolTeam",
    "PhysicalAsset",
    "PoliceRoom",
    "PoliceService",
    "SafetyHazard",
    "TechnicalDevice",
    "WarningRule",
]
