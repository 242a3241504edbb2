"""Tables of `org`: places, units, people who work, and what they are posted to."""

from .accounts import Post, User
from .places import (
    AdministrativeDivision,
    Area,
    Building,
    Community,
    CreationUnit,
    Grid,
    Settlement,
    SettlementArea,
)
from .units import OrgUnit
from .workdays import WorkdayOverride

__all__ = [
    "AdministrativeDivision",
    "Area",
    "Building",
    "Community",
    "CreationUnit",
    "Grid",
    "OrgUnit",
    "Post",
    "Settlement",
    "SettlementArea",
    "User",
    "WorkdayOverride",
]
