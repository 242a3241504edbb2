"""Steps of a responsibility task, one per file. Import steps from here."""

from .accept_task import accept_task
from .assign_task import assign_task
from .cancel_task import cancel_task
from .close_task import close_task
from .create_task import create_task
from .decide_dispute import decide_dispute
from .dispute_task import dispute_task
from .list_plan_dates import list_plan_dates
from .return_task import return_task
from .review_task import review_task
from .split_items import split_items
from .start_task import start_task
from .submit_task import submit_task

__all__ = [
    "accept_task", "assign_task", "cancel_task", "close_task", "create_task", "decide_dispute", "dispute_task",
    "list_plan_dates", "return_task", "review_task", "split_items", "start_task", "submit_task",
]  # fmt: skip
