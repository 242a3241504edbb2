"""Contents of the house: every ledger, in menu order. A ledger that is not listed here has no address."""

from __future__ import annotations

from hehuo.culture.activities.ledger import ActivityLedger
from hehuo.culture.education.ledger import (
    EducationPlanLedger,
    EducationSessionLedger,
    EducationVenueLedger,
    ThemeActivityLedger,
)
from hehuo.culture.exhibits.ledger import ExhibitLedger
from hehuo.culture.honours.ledger import (
    HonourElectionLedger,
    HonourObjectionLedger,
    JuryLedger,
    NominationLedger,
    RollLedger,
)
from hehuo.culture.legal_education.ledger import (
    AwarenessCheckLedger,
    LegalAdviserLedger,
    LegalReferralLedger,
    LegalSessionLedger,
    MaterialDistributionLedger,
)
from hehuo.culture.participation.ledger import AttendanceLedger, ConfirmationLedger
from hehuo.culture.venues.ledger import (
    ActivityCommitteeLedger,
    CommitteeMemberLedger,
    InstructorLedger,
    VenueLedger,
    VenueOpeningLedger,
)
from hehuo.kit.ledger import LedgerView
from hehuo.livelihood.employers.ledger import EmployerLedger, EmploymentWindowLedger, JobBaseLedger
from hehuo.livelihood.employment.ledger import (
    EmploymentLedger,
    PublicPostLedger,
    PublicPostMonthLedger,
    RetentionFollowupLedger,
)
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
from hehuo.neighbourhood.covenants.ledger import CovenantLedger, PracticeLedger
from hehuo.neighbourhood.deputies.ledger import DeputyContactLedger
from hehuo.neighbourhood.duty.ledger import (
    DutyPersonLedger,
    RestLedger,
    RosterLedger,
    ShiftLedger,
    SystemLedger,
)
from hehuo.neighbourhood.mediation.ledger import (
    CaseHandlerLedger,
    MediationCaseLedger,
    MediationSessionLedger,
    MediatorLedger,
    ZeroCaseLedger,
)
from hehuo.neighbourhood.meetings.ledger import (
    CourtyardMeetingLedger,
    ResidentsMeetingLedger,
    ResolutionLedger,
)
from hehuo.neighbourhood.mutual_aid.ledger import (
    CareChildLedger,
    CareLogLedger,
    MutualAidActivityLedger,
    MutualAidOrgLedger,
)
from hehuo.neighbourhood.practical_matters.ledger import PracticalMatterLedger
from hehuo.neighbourhood.requests.ledger import RequestLedger
from hehuo.programme.funds.ledger import FundProjectLedger, FundSourceLedger, FundSpendingLedger
from hehuo.programme.publicity.ledger import PublicityLedger
from hehuo.programme.questions.ledger import QuestionLedger
from hehuo.property.assets.ledger import AssetLedger, AssetListLedger, ValuationLedger
from hehuo.property.contracts.ledger import CompanyLedger, LandContractLedger
from hehuo.property.dividends.ledger import DividendLedger, ObjectionLedger, PaymentLedger
from hehuo.property.old_houses.ledger import OldHouseLedger
from hehuo.property.shares.ledger import ShareContractLedger, ShareEventLedger, ShareholderLedger
from hehuo.residents.data_requests.ledger import DataRequestLedger
from hehuo.residents.households.ledger import HouseholdLedger
from hehuo.residents.interviews.ledger import InterviewLedger
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
from hehuo.services.coverage.ledger import PublicServiceLedger, SchoolPlacementLedger, UtilityCoverageLedger
from hehuo.services.facilities.ledger import FacilityLedger, InspectionLedger
from hehuo.services.grid_work.ledger import WorkVisitLedger
from hehuo.services.organisations.ledger import (
    CourtyardLedger,
    GridAssignmentLedger,
    MassOrgLedger,
    PartyOrgLedger,
    RequiredFileLedger,
    ResidentsCommitteeLedger,
)
from hehuo.services.publications.ledger import ExchangeLedger, PlatformLedger, PublicationLedger
from hehuo.services.repairs.ledger import RepairLedger
from hehuo.services.service_cases.ledger import (
    EntitlementLinkLedger,
    OneTimeNoticeLedger,
    ServiceCaseLedger,
    ServiceRatingLedger,
)
from hehuo.services.shops.ledger import ShopLedger
from hehuo.services.startups.ledger import StartupApplicationLedger, StartupPolicyLedger
from hehuo.services.transit.ledger import (
    BusDayLedger,
    BusLineLedger,
    BusStopLedger,
    DepartureLedger,
    LineStopLedger,
    RoadLedger,
)
from hehuo.services.volunteers.ledger import VolunteerLedger
from hehuo.services.windows.ledger import (
    ServiceItemLedger,
    ServiceMaterialLedger,
    ServiceRuleLedger,
    ServiceWindowLedger,
    WindowHoursLedger,
)

