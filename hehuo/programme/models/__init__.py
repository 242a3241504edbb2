"""Tables of `programme`: campaigns and their steps, acceptance, notices, rewards."""

from .acceptance import AcceptanceGroup, Decision, GroupMember, Sample, SampleRow
from .campaigns import Campaign, CampaignDeadline, CampaignStep, ItemReturn, PopulationFreeze, Shortfall
from .notices import Objection, PublicNotice, Recheck
from .rewards import RewardBand, RewardGrant, RewardScheme
from .settings import CampaignRules

__all__ = [
    "AcceptanceGroup",
    "Campaign",
    "CampaignDeadline",
    "CampaignRules",
    "CampaignStep",
    "Decision",
    "GroupMember",
    "ItemReturn",
    "Objection",
    "PopulationFreeze",
    "PublicNotice",
    "Recheck",
    "RewardBand",
    "RewardGrant",
    "RewardScheme",
    "Sample",
    "SampleRow",
    "Shortfall",
]
