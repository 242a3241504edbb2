"""Tables of `services`, gathered for Django."""

from .grid_work.models import WorkVisit
from .organisations.models import (
    Courtyard,
    GridAssignment,
    MassOrg,
    PartyOrg,
    RequiredFile,
    ResidentsCommittee,
)
from .service_cases.models import CasePause, EntitlementLink, OneTimeNotice, ServiceCase, ServiceRating
from .windows.models import ServiceItem, ServiceMaterial, ServiceRule, ServiceWindow, WindowHours

__all__ = [
    "CasePause",
    "Courtyard",
    "EntitlementLink",
    "GridAssignment",
    "MassOrg",
    "OneTimeNotice",
    "PartyOrg",
    "RequiredFile",
    "ResidentsCommittee",
    "ServiceCase",
    "ServiceItem",
    "ServiceMaterial",
    "ServiceRating",
    "ServiceRule",
    "ServiceWindow",
    "WindowHours",
    "WorkVisit",
]
