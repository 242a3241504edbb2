"""Tables of `culture`, gathered for Django."""

from .activities.models import CulturalActivity
from .education.models import EducationPlan, EducationSession, EducationVenue, ThemeActivity
from .exhibits.models import HomesicknessExhibit
from .honours.models import (
    HonourElection,
    HonourNomination,
    HonourObjection,
    HonourRollEntry,
    JuryMember,
)
from .legal_education.models import (
    AwarenessCheck,
    LegalAdviser,
    LegalReferral,
    LegalSession,
    MaterialDistribution,
)
from .participation.models import Attendance, Confirmation, SignInCode
from .venues.models import ActivityCommittee, CommitteeMember, Instructor, Venue, VenueOpening

__all__ = [
    "ActivityCommittee",
    "Attendance",
    "AwarenessCheck",
    "CommitteeMember",
    "Confirmation",
    "CulturalActivity",
    "EducationPlan",
    "EducationSession",
    "EducationVenue",
    "HomesicknessExhibit",
    "HonourElection",
    "HonourNomination",
    "HonourObjection",
    "HonourRollEntry",
    "Instructor",
    "JuryMember",
    "LegalAdviser",
    "LegalReferral",
    "LegalSession",
    "MaterialDistribution",
    "SignInCode",
    "ThemeActivity",
    "Venue",
    "VenueOpening",
]
