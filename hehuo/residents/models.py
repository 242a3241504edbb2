"""All tables of the context `residents`."""

from .data_requests.models import DataSubjectRequest
from .households.models import Household, HouseholdLineage
from .interviews.models import Interview
from .people.models import Membership, Person, ResidenceSpell
from .residence.models import Dwelling, DwellingAllocation, Move, OccupancySpell, TwoEndsCase

__all__ = [
    "DataSubjectRequest",
    "Dwelling",
    "DwellingAllocation",
    "Household",
    "HouseholdLineage",
    "Interview",
    "Membership",
    "Move",
    "OccupancySpell",
    "Person",
    "ResidenceSpell",
    "TwoEndsCase",
]
