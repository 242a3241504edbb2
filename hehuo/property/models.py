"""All tables of the context `property`."""

from .assets.models import Asset, AssetUse, AssetValuation, HouseholdAssetList
from .contracts.models import LandContract, OperatorCompany
from .dividends.models import DividendBatch, DividendObjection, DividendPayment
from .old_houses.models import OldHouse
from .shares.models import ShareContract, ShareEvent, Shareholder

__all__ = [
    "Asset",
    "AssetUse",
    "AssetValuation",
    "DividendBatch",
    "DividendObjection",
    "DividendPayment",
    "HouseholdAssetList",
    "LandContract",
    "OldHouse",
    "OperatorCompany",
    "ShareContract",
    "ShareEvent",
    "Shareholder",
]
