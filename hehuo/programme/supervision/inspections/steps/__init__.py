"""Steps of an inspection, one per file. Import steps from here."""

from .add_finding import add_finding
from .begin_inspection import begin_inspection
from .cancel_inspection import cancel_inspection
from .close_inspection import close_inspection
from .confirm_clean import confirm_clean
from .confirm_problems import confirm_problems
from .plan_inspection import plan_inspection
from .record_facts import record_facts

__all__ = [
    "add_finding", "begin_inspection", "cancel_inspection", "close_inspection", "confirm_clean", "confirm_problems",
    "plan_inspection", "record_facts",
]  # fmt: skip
