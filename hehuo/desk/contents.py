"""Contents of the house: every ledger, in menu order. A ledger that is not listed here has no address."""

from __future__ import annotations

from hehuo.kit.ledger import LedgerView
from hehuo.livelihood.employers.ledger import EmployerLedger, EmploymentWindowLedger, JobBaseLedger
from hehuo.livelihood.employment.ledger import EmploymentLedger, PublicPostLedger, RetentionFollowupLedger
from hehuo.livelihood.jobs.ledger import JobEventLedger, JobLedger, RecommendationLedger
from hehuo.livelihood.labour.ledger import AccuracyCheckLedger, LabourLedger
from hehuo.livelihood.training.ledger import (
    CertificateLedger,
    EnrolmentLedger,
    TrainingAttendanceLedger,
    TrainingClassLedger,
    TrainingExemptionLedger,
    TrainingFollowupLedger,
    TrainingPlanLedger,
)
from hehuo.livelihood.zero_employment.ledger import ZeroEmploymentLedger
from hehuo.programme.questions.ledger import QuestionLedger
from hehuo.property.old_houses.ledger import OldHouseLedger
from hehuo.residents.households.ledger import HouseholdLedger
from hehuo.residents.people.ledger import PersonLedger
from hehuo.residents.residence.ledger import DwellingLedger, OccupancyLedger, TwoEndsLedger
from hehuo.safety.devices.ledger import (
    DeviceUptimeLedger,
    PhysicalAssetLedger,
    SafetyTicketLedger,
    TechnicalDeviceLedger,
)
from hehuo.safety.hazards.ledger import HazardLedger
from hehuo.safety.patrols.ledger import PatrolLedger, PatrolRouteLedger, PatrolTeamLedger
from hehuo.safety.police_rooms.ledger import PoliceRoomLedger, PoliceServiceLedger
from hehuo.safety.warnings.ledger import DrillLedger, IncidentLedger, WarningLedger, WarningRuleLedger

LEDGERS: tuple[type[LedgerView], ...] = (
    HouseholdLedger,
    PersonLedger,
    DwellingLedger,
    OccupancyLedger,
    TwoEndsLedger,
    OldHouseLedger,
    LabourLedger,
    AccuracyCheckLedger,
    EmploymentLedger,
    ZeroEmploymentLedger,
    RecommendationLedger,
    JobLedger,
    JobEventLedger,
    EmployerLedger,
    EmploymentWindowLedger,
    JobBaseLedger,
    RetentionFollowupLedger,
    PublicPostLedger,
    TrainingPlanLedger,
    TrainingClassLedger,
    EnrolmentLedger,
    TrainingAttendanceLedger,
    CertificateLedger,
    TrainingFollowupLedger,
    TrainingExemptionLedger,
    PoliceRoomLedger,
    PoliceServiceLedger,
    PatrolLedger,
    PatrolRouteLedger,
    PatrolTeamLedger,
    PhysicalAssetLedger,
    TechnicalDeviceLedger,
    DeviceUptimeLedger,
    SafetyTicketLedger,
    HazardLedger,
    WarningLedger,
    WarningRuleLedger,
    IncidentLedger,
    DrillLedger,
    QuestionLedger,
)


def ledger_by_slug(slug: str) -> type[LedgerView] | None:
    """The ledger with this slug, or None."""
    return next((ledger for ledger in LEDGERS if ledger.slug == slug), None)


def ledger_slugs() -> list[str]:
    """Slugs of all ledgers, in menu order."""
    return [ledger.slug for ledger in LEDGERS]