LEDGERS: tuple[type[LedgerView], ...] = (
    HouseholdLedger,
    PersonLedger,
    DwellingLedger,
    OccupancyLedger,
    TwoEndsLedger,
    InterviewLedger,
    DataRequestLedger,
    OldHouseLedger,
    CompanyLedger,
    AssetListLedger,
    AssetLedger,
    ValuationLedger,
    LandContractLedger,
    ShareholderLedger,
    ShareContractLedger,
    ShareEventLedger,
    DividendLedger,
    PaymentLedger,
    ObjectionLedger,
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
    PublicPostMonthLedger,
    TrainingPlanLedger,
    TrainingClassLedger,
    EnrolmentLedger,
    TrainingAttendanceLedger,
    CertificateLedger,
    TrainingFollowupLedger,
    TrainingExemptionLedger,
    EducationVenueLedger,
    EducationPlanLedger,
    EducationSessionLedger,
    ThemeActivityLedger,
    LegalSessionLedger,
    MaterialDistributionLedger,
    LegalReferralLedger,
    AwarenessCheckLedger,
    LegalAdviserLedger,
    VenueLedger,
    VenueOpeningLedger,
    ExhibitLedger,
    InstructorLedger,
    ActivityCommitteeLedger,
    CommitteeMemberLedger,
    ActivityLedger,
    AttendanceLedger,
    ConfirmationLedger,
    HonourElectionLedger,
    NominationLedger,
    JuryLedger,
    HonourObjectionLedger,
    RollLedger,
    CovenantLedger,
    PracticeLedger,
    ResidentsMeetingLedger,
    CourtyardMeetingLedger,
    ResolutionLedger,
    RequestLedger,
    PracticalMatterLedger,
    SystemLedger,
    RosterLedger,
    ShiftLedger,
    DutyPersonLedger,
    RestLedger,
    DeputyContactLedger,
    MediatorLedger,
    MediationCaseLedger,
    MediationSessionLedger,
    CaseHandlerLedger,
    ZeroCaseLedger,
    MutualAidOrgLedger,
    MutualAidActivityLedger,
    CareLogLedger,
    CareChildLedger,
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
    FacilityLedger,
    RepairLedger,
    InspectionLedger,
    UtilityCoverageLedger,
    PublicServiceLedger,
    SchoolPlacementLedger,
    PartyOrgLedger,
    ResidentsCommitteeLedger,
    MassOrgLedger,
    GridAssignmentLedger,
    CourtyardLedger,
    WorkVisitLedger,
    RequiredFileLedger,
    ServiceWindowLedger,
    WindowHoursLedger,
    ServiceItemLedger,
    ServiceMaterialLedger,
    ServiceRuleLedger,
    ServiceCaseLedger,
    OneTimeNoticeLedger,
    ServiceRatingLedger,
    EntitlementLinkLedger,
    ShopLedger,
    StartupPolicyLedger,
    StartupApplicationLedger,
    PublicationLedger,
    PlatformLedger,
    ExchangeLedger,
    RoadLedger,
    BusLineLedger,
    BusStopLedger,
    LineStopLedger,
    DepartureLedger,
    BusDayLedger,
    VolunteerLedger,
    FundSourceLedger,
    FundProjectLedger,
    FundSpendingLedger,
    PublicityLedger,
)


def ledger_by_slug(slug: str) -> type[LedgerView] | None:
    """The ledger with this slug, or None."""
    return next((ledger for ledger in LEDGERS if ledger.slug == slug), None)


def ledger_slugs() -> list[str]:
    """Slugs of all ledgers, in menu order."""
    return [ledger.slug for ledger in LEDGERS]
