"""All tables of the context `livelihood`."""

from .employers.models import Employer, EmploymentWindow, JobBase
from .employment.models import EmploymentSpell, PublicPostMonth, PublicWelfareAssignment, RetentionFollowup
from .jobs.models import JobEvent, JobOpening, JobRecommendation
from .labour.models import AccuracyCheck, LabourProfile
from .training.models import (
    Certificate,
    Enrolment,
    PostTrainingFollowup,
    TrainingAttendance,
    TrainingClass,
    TrainingExemption,
    TrainingPlan,
)
from .zero_employment.models import ZeroEmploymentCase

__all__ = [
    "AccuracyCheck",
    "Certificate",
    "Employer",
    "EmploymentSpell",
    "EmploymentWindow",
    "Enrolment",
    "JobBase",
    "JobEvent",
    "JobOpening",
    "JobRecommendation",
    "LabourProfile",
    "PostTrainingFollowup",
    "PublicPostMonth",
    "PublicWelfareAssignment",
    "RetentionFollowup",
    "TrainingAttendance",
    "TrainingClass",
    "TrainingExemption",
    "TrainingPlan",
    "ZeroEmploymentCase",
]
