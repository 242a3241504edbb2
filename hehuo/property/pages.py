"""Pages of property: papers name a household or a company as the holder."""

from __future__ import annotations

from hehuo.kit.casework import CaseLedger
from hehuo.property.companies import HolderForm


class PropertyLedger(CaseLedger):
    """A ledger of cases whose form knows holders."""

    form_class = HolderForm
