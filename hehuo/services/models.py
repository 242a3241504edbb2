"""Tables of `services`, gathered for Django."""

from .coverage.models import PublicServiceAccess, SchoolPlacement, UtilityCoverage
from .facilities.models import Facility, FacilityInspection, FacilityOutage
from .grid_work.models import WorkVisit
from .organisations.models import (
    Courtyard,
    GridAssignment,
    MassOrg,
    PartyOrg,
    RequiredFile,
    ResidentsCommittee,
)
from .publications.models import ExchangeRun, InfoPlatform, InfoPublication, PlatformCheck, PlatformExchange
from .repairs.models import RepairTicket
from .service_cases.models import CasePause, EntitlementLink, OneTimeNotice, ServiceCase, ServiceRating
from .shops.models import BusinessEntity
from .startups.models import StartupApplication, StartupFollowup, StartupPolicy
from .transit.models import BusDay, BusLine, BusStop, Departure, LineStop, RoadLink
from .volunteers.models import ActivityConfirmation, VolunteerActivity
from .windows.models import ServiceItem, ServiceMaterial, ServiceRule, ServiceWindow, WindowHours

__all__ = [
    "ActivityConfirmation",
    "BusDay",
    "BusLine",
    "BusStop",
    "BusinessEntity",
    "CasePause",
    "Courtyard",
    "Departure",
    "EntitlementLink",
    "ExchangeRun",
    "Facility",
    "FacilityInspection",
    "FacilityOutage",
    "GridAssignment",
    "InfoPlatform",
    "InfoPublication",
    "LineStop",
    "MassOrg",
    "OneTimeNotice",
    "PartyOrg",
    "PlatformCheck",
    "PlatformExchange",
    "PublicServiceAccess",
    "RepairTicket",
    "RequiredFile",
    "ResidentsCommittee",
    "RoadLink",
    "SchoolPlacement",
    "ServiceCase",
    "ServiceItem",
    "ServiceMaterial",
    "ServiceRating",
    "ServiceRule",
    "ServiceWindow",
    "StartupApplication",
    "StartupFollowup",
    "StartupPolicy",
    "UtilityCoverage",
    "VolunteerActivity",
    "WindowHours",
    "WorkVisit",
]
