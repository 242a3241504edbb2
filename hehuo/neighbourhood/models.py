"""Tables of `neighbourhood`, gathered for Django."""

from .covenants.models import CovenantPractice, ResidentCovenant
from .deputies.models import DeputyContact
from .duty.models import DutyPerson, DutyRest, DutyRoster, DutyShift, SystemDocument
from .mediation.models import CaseHandler, MediationCase, MediationSession, Mediator, ZeroCaseStatement
from .meetings.models import CourtyardMeeting, MeetingResolution, ResidentsMeeting
from .mutual_aid.models import CareChild, CareLog, MutualAidActivity, MutualAidOrg
from .practical_matters.models import PracticalMatter
from .requests.models import RequestPause, ResidentRequest

__all__ = [
    "CareChild",
    "CareLog",
    "CaseHandler",
    "CourtyardMeeting",
    "CovenantPractice",
    "DeputyContact",
    "DutyPerson",
    "DutyRest",
    "DutyRoster",
    "DutyShift",
    "MediationCase",
    "MediationSession",
    "Mediator",
    "MeetingResolution",
    "MutualAidActivity",
    "MutualAidOrg",
    "PracticalMatter",
    "RequestPause",
    "ResidentCovenant",
    "ResidentRequest",
    "ResidentsMeeting",
    "SystemDocument",
    "ZeroCaseStatement",
]
