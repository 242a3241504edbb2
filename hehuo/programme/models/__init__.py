"""Tables of `programme`: campaigns and their steps, acceptance, notices, rewards, supervision."""

from .acceptance import AcceptanceGroup, Decision, GroupMember, Sample, SampleRow
from .bulletins import Bulletin, BulletinState, BulletinUnit
from .campaigns import Campaign, CampaignDeadline, CampaignStep, ItemReturn, PopulationFreeze, Shortfall
from .funds import FundProject, FundSource, FundSpending
from .inspections import Finding, FindingState, Inspection, InspectionKind, InspectionMember, InspectionState
from .notices import Objection, PublicNotice, Recheck
from .publicity import PublicityEntry
from .questions import QuestionState, Signal, VerificationQuery
from .rehearsals import RehearsalRun
from .rewards import RewardBand, RewardClawback, RewardGrant, RewardScheme
from .settings import CampaignRules
from .spot_checks import (
    CheckState,
    SpotCheck,
    SpotDraw,
    SpotFrame,
    SpotHousehold,
    SpotMember,
    SpotRecord,
    SpotSite,
)
from .stages import FindingStage
from .supervision import SupervisionStep
from .tasks import ResponsibilityTask, TaskState

__all__ = [
    "AcceptanceGroup",
    "Bulletin",
    "BulletinState",
    "BulletinUnit",
    "Campaign",
    "CampaignDeadline",
    "CampaignRules",
    "CampaignStep",
    "CheckState",
    "Decision",
    "Finding",
    "FindingStage",
    "FindingState",
    "FundProject",
    "FundSource",
    "FundSpending",
    "GroupMember",
    "Inspection",
    "InspectionKind",
    "InspectionMember",
    "InspectionState",
    "ItemReturn",
    "Objection",
    "PopulationFreeze",
    "PublicNotice",
    "PublicityEntry",
    "QuestionState",
    "Recheck",
    "RehearsalRun",
    "ResponsibilityTask",
    "RewardBand",
    "RewardClawback",
    "RewardGrant",
    "RewardScheme",
    "Sample",
    "SampleRow",
    "Shortfall",
    "Signal",
    "SpotCheck",
    "SpotDraw",
    "SpotFrame",
    "SpotHousehold",
    "SpotMember",
    "SpotRecord",
    "SpotSite",
    "SupervisionStep",
    "TaskState",
    "VerificationQuery",
]
